import { setTimeout as after } from "node:timers/promises";
import { usage } from "../errors.ts";
import type { World } from "../world.ts";
import { secretService } from "./secret-service.ts";

/** The operating system's store of secrets. Each word rejects within the moment where it cannot be had at once. */
export interface Keyring {
  /** Undefined when it has none of that account. */
  get(account: string): Promise<string | undefined>;
  set(account: string, secret: string): Promise<void>;
  /** True when there was one. */
  delete(account: string): Promise<boolean>;
}

/** How long a keyring may take over one word, in milliseconds. */
const moment = 1_000;

/**
 * The keyring of this session. Whether it answers shows when it is used: no daemon is started, nobody is asked to
 * unlock it, and a word that takes longer than `limit` fails. With `RPTCTL_KEYRING=off` every word fails.
 */
export function openKeyring(world: Pick<World, "env" | "platform">, limit = moment): Keyring {
  const wanted = world.env.RPTCTL_KEYRING || "auto";
  if (wanted !== "auto" && wanted !== "off") {
    throw usage(`RPTCTL_KEYRING is "${wanted}", and may be auto or off`, "unset RPTCTL_KEYRING");
  }
  if (wanted === "off") return noKeyring;
  if (world.platform === "darwin" || world.platform === "win32") return nativeKeyring(limit);
  return secretService(world, () => AbortSignal.timeout(limit));
}

const off = () => Promise.reject(new Error("RPTCTL_KEYRING is off"));
const noKeyring: Keyring = { get: off, set: off, delete: off };

/**
 * The Keychain of macOS and the Credential Manager of Windows, by the optional package. Its calls cannot be cut off:
 * where the Keychain asks the user, the command goes on without it, but ends only when that dialog is answered.
 */
function nativeKeyring(limit: number): Keyring {
  const entry = async (account: string) => {
    const { AsyncEntry } = await import("@napi-rs/keyring").catch((cause: unknown) => {
      throw new Error("its optional package, @napi-rs/keyring, is not there", { cause });
    });
    return new AsyncEntry("rptctl", account);
  };
  return {
    get: (account) => within(limit, async () => (await (await entry(account)).getPassword()) ?? undefined),
    set: (account, secret) => within(limit, async () => (await entry(account)).setPassword(secret)),
    delete: (account) => within(limit, async () => (await entry(account)).deleteCredential()),
  };
}

async function within<T>(limit: number, work: () => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const late = after(limit, undefined, { signal: stop.signal }).then(() => {
    throw new Error("the keyring does not answer");
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    stop.abort();
    late.catch(() => {});
  }
}
