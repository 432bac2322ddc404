import { isRecord } from "../record.ts";
import { Secret } from "../secret.ts";

/** What `auth login` was given for one system of one context. */
export interface StoredCredential {
  readonly username?: string;
  readonly password?: Secret;
  readonly token?: Secret;
  readonly clientId?: string;
  readonly clientSecret?: Secret;
  /** What else a sign-in of that system needs; kept as safely as the rest. */
  readonly extra?: Readonly<Record<string, string>>;
}

/** A credential as it is written down: its keys as in configuration files, its secrets as text. */
export type PlainCredential = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

const texts = { username: "username", clientId: "client-id" } as const;
const secrets = { password: "password", token: "token", clientSecret: "client-secret" } as const;

export function toPlain(credential: StoredCredential): PlainCredential {
  const plain: Record<string, string | Readonly<Record<string, string>>> = {};
  for (const [field, key] of fieldsOf(texts))
    if (credential[field] !== undefined) plain[key] = credential[field];
  for (const [field, key] of fieldsOf(secrets)) {
    const secret = credential[field];
    if (secret !== undefined) plain[key] = secret.reveal();
  }
  if (credential.extra !== undefined) plain.extra = credential.extra;
  return plain;
}

/** What is wrong with a written credential, by the key at fault: never by its value. */
export interface Misfit {
  readonly key: string;
  readonly problem: string;
}

export function fromPlain(plain: Readonly<Record<string, unknown>>): StoredCredential | Misfit {
  const credential: { -readonly [Field in keyof StoredCredential]: StoredCredential[Field] } = {};
  for (const key of [...Object.values(texts), ...Object.values(secrets)]) {
    const value = plain[key];
    if (value !== undefined && typeof value !== "string")
      return { key, problem: "must be text: put it in quotes" };
  }
  for (const [field, key] of fieldsOf(texts))
    if (plain[key] !== undefined) credential[field] = plain[key] as string;
  for (const [field, key] of fieldsOf(secrets)) {
    if (plain[key] !== undefined) credential[field] = new Secret(plain[key] as string);
  }
  if (plain.extra !== undefined) {
    if (!isTextMap(plain.extra)) return { key: "extra", problem: "must be a mapping of names to text" };
    credential.extra = plain.extra;
  }
  return credential;
}

export function isMisfit(read: StoredCredential | Misfit): read is Misfit {
  return "problem" in read;
}

function fieldsOf<Field extends string>(names: Readonly<Record<Field, string>>): [Field, string][] {
  return Object.entries(names) as [Field, string][];
}

function isTextMap(value: unknown): value is Record<string, string> {
  return isRecord(value) && Object.values(value).every((each) => typeof each === "string");
}
