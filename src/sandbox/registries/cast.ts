import { createHash } from "node:crypto";

/** Who there is. Constants of the sandbox, known to all: they open nothing but a sandbox. */
export interface User {
  readonly username: string;
  readonly password: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly permissions: readonly Permission[];
}

export type Permission = "reports:read" | "reports:delete";

export const users: readonly User[] = [
  {
    username: "ops",
    password: "opspw",
    firstName: "Ornella",
    lastName: "Operti",
    permissions: ["reports:read", "reports:delete"],
  },
  {
    username: "viewer",
    password: "viewerpw",
    firstName: "Vito",
    lastName: "Vedé",
    permissions: ["reports:read"],
  },
  { username: "guest", password: "guestpw", firstName: "Gaia", lastName: "Gatti", permissions: [] },
];

/** What signing in tells of the user. */
export function userBody({ username, firstName, lastName, permissions }: User): object {
  return {
    id: uuid(`user ${username}`),
    username,
    first_name: firstName,
    last_name: lastName,
    auth_type: "basic",
    email: `${username}@seer.example`,
    groups: [],
    permissions,
    access_limits: [],
    is_first_access: false,
    is_disabled: false,
    inserted_at: "2025-01-07T09:12:44Z",
    attrs_updated_at: "2025-03-18T15:40:02Z",
    password_updated_at: "2025-01-07T09:12:44Z",
  };
}

/** An id that is the same in every sandbox. */
export function uuid(name: string): string {
  const hex = createHash("md5").update(`seer ${name}`).digest("hex");
  const [a, b, c, d, e] = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(13, 16),
    hex.slice(17, 20),
    hex.slice(20),
  ];
  return `${a}-${b}-4${c}-a${d}-${e}`;
}
