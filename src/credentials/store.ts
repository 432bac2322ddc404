import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { Fault, messageOf } from "../errors.ts";
import { withLock } from "../files/lock.ts";
import type { World } from "../world.ts";
import type { Keyring } from "./keyring.ts";
import { type Entries, type Entry, readSecretFile, readySecretFile, writeSecretFile } from "./secret-file.ts";
import { fromPlain, isMisfit, type StoredCredential, toPlain } from "./stored.ts";

export type { StoredCredential } from "./stored.ts";

export type Kept = "keyring" | "file";

/** The secrets that `auth login` was given: in the system's keyring where one answers, else in `credentials.yaml`. */
export interface CredentialStore {
  /** Undefined when none is kept. Throws a Fault `auth` when it is in a keyring that does not give it out now. */
  get(context: string, system: string): Promise<StoredCredential | undefined>;
  /** Keeps it in place of the one before, and says where. */
  set(context: string, system: string, credential: StoredCredential): Promise<Kept>;
  /** True when there was one. */
  delete(context: string, system: string): Promise<boolean>;
  list(): Promise<{ context: string; system: string; kept: Kept }[]>;
  /** Gives what one context has to another, whose own are dropped where both have some. */
  rename(from: string, to: string): Promise<void>;
  /** Removes all that a context has; says how many. */
  deleteContext(context: string): Promise<number>;
}

export interface StoreOptions {
  /** Told what a person might wonder at: that the keyring did not answer. */
  readonly detail?: (text: string) => void;
  /** The keyring to use in place of this session's. */
  readonly keyring?: Keyring;
}

/** The store of a configuration directory. Nothing is opened, or made, before it is needed. */
export function openStore(
  world: Pick<World, "env" | "platform" | "signal">,
  configDirectory: string,
  options: StoreOptions = {},
): CredentialStore {
  const path = join(configDirectory, "credentials.yaml");
  const detail = options.detail ?? (() => {});

  async function keyring(): Promise<Keyring> {
    if (options.keyring !== undefined) return options.keyring;
    return (await import("./keyring.ts")).openKeyring(world);
  }

  async function change<T>(work: (entries: Entries) => T | Promise<T>): Promise<T> {
    await readySecretFile();
    return withLock(
      path,
      async () => {
        const entries = await readSecretFile(path);
        const result = await work(entries);
        await writeSecretFile(path, entries);
        return result;
      },
      { signal: world.signal },
    );
  }

  /** False when the keyring did not take it; the file then has to. */
  async function putIntoKeyring(account: string, credential: StoredCredential): Promise<boolean> {
    try {
      await (await keyring()).set(account, JSON.stringify(toPlain(credential)));
      return true;
    } catch (error) {
      if (error instanceof Fault) throw error;
      detail(`the keyring is not used: ${messageOf(error)}; the credential goes into ${path}`);
      return false;
    }
  }

  /** Gone from our index all the same when the keyring does not answer: what is left there is said. */
  async function dropSecret(entry: Entry | undefined): Promise<void> {
    if (entry?.kept !== "keyring") return;
    try {
      await (await keyring()).delete(entry.account);
    } catch (error) {
      detail(`"${entry.account}" may be left in the keyring: ${messageOf(error)}`);
    }
  }

  return {
    async get(context, system) {
      const entry = (await readSecretFile(path)).get(context)?.get(system);
      if (entry === undefined || entry.kept === "file") return entry?.credential;
      try {
        const secret = await (await keyring()).get(entry.account);
        return secret === undefined ? undefined : fromKeyring(secret);
      } catch (error) {
        throw new Fault(
          "auth",
          `cannot read the credential of ${system} from the keyring: ${messageOf(error)}`,
          {
            system,
            cause: error,
            hints: [
              "unlock the keyring",
              `keep it in a file: RPTCTL_KEYRING=off rptctl auth login ${system}`,
            ],
          },
        );
      }
    },

    set: (context, system, credential) =>
      change(async (entries) => {
        const systems = entries.get(context) ?? new Map<string, Entry>();
        const before = systems.get(system);
        // Contexts of other configuration directories share the keyring, and contexts are renamed: a name alone would clash.
        const account =
          before?.kept === "keyring"
            ? before.account
            : `${context}/${system} ${randomBytes(4).toString("hex")}`;
        const inKeyring = await putIntoKeyring(account, credential);
        if (!inKeyring) await dropSecret(before);
        systems.set(system, inKeyring ? { kept: "keyring", account } : { kept: "file", credential });
        entries.set(context, systems);
        return inKeyring ? "keyring" : "file";
      }),

    async delete(context, system) {
      if (!(await readSecretFile(path)).get(context)?.has(system)) return false;
      return change(async (entries) => {
        const systems = entries.get(context);
        await dropSecret(systems?.get(system));
        return systems?.delete(system) ?? false;
      });
    },

    async list() {
      return [...(await readSecretFile(path))].flatMap(([context, systems]) =>
        [...systems].map(([system, { kept }]) => ({ context, system, kept })),
      );
    },

    async rename(from, to) {
      if (from === to || !(await readSecretFile(path)).has(from)) return;
      await change(async (entries) => {
        const target = entries.get(to) ?? new Map<string, Entry>();
        for (const [system, entry] of entries.get(from) ?? []) {
          await dropSecret(target.get(system));
          target.set(system, entry);
        }
        entries.set(to, target);
        entries.delete(from);
      });
    },

    async deleteContext(context) {
      if (!(await readSecretFile(path)).has(context)) return 0;
      return change(async (entries) => {
        const systems = entries.get(context) ?? new Map<string, Entry>();
        for (const entry of systems.values()) await dropSecret(entry);
        entries.delete(context);
        return systems.size;
      });
    },
  };
}

function fromKeyring(secret: string): StoredCredential {
  let plain: unknown;
  try {
    plain = JSON.parse(secret);
  } catch {
    // What JSON.parse says quotes the text, which is a secret.
  }
  if (typeof plain !== "object" || plain === null) throw new Error("its entry is not one that rptctl wrote");
  const credential = fromPlain(plain as Record<string, unknown>);
  if (isMisfit(credential)) throw new Error(`its entry is not one that rptctl wrote: ${credential.key}`);
  return credential;
}
