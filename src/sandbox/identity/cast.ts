import { createHash } from "node:crypto";

/*
 * Who there is. The passwords and secrets are constants of the sandbox, the same for everybody and known to all: they
 * open nothing but a sandbox.
 */

export interface Project {
  readonly id: string;
  readonly name: string;
}

export interface User {
  readonly id: string;
  readonly name: string;
  readonly password: string;
  /** The roles that the user has, by the name of the project. */
  readonly roles: Readonly<Record<string, readonly RoleName[]>>;
}

export interface ApplicationCredential {
  readonly id: string;
  readonly name: string;
  readonly secret: string;
  readonly user: string;
  readonly project: string;
  readonly expired?: true;
  /** What alone it may be used for; without it, all that its user may do. */
  readonly accessRules?: readonly {
    readonly service: string;
    readonly method: string;
    readonly path: string;
  }[];
}

export type RoleName = "admin" | "member" | "reader";

export const domain = { id: "default", name: "Default" };

/** An id as Keystone makes them, but the same in every sandbox. */
export const idOf = (kind: string, name: string) =>
  createHash("md5").update(`rptctl sandbox ${kind} ${name}`).digest("hex");

const project = (name: string): Project => ({ id: idOf("project", name), name });
const user = (name: string, password: string, roles: User["roles"]): User => ({
  id: idOf("user", name),
  name,
  password,
  roles,
});
const credential = (name: string, owner: string, of: string, more: Partial<ApplicationCredential> = {}) => ({
  id: idOf("application credential", name),
  name,
  secret: `${name}-secret`,
  user: owner,
  project: of,
  ...more,
});

export const projects: readonly Project[] = [project("admin"), project("demo")];

const everyRole: readonly RoleName[] = ["admin", "member", "reader"];

export const users: readonly User[] = [
  user("admin", "adminpw", { admin: everyRole, demo: everyRole }),
  user("member", "memberpw", { demo: ["member", "reader"] }),
  user("nobody", "nobodypw", {}),
];

export const applicationCredentials: readonly ApplicationCredential[] = [
  credential("admin-cred", "admin", "admin"),
  credential("member-cred", "member", "demo"),
  credential("scope-get-cred", "admin", "admin", {
    accessRules: [{ service: "rating", method: "GET", path: "/v2/scope" }],
  }),
  credential("expired-cred", "admin", "admin", { expired: true }),
];
