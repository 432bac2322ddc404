import { domain, idOf } from "./cast.ts";
import { credentialOf, projectOf, rolesOf, userOf } from "./sign-in.ts";
import type { Claims } from "./tokens.ts";

/** The `token` object that Keystone answers with; `catalog` is left out for `?nocatalog` and for unscoped tokens. */
export function tokenBody(claims: Claims, url: string, withCatalog: boolean): object {
  const { id, name } = userOf(claims);
  const project = projectOf(claims);
  const credential = claims.credentialId === undefined ? undefined : credentialOf(claims.credentialId);
  return {
    methods: claims.methods,
    user: { domain, id, name, password_expires_at: null },
    audit_ids: [claims.auditId],
    expires_at: instant(claims.expiresAt),
    issued_at: instant(claims.issuedAt),
    ...(project && {
      project: { domain, id: project.id, name: project.name },
      is_domain: false,
      roles: rolesOf(claims).map((role) => ({ id: idOf("role", role), name: role })),
      ...(withCatalog && { catalog: catalog(url) }),
    }),
    ...(credential && {
      application_credential: {
        id: credential.id,
        name: credential.name,
        restricted: true,
        ...(credential.accessRules && {
          access_rules: credential.accessRules.map((rule) => ({
            id: idOf("access rule", rule.path),
            ...rule,
          })),
        }),
      },
    }),
  };
}

/** Microseconds, as Python prints them. */
const instant = (milliseconds: number) => new Date(milliseconds).toISOString().replace(/\.\d+Z$/, ".000000Z");

function catalog(url: string): object[] {
  return [
    { type: "identity", name: "keystone", url: `${url}/identity/v3/` },
    { type: "rating", name: "cloudkitty", url: `${url}/rating` },
  ].map((service) => ({
    endpoints: ["public", "internal", "admin"].map((kind) => ({
      id: idOf("endpoint", `${service.type} ${kind}`),
      interface: kind,
      region_id: "RegionOne",
      url: service.url,
      region: "RegionOne",
    })),
    id: idOf("service", service.type),
    type: service.type,
    name: service.name,
  }));
}
