import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { authRequest, readToken } from "../../../src/systems/scope/keystone.ts";
import { cloudsPlace } from "./clouds-place.ts";

const login = { OS_AUTH_URL: "http://k:5000/v3", OS_USERNAME: "ops", OS_PASSWORD: "pw" };
const request = async (env: Record<string, string>) => authRequest(await cloudsPlace().read({ env }));

describe("authRequest", () => {
  it.each([
    ["http://k:5000", "http://k:5000/v3/auth/tokens"],
    ["http://k:5000/", "http://k:5000/v3/auth/tokens"],
    ["http://k:5000/v3", "http://k:5000/v3/auth/tokens"],
    ["http://k:5000/v3/", "http://k:5000/v3/auth/tokens"],
    ["http://k:5000/v2.0", "http://k:5000/v3/auth/tokens"],
    ["http://k:5000/v2.0//", "http://k:5000/v3/auth/tokens"],
    ["https://cloud/identity", "https://cloud/identity/v3/auth/tokens"],
    ["https://cloud/identity/v3/", "https://cloud/identity/v3/auth/tokens"],
    ["https://cloud/myv3", "https://cloud/myv3/v3/auth/tokens"],
    ["https://[::1]:5000/v3", "https://[::1]:5000/v3/auth/tokens"],
  ])("asks %s at %s", async (url, expected) => {
    expect((await request({ ...login, OS_AUTH_URL: url })).url).toBe(expected);
  });

  const user = { name: "ops", domain: { id: "default" }, password: "pw" };
  const project = { project: { name: "p", domain: { id: "default" } } };

  it.each([
    [{}, { identity: { methods: ["password"], password: { user } } }],
    [{ OS_PROJECT_NAME: "p" }, { identity: { methods: ["password"], password: { user } }, scope: project }],
    [
      { OS_USER_ID: "u1", OS_PROJECT_ID: "p1" },
      {
        identity: { methods: ["password"], password: { user: { id: "u1", password: "pw" } } },
        scope: { project: { id: "p1" } },
      },
    ],
    [
      { OS_USER_DOMAIN_NAME: "U", OS_DOMAIN_NAME: "D" },
      {
        identity: {
          methods: ["password"],
          password: { user: { name: "ops", domain: { name: "U" }, password: "pw" } },
        },
        scope: { domain: { name: "D" } },
      },
    ],
    [
      { OS_SYSTEM_SCOPE: "all" },
      { identity: { methods: ["password"], password: { user } }, scope: { system: { all: true } } },
    ],
    [
      { OS_TRUST_ID: "t1" },
      { identity: { methods: ["password"], password: { user } }, scope: { "OS-TRUST:trust": { id: "t1" } } },
    ],
    [
      { OS_AUTH_TYPE: "token", OS_TOKEN: "old", OS_PROJECT_NAME: "p" },
      { identity: { methods: ["token"], token: { id: "old" } }, scope: project },
    ],
    [
      {
        OS_AUTH_TYPE: "v3applicationcredential",
        OS_APPLICATION_CREDENTIAL_ID: "ac",
        OS_APPLICATION_CREDENTIAL_SECRET: "s",
      },
      {
        identity: { methods: ["application_credential"], application_credential: { id: "ac", secret: "s" } },
      },
    ],
    [
      {
        OS_AUTH_TYPE: "v3applicationcredential",
        OS_APPLICATION_CREDENTIAL_NAME: "mine",
        OS_APPLICATION_CREDENTIAL_SECRET: "s",
      },
      {
        identity: {
          methods: ["application_credential"],
          application_credential: {
            name: "mine",
            secret: "s",
            user: { name: "ops", domain: { id: "default" } },
          },
        },
      },
    ],
  ])("for %o sends the body that Keystone wants", async (env, auth) => {
    expect((await request({ ...login, ...env })).body).toEqual({ auth });
  });

  it("asks for no scope with an application credential, which Keystone refuses", async () => {
    const { body } = await request({
      ...login,
      OS_AUTH_TYPE: "v3applicationcredential",
      OS_APPLICATION_CREDENTIAL_ID: "ac",
      OS_APPLICATION_CREDENTIAL_SECRET: "s",
      OS_PROJECT_NAME: "p",
      OS_SYSTEM_SCOPE: "all",
    });
    expect(JSON.stringify(body)).not.toContain("scope");
  });

  it("refuses to ask without a secret", async () => {
    await expect(request({ OS_AUTH_URL: "http://k" })).rejects.toMatchObject({ code: "auth" });
  });
});

const body = {
  token: {
    methods: ["password"],
    user: { domain: { id: "default", name: "Default" }, id: "u1", name: "admin", password_expires_at: null },
    audit_ids: ["x"],
    expires_at: "2026-11-22T09:00:00.000000Z",
    issued_at: "2026-11-22T08:00:00.000000Z",
    project: { domain: { id: "default", name: "Default" }, id: "p1", name: "admin" },
    is_domain: false,
    roles: [
      { id: "r1", name: "member" },
      { id: "r2", name: "admin" },
    ],
    catalog: [
      {
        endpoints: [
          {
            id: "e",
            interface: "public",
            region_id: "RegionOne",
            region: "RegionOne",
            url: "http://127.0.0.1:8889",
          },
        ],
        id: "s",
        type: "rating",
        name: "cloudkitty",
      },
    ],
  },
};

describe("readToken", () => {
  it("reads what Keystone answers", () => {
    const read = readToken({ "x-subject-token": "gAAAA" }, body);
    expect(read).toMatchObject({
      expiresAt: Date.UTC(2026, 10, 22, 9),
      userName: "admin",
      projectName: "admin",
      scoped: true,
      roles: ["member", "admin"],
      catalog: [
        {
          type: "rating",
          name: "cloudkitty",
          endpoints: [{ interface: "public", region: "RegionOne", url: "http://127.0.0.1:8889" }],
        },
      ],
    });
    expect(read.token.reveal()).toBe("gAAAA");
    expect(inspect(read, { depth: 9 })).not.toContain("gAAAA");
  });

  it.each([
    [{ project: undefined, domain: { id: "d" } }, true],
    [{ project: undefined, system: { all: true } }, true],
    [{ project: undefined }, false],
  ])("with %o, scoped is %s", (change, scoped) => {
    const read = readToken({ "x-subject-token": "t" }, { token: { ...body.token, ...change } });
    expect(read).toMatchObject({ scoped, projectName: undefined });
  });

  it("takes a token that says next to nothing", () => {
    expect(
      readToken({ "x-subject-token": "t" }, { token: { catalog: "?", roles: [null, 1] } }),
    ).toMatchObject({
      expiresAt: undefined,
      userName: undefined,
      scoped: false,
      roles: [],
      catalog: [],
    });
  });

  it.each([
    [{}, body],
    [{ "x-subject-token": "" }, body],
    [{ "x-subject-token": "t" }, {}],
    [{ "x-subject-token": "t" }, "<html>"],
    [{ "x-subject-token": "t" }, undefined],
    [{ "x-subject-token": "t" }, { token: ["t"] }],
  ])("refuses %o with %o", (headers: Record<string, string>, answer) => {
    expect(() => readToken(headers, answer)).toThrow(expect.objectContaining({ code: "unavailable" }));
  });
});
