import { Readable } from "node:stream";
import { beforeAll, describe, expect, it } from "vitest";
import { main } from "../../../src/main.ts";
import { type Answer, type Asked, fakeServer } from "../../fake-server.ts";
import { memoryWorld } from "../../output/memory-world.ts";
import { atSandbox } from "./program.ts";

let sandbox: Awaited<ReturnType<typeof atSandbox>>;
beforeAll(async () => {
  sandbox = await atSandbox();
});

const env = { RPTCTL_RPT_URL: "http://idm.test/IDMRPT-CORE", RPTCTL_RPT_TOKEN: "T/0k en=".replace(" ", "") };
const fake = (answer: (asked: Asked) => Answer) => fakeServer("http://idm.test", answer, { env });
const json = async (...argv: string[]) => {
  const { code, stdout, stderr } = await sandbox.program().run("rpt", ...argv, "-o", "json");
  expect([code, stderr]).toEqual([0, ""]);
  return JSON.parse(stdout);
};

describe("what reports can be about", () => {
  it.each([
    ["users", "13.4.27, 13.4.28", "/rpt/idmusers", "FirstName LIKE a% OR LastName LIKE a%"],
    ["roles", "13.4.29, 13.4.30", "/rpt/idmroles", "DisplayName LIKE a%"],
    ["resources", "13.4.31, 13.4.32", "/rpt/idmresources", "DisplayName LIKE a%"],
    ["entitlements", "13.4.33, 13.4.34", "/rpt/idmentitlements", "DisplayName LIKE a%"],
    ["teams", "13.4.35, 13.4.36", "/rpt/idmteams", "DisplayName LIKE a%"],
  ])("%s: list, --filter and get (%s)", async (subject, _, path, filter) => {
    const all = await json(subject, "list");
    expect(all[0]).toMatchObject({ ID: expect.any(String), Value: expect.any(String) });
    const one = await json(subject, "get", all[0].ID);
    expect(one).toMatchObject({ ID: all[0].ID, Value: all[0].Value });
    expect((await json(subject, "list", "--filter", filter)).length).toBeLessThan(all.length);
    const missing = await sandbox.program().run("rpt", subject, "get", "no such/id");
    expect(missing.code).toBe(6);

    const server = fake(() => ({ body: [] }));
    await server.run("rpt", subject, "list", "--filter", filter);
    expect(server.asked[0]).toMatchObject({ method: "GET", path: `/IDMRPT-CORE${path}` });
    // The filter passes as it was typed.
    expect(server.asked[0]!.query.get("filter")).toBe(filter);
  });

  it("a bad filter is the server's to refuse", async () => {
    const ended = await sandbox.program().run("rpt", "users", "list", "--filter", "Shoe LIKE 4%");
    expect(ended.code).toBe(8);
  });

  it("the page's own lists are read (13.4.27)", async () => {
    const body =
      "[ \n  {\n     “ID”: “13413”, \n     “Value”: “Angie Chung”,\n     “Link”: “/rpt/idmusers/13413”\n  }\n]";
    const server = fake(() => ({ body, headers: { "content-type": "application/json" } }));
    expect((await server.run("rpt", "users", "-o", "id")).stdout).toBe("13413\n");
  });
});

describe("the server itself", () => {
  it("collectors list and config (13.4.23, 13.4.24)", async () => {
    const all = await json("collectors", "list");
    expect(all[0]).toMatchObject({ ID: "idvault", DisplayName: "Identity Vault" });
    expect(await json("collectors", "config", "idvault")).toBeTypeOf("object");
    expect((await sandbox.program().run("rpt", "collectors", "config", "nope")).code).toBe(6);
  });

  it("locales (13.4.39, 13.4.40)", async () => {
    expect(await json("locales")).toContain("zh_cn");
    expect((await sandbox.program().run("rpt", "locales", "-o", "id")).stdout).toMatch(/^da\nde\nen\n/);
    expect(await json("locales", "--default")).toEqual({ DefaultLocale: "en_us" });
  });

  it("locales as the page prints them, in bare words (13.4.40)", async () => {
    const body = '{"SupportedLocales":[da,de,en,zh_cn,zh_tw]}';
    const server = fake(() => ({ body, headers: { "content-type": "application/json" } }));
    expect((await server.run("rpt", "locales", "-o", "ndjson")).stdout).toBe(
      '"da"\n"de"\n"en"\n"zh_cn"\n"zh_tw"\n',
    );
  });

  it("buildinfo (13.4.22)", async () => {
    expect(await json("buildinfo")).toMatchObject({
      rev: "630",
      version: "1.0",
      date: "Jan 30, 2010 9:31:23 AM",
    });
  });
});

describe("whoami (13.4.25, 13.4.26)", () => {
  it("follows the redirect, and shows the token nowhere", async () => {
    const server = fake(({ path }) =>
      path.endsWith("/user")
        ? {
            status: 307,
            headers: { location: `/IDMRPT-CORE/rpt/rptusers/${encodeURIComponent(env.RPTCTL_RPT_TOKEN)}` },
          }
        : { body: { DN: "cn=a", Name: "A" } },
    );
    const ended = await server.run("rpt", "whoami", "-o", "json", "--debug");
    expect(JSON.parse(ended.stdout)).toEqual({ DN: "cn=a", Name: "A" });
    expect(server.asked.map(({ headers }) => headers.authorization)).toEqual([
      "X-OPAQUE T/0ken=",
      "X-OPAQUE T/0ken=",
    ]);
    expect(ended.stderr).toContain("/rpt/rptusers/***");
    expect(ended.stderr).not.toMatch(/T\/0ken|T%2F0ken/);
  });

  it.each([
    ["another host", { status: 307, headers: { location: "https://evil.test/rpt/rptusers/x" } }],
    ["another scheme", { status: 307, headers: { location: "https://idm.test/rpt/rptusers/x" } }],
    ["a page to sign in at, with another status", { status: 302, headers: { location: "/login" } }],
    ["nowhere", { status: 307 }],
    ["404", { status: 404 }],
  ])("asks by the token itself where the redirect leads to %s", async (_, answer) => {
    const server = fake(({ path }) => (path.endsWith("/user") ? answer : { body: { DN: "cn=a" } }));
    expect((await server.run("rpt", "whoami", "-o", "id")).stdout).toBe("cn=a\n");
    expect(server.asked.map(({ path }) => path)).toEqual([
      "/IDMRPT-CORE/rpt/rptusers/user",
      "/IDMRPT-CORE/rpt/rptusers/T%2F0ken%3D",
    ]);
  });

  it("a token of somebody else is refused, and masked in the message", async () => {
    const fault = {
      Fault: {
        Code: { Subcode: { Value: "?" } },
        Reason: { Text: "Query tokens other than owned is not allowed" },
      },
    };
    const server = fake(({ path }) =>
      path.endsWith("/user") ? { status: 404 } : { status: 401, body: fault },
    );
    const ended = await server.run("rpt", "whoami", "-o", "json");
    expect(ended.code).toBe(4);
    expect(JSON.parse(ended.stderr).error).toMatchObject({
      message: "Query tokens other than owned is not allowed (HTTP 401)",
      request: "GET http://idm.test/IDMRPT-CORE/rpt/rptusers/***",
    });
  });
});

describe("conf (13.4.37, 13.4.38)", () => {
  const conf = {
    SmtpHost: "h",
    SmtpPort: 465,
    SmtpPass: "noguessing",
    SmtpSsl: true,
    RetentionUnit: "MONTH",
    Extra: { a: [1] },
  };
  const configured = () => {
    const server = fake(({ method }) => (method === "GET" ? { body: conf } : { body: "" }));
    return { server, posted: () => server.asked.find(({ method }) => method === "POST")?.json };
  };

  it.each(["table", "json", "ndjson", "csv", "yaml"])("get hides the password in %s", async (format) => {
    const { server } = configured();
    const hidden = await server.run("rpt", "conf", "get", "-o", format);
    expect(hidden.stdout).toContain("***");
    expect(hidden.stdout).not.toContain("noguessing");
    const shown = await server.run("rpt", "conf", "get", "-o", format, "--show-secrets");
    expect(shown.stdout).toContain("noguessing");
  });

  it("set writes the whole object back, and keeps what it does not know", async () => {
    const { server, posted } = configured();
    const ended = await server.run(
      "rpt",
      "conf",
      "set",
      "smtpport=587",
      "SmtpSsl=false",
      "RetentionUnit=week",
    );
    expect(ended).toEqual({
      code: 0,
      stdout: "SmtpPort,SmtpSsl,RetentionUnit\n",
      stderr: "Set SmtpPort, SmtpSsl, RetentionUnit.\n",
    });
    expect(posted()).toEqual({ ...conf, SmtpPort: 587, SmtpSsl: false, RetentionUnit: "week" });
    const output = await server.run("rpt", "conf", "set", "SmtpPort=1", "-o", "json", "--debug");
    expect(JSON.parse(output.stdout)).toMatchObject({ SmtpPort: 1, SmtpPass: "***" });
    expect(output.stderr).not.toContain("noguessing");
  });

  it("what holds text stays text, by the page and by what is there", async () => {
    const other = { ...conf, Custom: "1", Level: 1 };
    const server = fake(({ method }) => (method === "GET" ? { body: other } : { body: "" }));
    await server.run("rpt", "conf", "set", "Custom=5", "Level=5", "SmtpUser=42", "SmtpAuth=true");
    const posted = server.asked.find(({ method }) => method === "POST")?.json;
    expect(posted).toEqual({ ...other, Custom: "5", Level: 5, SmtpUser: "42", SmtpAuth: true });
  });

  it("a password of digits stays text, and may come from stdin", async () => {
    const { server, posted } = configured();
    await server.run("rpt", "conf", "set", "SmtpPass=123456");
    expect(posted().SmtpPass).toBe("123456");
    const program = sandbox.program();
    const world = {
      ...memoryWorld(),
      stdin: { isTTY: false, stream: Readable.from([Buffer.from("s3cret pass\n")]) },
      env: { RPTCTL_CONFIG_DIR: program.home, RPTCTL_KEYRING: "off", ...sandboxed() },
      now: Date.now,
    };
    expect(await main(["rpt", "conf", "set", "SmtpPass=-", "-o", "json"], world)).toBe(0);
    expect(world.stdout.text).not.toContain("s3cret");
    expect((await json("conf", "get", "--show-secrets")).SmtpPass).toBe("s3cret pass");
  });

  function sandboxed() {
    const url = `${sandbox.url}/IDMRPT-CORE`;
    return { RPTCTL_RPT_URL: url, RPTCTL_RPT_USERNAME: "uaadmin", RPTCTL_RPT_PASSWORD: "uaadminpw" };
  }

  it("--dry-run hides the password in the request too", async () => {
    const { server, posted } = configured();
    const ended = await server.run(
      "rpt",
      "conf",
      "set",
      "SmtpPort=1",
      "SmtpPass=new one",
      "--dry-run",
      "-o",
      "json",
    );
    expect(JSON.parse(ended.stdout)[0].body).toMatchObject({ SmtpPort: 1, SmtpPass: "***" });
    expect(ended.stderr).toBe("- SmtpPort: 465\n+ SmtpPort: 1\n");
    expect(ended.stdout + ended.stderr).not.toMatch(/noguessing|new one/);
    expect(posted()).toBeUndefined();
  });

  it.each([
    ["SmtpPrt=1", "did you mean SmtpPort?"],
    ["Nonsense=1", "there are SmtpHost"],
    ["SmtpPort", "KEY=VALUE"],
  ])("set %s is refused: %s", async (typed, message) => {
    const { server, posted } = configured();
    const ended = await server.run("rpt", "conf", "set", typed);
    expect(ended).toMatchObject({ code: 2, stderr: expect.stringContaining(message) });
    expect(posted()).toBeUndefined();
  });

  it("what the server refuses is said (13.4.38 InvalidInput)", async () => {
    const ended = await sandbox.program().run("rpt", "conf", "set", "RetentionUnit=fortnight");
    expect(ended).toMatchObject({ code: 8, stderr: expect.stringContaining("InvalidInput") });
  });
});

it("a user who is no reporting administrator is told so, with exit 5 (NoPrivilege)", async () => {
  const other = { RPTCTL_RPT_USERNAME: "ablake", RPTCTL_RPT_PASSWORD: "ablakepw" };
  const ended = await sandbox.program(other).run("rpt", "buildinfo");
  expect(ended).toMatchObject({ code: 5, stderr: expect.stringContaining("is no reporting administrator") });
});

it("a user with an umlaut and a password with a colon signs in", async () => {
  const other = { RPTCTL_RPT_USERNAME: "jürgen", RPTCTL_RPT_PASSWORD: "pässwörd:ü€" };
  expect((await sandbox.program(other).run("rpt", "whoami", "--jq", ".Name")).stdout).toBe("Jürgen Groß\n");
});

it("OSP signs in at the sandbox too, more often than a user object has room for", async () => {
  const osp = { RPTCTL_RPT_AUTH: "osp", RPTCTL_RPT_CLIENT_ID: "rpt", RPTCTL_RPT_CLIENT_SECRET: "rpt-secret" };
  for (let times = 0; times < 10; times += 1) {
    expect((await sandbox.program(osp).run("rpt", "buildinfo", "-o", "id")).stdout).toBe("1.0\n");
  }
});

describe("auth rpt", () => {
  const at = (home: string, more: object = {}) => ({
    ...memoryWorld(),
    env: { RPTCTL_CONFIG_DIR: home, RPTCTL_KEYRING: "off", RPTCTL_RPT_URL: `${sandbox.url}/IDMRPT-CORE` },
    now: Date.now,
    ...more,
  });

  it("login tries the password and keeps it; status, token and logout go by it", async () => {
    const { home } = sandbox.program();
    const login = at(home, { stdin: { isTTY: false, stream: Readable.from([Buffer.from("rptadminpw\n")]) } });
    expect(await main(["auth", "login", "rpt", "--username", "rptadmin"], login)).toBe(0);
    expect(login.stderr.text).toContain("as rptadmin; kept in credentials.yaml");
    const who = at(home);
    expect(await main(["rpt", "whoami", "--jq", ".Name"], who)).toBe(0);
    expect(who.stdout.text).toBe("Fred Stats\n");
    const status = at(home);
    expect(await main(["auth", "status", "rpt", "-o", "json"], status)).toBe(0);
    expect(JSON.parse(status.stdout.text)).toMatchObject([
      { system: "rpt", state: "signed in", user: "rptadmin" },
    ]);
    const token = at(home);
    expect(await main(["auth", "token", "rpt"], token)).toBe(0);
    const headers = { authorization: `X-OPAQUE ${token.stdout.text.trim()}` };
    const ask = () => fetch(`${sandbox.url}/IDMRPT-CORE/rpt/buildinfo`, { headers });
    expect((await ask()).status).toBe(200);
    expect(await main(["auth", "logout", "rpt"], at(home))).toBe(0);
    expect((await ask()).status).toBe(401);
    expect(await main(["rpt", "whoami"], at(home))).toBe(4);
  });

  it.each([
    [["--username", "rptadmin"], "wrong", 4],
    [["--with-token"], "nonsense", 4],
  ])("login %j with %s keeps nothing and ends with %i", async (argv, secret, code) => {
    const { home } = sandbox.program();
    const login = at(home, { stdin: { isTTY: false, stream: Readable.from([Buffer.from(secret)]) } });
    expect(await main(["auth", "login", "rpt", ...argv], login)).toBe(code);
    expect(await main(["rpt", "whoami"], at(home))).toBe(4);
  });
});
