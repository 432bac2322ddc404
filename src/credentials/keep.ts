import type { SystemSettings } from "../config/system.ts";
import { boundKey, boundTo } from "./sources.ts";
import type { CredentialStore, Kept, StoredCredential } from "./store.ts";

/** Keeps a credential for a context, bound to the servers that it was tried on. Says where it is kept. */
export function keep(
  store: CredentialStore,
  context: string,
  settings: SystemSettings,
  credential: StoredCredential,
): Promise<Kept> {
  return store.set(context, settings.system, { ...credential, extra: { [boundKey]: boundTo(settings) } });
}
