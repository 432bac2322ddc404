import type { SystemSettings } from "../config/system.ts";
import { boundKey, boundTo } from "./sources.ts";
import type { CredentialStore, StoredCredential } from "./store.ts";

/** Keeps a credential for a context, bound to the servers that it was tried on. Says in words where it is kept. */
export async function keep(
  store: CredentialStore,
  context: string,
  settings: SystemSettings,
  credential: StoredCredential,
): Promise<string> {
  const bound = { ...credential, extra: { [boundKey]: boundTo(settings) } };
  const kept = await store.set(context, settings.system, bound);
  return kept === "keyring" ? "the keyring" : "credentials.yaml";
}
