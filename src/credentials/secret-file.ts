import { dirname } from "node:path";
import type { FaultAt } from "../config/yaml.ts";
import { refuseShared } from "../files/private-directory.ts";
import { readPrivate } from "../files/read.ts";
import { removeFile, replaceFile } from "../files/replace.ts";
import { isRecord } from "../record.ts";
import { fromPlain, isMisfit, type StoredCredential, toPlain } from "./stored.ts";

/** Where the credential of one system is: here, or in the keyring under a name of its own. */
export type Entry =
  | { readonly kept: "file"; readonly credential: StoredCredential }
  | { readonly kept: "keyring"; readonly account: string };

/** By context, then by system. */
export type Entries = Map<string, Map<string, Entry>>;

const heading = `# Written by rptctl auth login. It holds secrets: keep it to yourself (mode 0600), and out of version control.
# An entry that is kept in the keyring has no secret here.
`;

/** Loads what reads and writes it: not to be done under the lock, for which others wait. */
export async function readySecretFile(): Promise<void> {
  await Promise.all([import("../config/yaml.ts"), import("yaml")]);
}

/** What `credentials.yaml` holds; nothing where there is none. Refused when others can read it, or write where it is. */
export async function readSecretFile(path: string): Promise<Entries> {
  const entries: Entries = new Map();
  const text = readPrivate(path);
  if (text === undefined) return entries;
  refuseShared(dirname(path));
  const { parseYaml } = await import("../config/yaml.ts");
  const { value, fault } = parseYaml(text, path);
  for (const [context, systems] of Object.entries(mappingOf(value, [], fault))) {
    const ofContext = new Map<string, Entry>();
    for (const [system, entry] of Object.entries(mappingOf(systems, [context], fault))) {
      ofContext.set(system, entryOf(mappingOf(entry, [context, system], fault), [context, system], fault));
    }
    entries.set(context, ofContext);
  }
  return entries;
}

/** Replaces `credentials.yaml`, and removes it where nothing is left to keep. */
export async function writeSecretFile(path: string, entries: Entries): Promise<void> {
  for (const [context, systems] of entries) if (systems.size === 0) entries.delete(context);
  if (entries.size === 0) {
    removeFile(path);
    return;
  }
  refuseShared(dirname(path));
  const { stringify } = await import("yaml");
  const plain = new Map([...entries].map(([context, systems]) => [context, plainSystems(systems)]));
  replaceFile(path, heading + stringify(plain, { lineWidth: 0 }), { mode: 0o600 });
}

function plainSystems(systems: ReadonlyMap<string, Entry>): Map<string, unknown> {
  return new Map(
    [...systems].map(([system, entry]) => [
      system,
      entry.kept === "keyring" ? entry : { kept: "file", ...toPlain(entry.credential) },
    ]),
  );
}

function mappingOf(value: unknown, keys: readonly string[], fault: FaultAt): Record<string, unknown> {
  if (value === null || value === undefined) return {};
  if (isRecord(value)) return value;
  throw fault(keys, `${keys.join(".") || "the file"} must be a mapping`);
}

function entryOf(plain: Record<string, unknown>, keys: readonly string[], fault: FaultAt): Entry {
  if (plain.kept === "keyring") {
    if (typeof plain.account === "string") return { kept: "keyring", account: plain.account };
    throw fault([...keys, "account"], `${keys.join(".")}.account must name the keyring's entry`);
  }
  if (plain.kept !== undefined && plain.kept !== "file") {
    throw fault([...keys, "kept"], `${keys.join(".")}.kept must be file or keyring`);
  }
  const credential = fromPlain(plain);
  if (isMisfit(credential)) {
    throw fault([...keys, credential.key], `${[...keys, credential.key].join(".")} ${credential.problem}`);
  }
  return { kept: "file", credential };
}
