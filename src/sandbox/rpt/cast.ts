import { createHash } from "node:crypto";

/*
 * Who may sign in. The passwords are constants of the sandbox, the same for everybody and known to all: they open
 * nothing but a sandbox.
 */

export interface Account {
  readonly id: string;
  /** What is typed to sign in. */
  readonly name: string;
  readonly password: string;
  readonly fullName: string;
  readonly email: string;
  readonly locale: string;
  /** Only a reporting administrator may use the reporting API. */
  readonly administrator: boolean;
}

/** The OAuth2 client that OSP knows: HTTP Basic at its token server. */
export const oauthClient = { id: "rpt", secret: "rpt-secret" };

/** 32 hex digits that stand for a name, the same in every sandbox. */
export const idOf = (kind: string, name: string) =>
  createHash("md5").update(`rptctl sandbox rpt ${kind} ${name}`).digest("hex");

/** The same as a UUID. */
export const uuidOf = (kind: string, name: string) =>
  idOf(kind, name).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");

const account = (
  name: string,
  password: string,
  fullName: string,
  administrator: boolean,
  locale = "en",
): Account => ({
  id: idOf("account", `${name} ${fullName}`),
  name,
  password,
  fullName,
  email: `${name}@example.com`,
  locale,
  administrator,
});

export const accounts: readonly Account[] = [
  account("uaadmin", "uaadminpw", "User Application Administrator", true),
  account("rptadmin", "rptadminpw", "Fred Stats", true),
  // Basic must carry UTF-8, and only the first colon parts the two.
  account("jürgen", "pässwörd:ü€", "Jürgen Groß", true, "de"),
  account("ablake", "ablakepw", "Allison Blake", false),
  account("twin", "twinpw", "Chip Nano", true),
  account("twin", "twinpw", "Chip Nano Junior", true),
];

export function accountOf(id: string): Account {
  const found = accounts.find((each) => each.id === id);
  if (found === undefined) throw new Error(`no account ${id}`);
  return found;
}
