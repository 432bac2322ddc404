import { beforeAll, describe, expect, it } from "vitest";
import { controlOf } from "../../src/sandbox/control.ts";
import { applicationCredentials, users } from "../../src/sandbox/identity/cast.ts";
import { readRunFile } from "../../src/sandbox/run-file.ts";
import type { Sandbox } from "../../src/sandbox/server.ts";
import { asAdmin, json, passwordAuth, postTokens, running, temporaryDirectory, tokenOf } from "./running.ts";

const state = temporaryDirectory();
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await running({ state });
});

const tail =
  "The server could not comply with the request since it is either malformed or otherwise incorrect. " +
  "The client is assumed to be in error.";
const unauthorized = "The request you have made requires authentication.";
const password = (user: object) => ({ auth: { identity: { methods: ["password"], password: { user } } } });
const credential = (given: object) => ({
  auth: { identity: { methods: ["application_credential"], application_credential: given } },
});
const inProject = (project: object) => ({
  auth: { ...(passwordAuth("admin", "adminpw") as { auth: object }).auth, scope: { project } },
});
const adminCred = applicationCredentials[0]!;

describe("discovery", () => {
  it.each([
    ["", 300],
    ["/", 300],
    ["/v3", 200],
    ["/v3/", 200],
  ])("/identity%s answers %i with the version", async (path, status) => {
    const answer = await fetch(`${sandbox.url}/identity${path}`);
    expect(answer.status).toBe(status);
    expect(await answer.text()).toContain(`"href": "${sandbox.url}/identity/v3/"`);
  });

  it("answers an unknown path with a page of HTML", async () => {
    const answer = await fetch(`${sandbox.url}/identity/v3/nope`);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([404, "text/html; charset=utf-8"]);
  });
});

describe("signing in", () => {
  it("answers a scoped token with roles and a catalog that points to this sandbox", async () => {
    const answer = await postTokens(sandbox, passwordAuth("admin", "adminpw", "admin"));
    expect(answer.status).toBe(201);
    expect(answer.headers.get("x-subject-token")).toMatch(/^gAAAAAB/);
    const { token } = (await answer.json()) as { token: Record<string, unknown> };
    expect(token).toMatchObject({
      methods: ["password"],
      user: { name: "admin", domain: { id: "default", name: "Default" } },
      project: { name: "admin" },
      is_domain: false,
    });
    expect((token.roles as { name: string }[]).map(({ name }) => name)).toEqual([
      "admin",
      "member",
      "reader",
    ]);
    const catalog = token.catalog as { type: string; endpoints: { interface: string; url: string }[] }[];
    expect(catalog.map(({ type, endpoints }) => [type, endpoints[0]?.url])).toEqual([
      ["identity", `${sandbox.url}/identity/v3/`],
      ["rating", `${sandbox.url}/rating`],
    ]);
    expect(catalog[1]?.endpoints.map((endpoint) => endpoint.interface)).toEqual([
      "public",
      "internal",
      "admin",
    ]);
    const lifetime = Date.parse(token.expires_at as string) - Date.parse(token.issued_at as string);
    expect(lifetime).toBe(3_600_000);
    expect(token.expires_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000000Z$/);
  });

  it("leaves the catalog out where ?nocatalog or no scope is asked for", async () => {
    for (const [project, query] of [
      ["admin", "?nocatalog"],
      [undefined, ""],
    ] as const) {
      const answer = await postTokens(sandbox, passwordAuth("admin", "adminpw", project), query);
      expect(((await answer.json()) as { token: object }).token).not.toHaveProperty("catalog");
    }
  });

  it.each([
    ["the user's id", password({ id: users[0]?.id, password: "adminpw" })],
    ["the domain's id", password({ name: "admin", domain: { id: "default" }, password: "adminpw" })],
    ["a credential's id", credential({ id: adminCred.id, secret: adminCred.secret })],
    [
      "a credential's name and user",
      credential({
        name: "admin-cred",
        secret: adminCred.secret,
        user: { name: "admin", domain: { name: "Default" } },
      }),
    ],
  ])("takes %s", async (_, body) => {
    expect((await postTokens(sandbox, body)).status).toBe(201);
  });

  it("says which credential a token was made with", async () => {
    const answer = await postTokens(sandbox, credential({ id: adminCred.id, secret: adminCred.secret }));
    expect(await answer.json()).toMatchObject({
      token: { methods: ["application_credential"], application_credential: { name: "admin-cred" } },
    });
  });

  it.each([
    ["a wrong password", passwordAuth("admin", "nope")],
    ["no password", password({ name: "admin", domain: { name: "Default" } })],
    ["an unknown user", passwordAuth("nope", "adminpw")],
    ["an unknown domain", password({ name: "admin", domain: { name: "Nope" }, password: "adminpw" })],
    ["an unknown project", passwordAuth("admin", "adminpw", "nope")],
    ["a project without a role", passwordAuth("nobody", "nobodypw", "demo")],
    ["no method", { auth: { identity: { methods: [] } } }],
    ["a wrong secret", credential({ id: adminCred.id, secret: "nope" })],
    [
      "an expired credential",
      credential({ id: applicationCredentials[3]?.id, secret: "expired-cred-secret" }),
    ],
  ])("answers %s with one and the same 401", async (_, body) => {
    const answer = await postTokens(sandbox, body);
    expect(answer.status).toBe(401);
    expect(answer.headers.get("www-authenticate")).toBe(`Keystone uri="${sandbox.url}/identity/v3"`);
    expect(await answer.json()).toEqual({
      error: { code: 401, message: unauthorized, title: "Unauthorized" },
    });
  });

  it("does not hide that a credential's id is unknown", async () => {
    const answer = await postTokens(sandbox, credential({ id: "zzz", secret: "x" }));
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain('"Could not find Application Credential: zzz."');
  });

  it("refuses a scope for a credential", async () => {
    const body = {
      auth: { ...credential({ id: adminCred.id, secret: "x" }).auth, scope: { project: { id: "x" } } },
    };
    const answer = await postTokens(sandbox, body);
    expect(answer.status).toBe(401);
    expect(await answer.text()).toContain("Application credentials cannot request a scope.");
  });

  it.each([
    ["{", `Expecting to find valid JSON in request body. ${tail}`],
    ["[]", `Expecting to find valid JSON in request body. ${tail}`],
    ["{}", `Expecting to find auth in request body. ${tail}`],
    [{ auth: {} }, "'identity' is a required property"],
    [{ auth: { identity: {} } }, "Invalid input for field 'identity': 'methods' is a required property"],
    [{ auth: { identity: { methods: ["foo"] } } }, `Expecting to find foo in identity. ${tail}`],
    [password({ name: "admin", password: "x" }), `Expecting to find domain in user. ${tail}`],
    [password({}), "Invalid input for field identity/password/user: id or name must be present."],
    [credential({ secret: "x" }), `Expecting to find name or ID in application credential. ${tail}`],
    [credential({ name: "x", secret: "x" }), `Expecting to find user in application credential. ${tail}`],
    [inProject({}), "Invalid input for field scope/project: id or name must be present."],
    [inProject({ name: "admin" }), `Expecting to find domain in project. ${tail}`],
  ])("answers %j with 400", async (body, message) => {
    const answer = await postTokens(sandbox, body);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({ error: { code: 400, message, title: "Bad Request" } });
  });

  it("wants JSON to be called JSON", async () => {
    const url = `${sandbox.url}/identity/v3/auth/tokens`;
    const answer = await fetch(url, {
      method: "POST",
      body: JSON.stringify(passwordAuth("admin", "adminpw")),
    });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain("Expecting to find application/json in Content-Type header.");
  });
});

describe("asking about tokens", () => {
  const about = (method: string, token: string | undefined, subject: string | undefined) =>
    fetch(`${sandbox.url}/identity/v3/auth/tokens`, {
      method,
      headers: { ...(token && { "x-auth-token": token }), ...(subject && { "x-subject-token": subject }) },
    });

  it("repeats a token's body, and none for HEAD", async () => {
    const token = await tokenOf(sandbox, "admin", "admin");
    const answer = await about("GET", token, token);
    expect([answer.status, answer.headers.get("x-subject-token")]).toEqual([200, token]);
    expect(await answer.json()).toMatchObject({ token: { user: { name: "admin" } } });
    expect((await about("HEAD", token, token)).status).toBe(200);
  });

  it.each([
    ["no caller", undefined, "bogus", 401, unauthorized],
    ["a bogus caller", "bogus", "bogus", 401, unauthorized],
    ["no subject", "admin", undefined, 404, "No token in the request"],
    ["a bogus subject", "admin", "bogus", 404, "Could not recognize Fernet token"],
    [
      "another's token",
      "member",
      "admin",
      403,
      "You are not authorized to perform the requested action: identity:validate_token.",
    ],
  ])("%s: refuses", async (_, caller, subject, status, message) => {
    const real = async (name: string | undefined) =>
      name === "admin" || name === "member" ? await tokenOf(sandbox, name, "demo") : name;
    const answer = await about("GET", await real(caller), await real(subject));
    expect(answer.status).toBe(status);
    expect(((await answer.json()) as { error: { message: string } }).error.message).toBe(message);
  });

  it("revokes", async () => {
    const [admin, member] = [
      await tokenOf(sandbox, "admin", "admin"),
      await tokenOf(sandbox, "member", "demo"),
    ];
    expect((await about("DELETE", member, member)).status).toBe(204);
    expect((await about("GET", member, member)).status).toBe(401);
    const answer = await about("GET", admin, member);
    expect([answer.status, await answer.text()]).toEqual([
      404,
      '{"error":{"code":404,"message":"Failed to validate token","title":"Not Found"}}\n',
    ]);
  });

  it("lets a token that was used stay good at CloudKitty for five minutes after it was revoked", async () => {
    const ask = await asAdmin(sandbox);
    const [used, unused] = [
      await tokenOf(sandbox, "admin", "admin"),
      await tokenOf(sandbox, "admin", "admin"),
    ];
    const status = async (token: string) => (await ask("GET", "/v2/scope", undefined, token)).status;
    expect(await status(used)).toBe(200);
    for (const token of [used, unused]) await about("DELETE", token, token);
    expect([await status(used), await status(unused)]).toEqual([200, 401]);
    await controlOf(readRunFile(state)!).advance(300_000);
    expect(await status(used)).toBe(401);
  });

  it("lets tokens expire by the sandbox's clock, with CloudKitty at once", async () => {
    const ask = await asAdmin(sandbox);
    const control = controlOf(readRunFile(state)!);
    await control.advance(3_590_000);
    expect((await ask("GET", "/v2/scope")).status).toBe(200);
    await control.advance(10_000);
    expect((await ask("GET", "/v2/scope")).status).toBe(401);
  });

  it("makes them live as long as it was told", async () => {
    const shortly = await running({ tokenSeconds: 5 });
    const answer = await postTokens(shortly, passwordAuth("admin", "adminpw"));
    const { token } = (await answer.json()) as { token: { expires_at: string; issued_at: string } };
    expect(Date.parse(token.expires_at) - Date.parse(token.issued_at)).toBe(5000);
  });

  it("trades an unscoped token for a scoped one", async () => {
    const id = await tokenOf(sandbox, "admin");
    const scope = { project: { name: "admin", domain: { id: "default" } } };
    const answer = await postTokens(sandbox, {
      auth: { identity: { methods: ["token"], token: { id } }, scope },
    });
    expect(answer.status).toBe(201);
  });
});

it("ends its bodies by closing the connection, and does not say so", async () => {
  const answer = await fetch(`${sandbox.url}/identity/v3`, { headers: json });
  for (const header of ["content-length", "transfer-encoding"]) expect(answer.headers.get(header)).toBeNull();
  expect(await answer.json()).toHaveProperty("version");
});
