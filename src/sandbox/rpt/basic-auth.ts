import { type Account, accounts } from "./cast.ts";

/** What an `Authorization: Basic` header says, in UTF-8; undefined where it is none. */
export function readBasic(header: string | undefined): { name: string; password: string } | undefined {
  const encoded = header?.match(/^Basic +([A-Za-z0-9+/]+=*)$/i)?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, "base64").toString("utf8");
  const colon = text.indexOf(":");
  return colon < 0 ? undefined : { name: text.slice(0, colon), password: text.slice(colon + 1) };
}

/** Every account that the name and the password fit: usually one. */
export function accountsOf(name: string, password: string): readonly Account[] {
  return accounts.filter((account) => account.name === name && account.password === password);
}
