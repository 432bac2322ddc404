import { expected, Refusal, unauthorized } from "./errors.ts";

/** Names a user or a project: by id, or by a name within a domain. */
export interface Reference {
  readonly id?: string;
  readonly name?: string;
  readonly domain?: { readonly id?: string; readonly name?: string };
}

/** The body of POST /v3/auth/tokens, checked. */
export interface AuthRequest {
  readonly methods: readonly string[];
  readonly password?: { readonly user: Reference; readonly password: string | undefined };
  readonly credential?: {
    readonly id?: string;
    readonly name?: string;
    readonly secret: string | undefined;
    readonly user?: Reference;
  };
  readonly token?: string;
  /** Undefined: nothing was asked for; "other": a scope that nobody here has a role on. */
  readonly scope?: { readonly project: Reference } | "unscoped" | "other";
}

type Fields = Readonly<Record<string, unknown>>;

/** Reads the body as Keystone does, complaint by complaint in its order and words. Throws a Refusal. */
export function readAuthRequest(contentType: string | undefined, text: string): AuthRequest {
  if (contentType?.split(";")[0]?.trim().toLowerCase() !== "application/json") {
    throw expected("application/json in Content-Type header");
  }
  const auth = fields(parse(text).auth, "auth", "auth in request body");
  if (auth.identity === undefined) throw new Refusal(400, "'identity' is a required property");
  const identity = fields(auth.identity, "identity", "identity in auth");
  const methods = readMethods(identity.methods);
  const scope = readScope(auth.scope);
  const missing = methods.find((method) => !identity[method]);
  if (missing !== undefined) throw expected(`${missing} in identity`);
  return {
    methods,
    ...(scope !== undefined && { scope }),
    ...(methods.includes("password") && { password: readPassword(identity) }),
    ...(methods.includes("application_credential") && { credential: readCredential(identity) }),
    ...(methods.includes("token") && {
      token: String(fields(identity.token, "identity/token", "token").id ?? ""),
    }),
  };
}

function parse(text: string): Fields {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === "object" && body !== null && !Array.isArray(body)) return body as Fields;
  } catch {
    // Said below.
  }
  throw expected("valid JSON in request body");
}

function readMethods(given: unknown): string[] {
  if (given === undefined) throw invalid("identity", "'methods' is a required property");
  if (!Array.isArray(given)) throw invalid("identity/methods", `'${given}' is not of type 'array'`);
  if (given.length === 0) throw unauthorized();
  return given.map(String);
}

function readPassword(identity: Fields) {
  const where = "identity/password/user";
  const password = fields(identity.password, "identity/password", "password in identity");
  if (password.user === undefined) throw expected("user in None");
  const user = fields(password.user, where, "user in None");
  const secret = user.password;
  if (secret !== undefined && typeof secret !== "string")
    throw invalid(`${where}/password`, notAString(secret));
  return { user: readReference(user, where, "user"), password: secret };
}

function readCredential(identity: Fields) {
  const where = "identity/application_credential";
  const given = fields(identity.application_credential, where, "application_credential in identity");
  const [id, name, secret] = [text(given.id), text(given.name), text(given.secret)];
  if (id === undefined && name === undefined) throw expected("name or ID in application credential");
  if (id !== undefined) return { id, secret };
  if (given.user === undefined) throw expected("user in application credential");
  const user = readReference(fields(given.user, `${where}/user`, "user"), `${where}/user`, "user");
  return { ...(name !== undefined && { name }), secret, user };
}

function readScope(given: unknown): AuthRequest["scope"] {
  if (given === undefined || given === "unscoped") return given;
  const scope = fields(given, "scope", "scope");
  if ("unscoped" in scope) return "unscoped";
  if ("system" in scope || "domain" in scope || "OS-TRUST:trust" in scope) return "other";
  if (scope.project === undefined) {
    throw expected("system, project, domain, OS-TRUST:trust or unscoped in scope");
  }
  const project = fields(scope.project, "scope/project", "project");
  return { project: readReference(project, "scope/project", "project") };
}

function readReference(given: Fields, where: string, what: string): Reference {
  const [id, name] = [text(given.id), text(given.name)];
  if (id !== undefined) return { id };
  if (name === undefined)
    throw new Refusal(400, `Invalid input for field ${where}: id or name must be present.`);
  if (given.domain === undefined) throw expected(`domain in ${what}`);
  const domain = fields(given.domain, `${where}/domain`, "domain");
  const [domainId, domainName] = [text(domain.id), text(domain.name)];
  if (domainId === undefined && domainName === undefined) {
    throw new Refusal(400, `Invalid input for field ${where}/domain: id or name must be present.`);
  }
  return { name, domain: domainId === undefined ? { name: domainName ?? "" } : { id: domainId } };
}

function fields(given: unknown, where: string, what: string): Fields {
  if (given === undefined || given === null) throw expected(what);
  if (typeof given === "object" && !Array.isArray(given)) return given as Fields;
  throw invalid(where, `${JSON.stringify(given)} is not of type 'object'`);
}

const text = (given: unknown) => (typeof given === "string" && given !== "" ? given : undefined);

const notAString = (given: unknown) => `${JSON.stringify(given)} is not of type 'string'`;

const invalid = (where: string, why: string) =>
  new Refusal(400, `Invalid input for field '${where}': ${why}`);
