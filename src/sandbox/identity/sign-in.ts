import type { AuthRequest, Reference } from "./auth-request.ts";
import {
  type ApplicationCredential,
  applicationCredentials,
  domain,
  type Project,
  projects,
  type User,
  users,
} from "./cast.ts";
import { notFound, Refusal, unauthorized } from "./errors.ts";
import type { Claims, Tokens } from "./tokens.ts";

/** Whom a token shall be issued to. */
export type Subject = Pick<Claims, "methods" | "userId" | "projectId" | "credentialId">;

const supported = ["external", "password", "token", "oauth1", "mapped", "application_credential"];

/** Checks the credentials and the scope asked for. Throws a Refusal. */
export function signIn(request: AuthRequest, tokens: Tokens): Subject {
  if (request.methods.some((method) => !supported.includes(method))) {
    throw new Refusal(401, "Attempted to authenticate with an unsupported method.", { methods: supported });
  }
  if (request.credential !== undefined) return byCredential(request, request.credential);
  const user = request.password === undefined ? byToken(request.token, tokens) : byPassword(request.password);
  const subject = { methods: request.methods, userId: user.id };
  if (request.scope === undefined || request.scope === "unscoped") return subject;
  const project = request.scope === "other" ? undefined : find(projects, request.scope.project);
  if (project === undefined || user.roles[project.name] === undefined) throw unauthorized();
  return { ...subject, projectId: project.id };
}

function byPassword({ user, password }: NonNullable<AuthRequest["password"]>): User {
  const found = find(users, user);
  if (found === undefined || password !== found.password) throw unauthorized();
  return found;
}

function byToken(token: string | undefined, tokens: Tokens): User {
  const claims = tokens.read(token ?? "");
  // A credential's token cannot be traded for another: its restrictions would be lost.
  if (claims === undefined || tokens.isRevoked(claims) || claims.credentialId !== undefined)
    throw unauthorized();
  return userOf(claims);
}

function byCredential(request: AuthRequest, given: NonNullable<AuthRequest["credential"]>): Subject {
  if (request.scope !== undefined) {
    const reason = "Application credentials cannot request a scope.";
    throw new Refusal(401, `Error authenticating with application credential: ${reason}`, {});
  }
  const credential = findCredential(given);
  if (credential.secret !== given.secret || credential.expired) throw unauthorized();
  return {
    methods: request.methods,
    userId: find(users, { name: credential.user, domain })?.id ?? "",
    projectId: find(projects, { name: credential.project, domain })?.id ?? "",
    credentialId: credential.id,
  };
}

function findCredential(given: NonNullable<AuthRequest["credential"]>): ApplicationCredential {
  if (given.id !== undefined) {
    const found = credentialOf(given.id);
    // The one failure to sign in that Keystone does not hide behind 401.
    if (found === undefined) throw notFound(`Could not find Application Credential: ${given.id}.`);
    return found;
  }
  const owner = given.user && find(users, given.user);
  const found = applicationCredentials.find(({ name, user }) => name === given.name && user === owner?.name);
  if (found === undefined) throw unauthorized();
  return found;
}

function find<T extends { id: string; name: string }>(all: readonly T[], by: Reference): T | undefined {
  if (by.id !== undefined) return all.find(({ id }) => id === by.id);
  if (by.domain?.id !== domain.id && by.domain?.name !== domain.name) return undefined;
  return all.find(({ name }) => name === by.name);
}

export function userOf(claims: Claims): User {
  const user = find(users, { id: claims.userId });
  if (user === undefined) throw unauthorized();
  return user;
}

export function projectOf(claims: Claims): Project | undefined {
  return claims.projectId === undefined ? undefined : find(projects, { id: claims.projectId });
}

export function credentialOf(id: string): ApplicationCredential | undefined {
  return applicationCredentials.find((credential) => credential.id === id);
}

/** The roles that a token brings: those of its user on its project; an unscoped one brings none. */
export function rolesOf(claims: Claims): readonly string[] {
  const project = projectOf(claims);
  return (project && userOf(claims).roles[project.name]) ?? [];
}
