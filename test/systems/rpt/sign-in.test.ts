import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Answer, type Asked, fakeServer } from "../../fake-server.ts";

const origin = "https://idm.test:8543";
const url = `${origin}/IDMRPT-CORE`;
const tokens = "/IDMRPT-AUTH/auth/tokens";
const password = "pä:ss wörd&+%";

const yaml = (more = "") =>
  `contexts:\n  prod:\n    rpt: { url: "${url}", username: jürgen${more === "" ? "" : `, ${more}`} }\ncurrent-context: prod\n`;

const fault = (subcode: string, text = "why") => ({
  Fault: { Code: { Value: "Sender", Subcode: { Value: subcode } }, Reason: { Text: text } },
});

const buildinfo = { rev: "630", version: "1.0" };
const none = {
  status: 401,
  body: fault("NoAuthHeader"),
  headers: { "www-authenticate": `X-OPAQUE uri="${origin}${tokens}", signOffUri=""` },
};

/** A reporting server with its token server; tokens are `T/1=`, `T/2=`, ... and those in `dead` are refused. */
function reporting(options: {
  config?: string;
  env?: Record<string, string>;
  dead?: Set<string>;
  answer?: (asked: Asked, before: readonly Asked[]) => Answer | undefined;
}) {
  let given = 0;
  const dead = options.dead ?? new Set();
  return fakeServer(
    origin,
    (asked, before) => {
      const own = options.answer?.(asked, before);
      if (own !== undefined) return own;
      if (asked.path === tokens && asked.method === "POST") {
        given += 1;
        return { body: { Token: `T/${given}=` } };
      }
      if (asked.path.startsWith(`${tokens}/`)) return { body: { Status: "OK" } };
      const token = /^X-OPAQUE (\S+)$/.exec(asked.headers.authorization ?? "")?.[1];
      if (token === undefined) return none;
      if (dead.has(token)) return { status: 401, body: fault("InvalidAuthHeader") };
      return { body: buildinfo };
    },
    { config: options.config ?? yaml(), ...(options.env && { env: options.env }) },
  );
}

const withPassword = { RPTCTL_RPT_PASSWORD: password };
const lines = (asked: readonly Asked[]) =>
  asked.map(({ method, path }) => `${method} ${path.replace("/IDMRPT-CORE", "")}`);

describe("X-OPAQUE (13.3)", () => {
  it("finds the token server by the 401, signs in by Basic in UTF-8, and sends the token as it is", async () => {
    const server = reporting({ env: withPassword });
    expect((await server.run("rpt", "buildinfo")).code).toBe(0);
    expect(lines(server.asked)).toEqual([
      "GET /rpt/buildinfo",
      `POST ${tokens}`,
      "GET /rpt/buildinfo",
      // What the environment signed in is given back when the command is over.
      `DELETE ${tokens}/T%2F1%3D`,
    ]);
    const [asked, signIn, call, over] = server.asked;
    expect(asked!.headers.authorization).toBeUndefined();
    const basic = Buffer.from(`jürgen:${password}`, "utf8").toString("base64");
    expect(signIn!.headers).toMatchObject({ authorization: `Basic ${basic}`, accept: "application/json" });
    expect(signIn!.text).toBe("");
    expect(call!.headers).toMatchObject({ authorization: "X-OPAQUE T/1=", "ts-url": origin + tokens });
    expect(over!.headers.authorization).toBeUndefined();
    expect(readdirSync(server.home)).not.toContain("sessions");
  });

  it("goes where auth-url says, and asks nobody", async () => {
    const server = reporting({ env: { ...withPassword, RPTCTL_RPT_AUTH_URL: `${origin}${tokens}` } });
    expect((await server.run("rpt", "buildinfo")).code).toBe(0);
    expect(lines(server.asked)[0]).toBe(`POST ${tokens}`);
  });

  it("warns before a password goes to another server, and refuses to send it in clear", async () => {
    const naming = (uri: string) => (asked: Asked) =>
      asked.headers.authorization === undefined && asked.method === "GET"
        ? { ...none, headers: { "www-authenticate": `X-OPAQUE uri="${uri}"` } }
        : undefined;
    const other = reporting({ env: withPassword, answer: naming("https://evil.test/auth/tokens") });
    const warned = await other.run("rpt", "buildinfo", "--quiet", "--retries", "0");
    expect(warned.stderr).toContain("warning: the password goes to https://evil.test");
    const clear = reporting({ env: withPassword, answer: naming("http://idm.test:8543/auth/tokens") });
    const refused = await clear.run("rpt", "buildinfo");
    expect(refused).toMatchObject({ code: 3, stderr: expect.stringContaining("does not go there in clear") });
    expect(clear.asked).toHaveLength(1);
  });

  it.each([
    [401, fault("InvalidInput"), 4, "the user name or password of jürgen was refused"],
    [400, {}, 4, "the user name or password of jürgen was refused"],
    [401, fault("MultipleAccounts"), 4, "several accounts are named jürgen"],
    [503, fault("AuthServerUnavailable", "LDAP is away"), 9, "LDAP is away"],
    [400, fault("UnFoundTokenServerURL", "no token server"), 9, "no token: no token server"],
    [400, fault("InvalidTokenServerURL", "bad token server"), 9, "no token: bad token server"],
    [404, {}, 3, "no token server answers at"],
    [200, {}, 9, "signed in but gave no token"],
    [200, { Token: "two words" }, 9, "signed in but gave no token"],
    [200, fault("InvalidInput"), 4, "was refused"],
  ])("a sign-in answered %i %j ends with %i: %s", async (status, body, code, message) => {
    const answer = (asked: Asked) => (asked.method === "POST" ? { status, body } : undefined);
    const server = reporting({ env: withPassword, answer });
    const ended = await server.run("rpt", "buildinfo", "--retries", "0");
    expect(ended).toMatchObject({ code, stdout: "" });
    expect(ended.stderr).toContain(message);
    expect(ended.stderr).not.toContain("wörd");
  });

  it.each([
    ["Bearer realm=osp", "this server signs in by OAuth2"],
    ['Basic realm="tomcat"', "does not say where tokens come from (HTTP 401)"],
  ])(
    "a server that challenges with %s is told from one that can be signed in at",
    async (header, message) => {
      const answer = () => ({ status: 401, headers: { "www-authenticate": header } });
      const ended = await reporting({ env: withPassword, answer }).run("rpt", "buildinfo");
      expect(ended).toMatchObject({ code: 3, stderr: expect.stringContaining(message) });
    },
  );

  it.each([503, 500, 429])(
    "a server that answers %i when asked where to sign in is down, not misconfigured",
    async (status) => {
      const ended = await reporting({ env: withPassword, answer: () => ({ status }) }).run(
        "rpt",
        "buildinfo",
        "--retries",
        "0",
      );
      expect(ended).toMatchObject({ code: 9, stdout: "", stderr: expect.stringContaining(`HTTP ${status}`) });
    },
  );

  it("keeps the token for the next command where the password is kept too", async () => {
    const dead = new Set<string>();
    const server = reporting({ config: yaml(), dead });
    await storePassword(server.home);
    for (let times = 0; times < 3; times += 1) expect((await server.run("rpt", "buildinfo")).code).toBe(0);
    expect(lines(server.asked).filter((line) => line.startsWith("POST"))).toHaveLength(1);
    dead.add("T/1=");
    expect((await server.run("rpt", "buildinfo")).code).toBe(0);
    expect(lines(server.asked).slice(-4)).toEqual([
      "GET /rpt/buildinfo",
      "GET /rpt/buildinfo",
      `POST ${tokens}`,
      "GET /rpt/buildinfo",
    ]);
    expect(server.asked.at(-1)!.headers.authorization).toBe("X-OPAQUE T/2=");
    const before = server.asked.length;
    await server.run("rpt", "buildinfo");
    expect(lines(server.asked.slice(before))).toEqual(["GET /rpt/buildinfo"]);
  });

  it("exits 4 where a new token is refused as the first one was, whatever the 401 says", async () => {
    const server = reporting({
      env: withPassword,
      answer: ({ headers }) => (headers.authorization?.startsWith("X-OPAQUE") ? { status: 401 } : undefined),
    });
    expect((await server.run("rpt", "buildinfo")).code).toBe(4);
    // The token server is known by then, and not asked for again.
    expect(lines(server.asked).filter((line) => line.startsWith("GET"))).toHaveLength(3);
  });

  it("many commands at a time sign in once between them", async () => {
    const server = reporting({ config: yaml() });
    await storePassword(server.home);
    const ended = await Promise.all(Array.from({ length: 6 }, () => server.run("rpt", "buildinfo")));
    expect(ended.map(({ code }) => code)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(lines(server.asked).filter((line) => line.startsWith("POST"))).toHaveLength(1);
  });

  it.each([
    ["NoPrivilege", 5, 1, "no reporting administrator"],
    ["NoAuthHeader", 4, 1, "take the Authorization header away"],
    ["InvalidAuthHeader", 4, 2, "expired or was never good"],
  ])("a 401 with %s ends with %i after %i sign-ins (13.4.1)", async (subcode, code, signIns, hint) => {
    const answer = (asked: Asked) =>
      asked.headers.authorization?.startsWith("X-OPAQUE") ? { status: 401, body: fault(subcode) } : undefined;
    const server = reporting({ env: withPassword, answer });
    const ended = await server.run("rpt", "buildinfo", "-o", "json");
    expect(ended.code).toBe(code);
    expect(JSON.parse(ended.stderr).error).toMatchObject({
      subcode,
      status: 401,
      hint: expect.stringContaining(hint),
    });
    expect(lines(server.asked).filter((line) => line.startsWith("POST"))).toHaveLength(signIns);
  });

  it("signs in anew also where a proxy answers 400 with InvalidAuthHeader", async () => {
    let times = 0;
    const answer = (asked: Asked) => {
      if (!asked.headers.authorization?.startsWith("X-OPAQUE")) return undefined;
      times += 1;
      return times === 1 ? { status: 400, body: fault("InvalidAuthHeader") } : undefined;
    };
    expect((await reporting({ env: withPassword, answer }).run("rpt", "buildinfo")).code).toBe(0);
  });

  it.each([
    ["OK", { status: 200, body: { Status: "OK" } }],
    ["Gone", { status: 410, body: fault("Gone") }],
    ["Gone with 400", { status: 400, body: fault("Gone") }],
    ["404", { status: 404, body: "" }],
  ])("auth logout deletes the token; %s is success", async (_, gone) => {
    const answer = (asked: Asked) => (asked.method === "DELETE" ? gone : undefined);
    const server = reporting({ config: yaml(), answer });
    await storePassword(server.home);
    await server.run("rpt", "buildinfo");
    const ended = await server.run("auth", "logout", "rpt");
    expect(ended).toMatchObject({ code: 0, stderr: "Signed out of rpt.\n" });
    expect(lines(server.asked).at(-1)).toBe(`DELETE ${tokens}/T%2F1%3D`);
  });

  it("auth logout ends the session here also where the server cannot be told", async () => {
    const answer = (asked: Asked) => (asked.method === "DELETE" ? { status: 500 } : undefined);
    const server = reporting({ config: yaml(), answer });
    await storePassword(server.home);
    await server.run("rpt", "buildinfo");
    const ended = await server.run("auth", "logout", "rpt", "--retries", "0");
    expect(ended).toMatchObject({ code: 0, stderr: expect.stringContaining("the server was not told") });
    expect(readdirSync(join(server.home, "sessions"))).toEqual([]);
  });

  it("says which user name is missing", async () => {
    const config = `contexts: { prod: { rpt: { url: "${url}" } } }\ncurrent-context: prod\n`;
    const ended = await reporting({ config, env: withPassword }).run("rpt", "buildinfo");
    expect(ended).toMatchObject({ code: 3, stderr: expect.stringContaining("no user name is configured") });
  });

  it("shows neither token nor password under --debug", async () => {
    const server = reporting({ env: withPassword });
    const { stderr } = await server.run("rpt", "whoami", "--debug");
    expect(stderr).toContain("authorization: ***");
    for (const secret of [
      "T/1=",
      "T%2F1%3D",
      password,
      Buffer.from(`jürgen:${password}`).toString("base64"),
    ]) {
      expect(stderr).not.toContain(secret);
    }
  });
});

describe("a token made elsewhere", () => {
  it.each([
    ["x-opaque", "X-OPAQUE mine"],
    ["bearer", "Bearer mine"],
    ["osp", "Bearer mine"],
  ])("is sent as auth: %s says, never renewed and never given back", async (auth, header) => {
    const answer = () => ({ status: 401, body: fault("InvalidAuthHeader") });
    const server = reporting({ config: yaml(`auth: ${auth}`), env: { RPTCTL_RPT_TOKEN: "mine" }, answer });
    expect((await server.run("rpt", "buildinfo")).code).toBe(4);
    expect(server.asked.map(({ headers }) => headers.authorization)).toEqual([header]);
  });

  it("auth: bearer asks for one", async () => {
    const ended = await reporting({ config: yaml("auth: bearer"), env: withPassword }).run(
      "rpt",
      "buildinfo",
    );
    expect(ended).toMatchObject({ code: 4, stderr: expect.stringContaining("--with-token") });
  });
});

describe("OSP (OAuth2)", () => {
  const base = "/osp/a/idm/auth/oauth2";
  const client = { RPTCTL_RPT_CLIENT_SECRET: "cl:ent s/cret" };

  /** Access tokens of 60 s are `A1`, `A2`, ...; the refresh token is `R`, while `refreshGood` says so. */
  function osp(options: {
    env?: Record<string, string>;
    config?: string;
    discovery?: boolean;
    refreshGood?: () => boolean;
    answer?: (asked: Asked) => Answer | undefined;
  }) {
    let given = 0;
    return fakeServer(
      origin,
      (asked) => {
        const own = options.answer?.(asked);
        if (own !== undefined) return own;
        if (asked.path.endsWith("/openid-configuration")) {
          if (options.discovery === false) return { status: 404 };
          return { body: { token_endpoint: `${origin}/t`, revocation_endpoint: `${origin}/r` } };
        }
        if (asked.path === "/t" || asked.path === `${base}/grant`) {
          const form = new URLSearchParams(asked.text);
          if (form.get("grant_type") === "refresh_token" && options.refreshGood?.() === false) {
            return { status: 400, body: { error: "invalid_grant" } };
          }
          given += 1;
          const refresh = form.get("grant_type") === "password" ? { refresh_token: "R+1" } : {};
          return { body: { access_token: `A${given}`, expires_in: 60, token_type: "bearer", ...refresh } };
        }
        if (asked.path === "/r" || asked.path === `${base}/revoke`) return { body: "" };
        return { body: buildinfo };
      },
      { config: options.config ?? yaml("auth: osp, client-id: my rpt"), env: { ...client, ...options.env } },
    );
  }

  const forms = (asked: readonly Asked[]) =>
    asked
      .filter(({ method }) => method === "POST")
      .map(({ path, text }) => [path, Object.fromEntries(new URLSearchParams(text))]);

  it("signs in by the password grant as a form, and revokes the refresh token when the command is over", async () => {
    const server = osp({ env: withPassword });
    expect((await server.run("rpt", "buildinfo")).code).toBe(0);
    expect(forms(server.asked)).toEqual([
      ["/t", { grant_type: "password", username: "jürgen", password }],
      ["/r", { token: "R+1", token_type_hint: "refresh_token" }],
    ]);
    expect(server.asked[0]!.path).toBe(`${base}/.well-known/openid-configuration`);
    const basic = Buffer.from("my+rpt:cl%3Aent+s%2Fcret").toString("base64");
    expect(server.asked[1]!.headers).toMatchObject({
      authorization: `Basic ${basic}`,
      "content-type": "application/x-www-form-urlencoded",
    });
    expect(server.asked[2]!.headers).toMatchObject({ authorization: "Bearer A1" });
    expect(server.asked[2]!.headers["ts-url"]).toBeUndefined();
  });

  it("goes by convention where there is no discovery document", async () => {
    const server = osp({ env: withPassword, discovery: false });
    expect((await server.run("rpt", "buildinfo")).code).toBe(0);
    expect(forms(server.asked).map(([path]) => path)).toEqual([`${base}/grant`, `${base}/revoke`]);
  });

  it.each([
    ["", `${base}/.well-known/openid-configuration`],
    ["/osp", `${base}/.well-known/openid-configuration`],
    ["/osp/a/other/auth/oauth2", "/osp/a/other/auth/oauth2/.well-known/openid-configuration"],
    [`${base}/grant`, `${base}/grant`],
  ])("takes auth-url %j for what it means", async (path, first) => {
    const server = osp({ env: { ...withPassword, RPTCTL_RPT_AUTH_URL: origin + path } });
    expect((await server.run("rpt", "buildinfo")).code).toBe(0);
    expect(server.asked[0]!.path).toBe(first);
  });

  it("a client without a secret says its id in the form", async () => {
    const server = osp({ env: { ...withPassword, RPTCTL_RPT_CLIENT_SECRET: "" } });
    expect((await server.run("rpt", "buildinfo")).code).toBe(0);
    expect(server.asked[1]!.headers.authorization).toBeUndefined();
    expect(forms(server.asked)[0]![1]).toMatchObject({ client_id: "my rpt" });
  });

  it("refreshes what has expired, keeps the old refresh token, and revokes it on logout", async () => {
    const server = osp({});
    await storePassword(server.home);
    await server.run("rpt", "buildinfo");
    await server.run("rpt", "buildinfo");
    expect(forms(server.asked)).toHaveLength(1);
    await expireSessions(server.home);
    await server.run("rpt", "buildinfo");
    await expireSessions(server.home);
    await server.run("rpt", "buildinfo");
    expect(forms(server.asked).slice(1)).toEqual([
      ["/t", { grant_type: "refresh_token", refresh_token: "R+1" }],
      ["/t", { grant_type: "refresh_token", refresh_token: "R+1" }],
    ]);
    expect(server.asked.at(-1)!.headers.authorization).toBe("Bearer A3");
    expect((await server.run("auth", "logout", "rpt")).code).toBe(0);
    expect(forms(server.asked).at(-1)).toEqual(["/r", { token: "R+1", token_type_hint: "refresh_token" }]);
    expect(readdirSync(join(server.home, "sessions"))).toEqual([]);
  });

  it("refreshes within a command too, and revokes in the end what it began with", async () => {
    const short = (asked: Asked) =>
      asked.text.includes("grant_type=refresh_token")
        ? { body: { access_token: "B", expires_in: 5 } }
        : asked.text.includes("grant_type=password")
          ? { body: { access_token: "A", expires_in: 5, refresh_token: "R+1" } }
          : undefined;
    const server = osp({ env: withPassword, answer: short });
    expect((await server.run("defs", "get", "f3aed01ef7ed4783b636ef3dfecf6321")).code).toBe(0);
    expect((await server.run("defs", "get", "myResource0")).code).not.toBe(0);
    expect(
      forms(server.asked).map(([path, form]) => [path, (form as Record<string, string>).grant_type]),
    ).toContainEqual(["/t", "refresh_token"]);
    expect(forms(server.asked).at(-1)).toEqual(["/r", { token: "R+1", token_type_hint: "refresh_token" }]);
  });

  it("signs in by password again where the refresh token is not good any more", async () => {
    const server = osp({ refreshGood: () => false });
    await storePassword(server.home);
    await server.run("rpt", "buildinfo");
    await expireSessions(server.home);
    expect((await server.run("rpt", "buildinfo")).code).toBe(0);
    expect(forms(server.asked).map(([, form]) => (form as Record<string, string>).grant_type)).toEqual([
      "password",
      "refresh_token",
      "password",
    ]);
  });

  it.each([
    [400, { error: "invalid_grant", error_description: "wrong" }, 4, "OSP gave no token: wrong (HTTP 400)"],
    [401, { error: "invalid_client" }, 4, "RPTCTL_RPT_CLIENT_SECRET_FILE"],
    [
      500,
      { error: "server_error", error_description: "no room" },
      9,
      "refresh tokens that were never given back",
    ],
    [200, {}, 9, "OSP answered without an access token"],
  ])("a grant answered %i %j ends with %i: %s", async (status, body, code, message) => {
    const answer = (asked: Asked) => (asked.path === "/t" ? { status, body } : undefined);
    const ended = await osp({ env: withPassword, answer }).run("rpt", "buildinfo", "--retries", "0");
    expect(ended).toMatchObject({ code, stderr: expect.stringContaining(message) });
    expect(ended.stderr).not.toContain(password);
  });
});

async function storePassword(home: string): Promise<void> {
  const { writeFileSync } = await import("node:fs");
  const text = `prod:\n  rpt:\n    username: jürgen\n    password: ${JSON.stringify(password)}\n`;
  writeFileSync(join(home, "credentials.yaml"), text, { mode: 0o600 });
}

/** Lets the access tokens on disk expire, and leaves the refresh tokens, which do not say when they do. */
async function expireSessions(home: string): Promise<void> {
  const { writeFileSync } = await import("node:fs");
  const directory = join(home, "sessions");
  for (const name of readdirSync(directory).filter((each) => each.endsWith(".json"))) {
    const session = JSON.parse(readFileSync(join(directory, name), "utf8"));
    if (session.expiresAt === undefined) continue;
    writeFileSync(join(directory, name), JSON.stringify({ ...session, expiresAt: session.savedAt }), {
      mode: 0o600,
    });
  }
}
