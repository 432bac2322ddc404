import { Fault } from "../../errors.ts";
import { meant } from "../../nearest.ts";
import type { Origin, Value } from "./cloud-layers.ts";

/**
 * How to sign in: to Keystone with one of three methods; `admin_token` sends its token as it is to the endpoint given
 * with it; `none` asks an endpoint that wants no token.
 */
export type AuthType = "password" | "v3applicationcredential" | "token" | "admin_token" | "none";

export type Interface = "public" | "internal" | "admin";

const authTypes: Readonly<Record<string, AuthType>> = {
  password: "password",
  v3password: "password",
  v3applicationcredential: "v3applicationcredential",
  "application-credential": "v3applicationcredential",
  token: "token",
  v3token: "token",
  admin_token: "admin_token",
  token_endpoint: "admin_token",
  none: "none",
  noauth: "none",
  "cloudkitty-noauth": "none",
};

/** The way to sign in of that name, which is keystoneauth's. Throws a Fault `config` that says where it was set. */
export function authTypeOf({ text, origin }: Value): AuthType {
  const known = authTypes[text.toLowerCase()];
  if (known !== undefined) return known;
  const old = /^v2/i.test(text) ? ": Keystone has no v2 API any more" : "";
  throw new Fault("config", `rptctl cannot sign in by auth_type "${text}" (${place(origin)})${old}`, {
    hints: [
      "use password, v3applicationcredential, token, admin_token or none",
      ...meant(text, Object.keys(authTypes)),
    ],
  });
}

/** `public`, and `publicURL` as it used to be written. Throws a Fault `config` that says where it was set. */
export function interfaceOf({ text, origin }: Value): Interface {
  const name = text.toLowerCase().replace(/url$/, "");
  if (name === "public" || name === "internal" || name === "admin") return name;
  throw new Fault("config", `"${text}" is no interface of an endpoint (${place(origin)})`, {
    hints: ["use public, internal or admin", ...meant(text, ["public", "internal", "admin"])],
  });
}

/** The words for yes that PyYAML and shells use. */
export function isTrue(value: Value | undefined): boolean {
  return value !== undefined && /^(?:true|yes|on|1)$/i.test(value.text);
}

export function isFalse(value: Value | undefined): boolean {
  return value !== undefined && /^(?:false|no|off|0)$/i.test(value.text);
}

/** An absolute http or https address. Throws a Fault `config` that says where it was set. */
export function addressOf({ text, origin }: Value): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === "http:" || url?.protocol === "https:") return text;
  throw new Fault("config", `"${text}" is not an http or https URL (${place(origin)})`);
}

/** Where a setting stands, in words: `OS_AUTH_URL`, `/etc/openstack/clouds.yaml`, `scope.auth-url`. */
export function place(origin: Origin): string {
  return origin.kind === "file" ? `in ${origin.name}` : `from ${origin.name}`;
}
