import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { loadConfig } from "../../src/config/config.ts";
import { resolveContext } from "../../src/config/context.ts";
import { resolveSystem } from "../../src/config/system.ts";
import { type SystemName, systemNames } from "../../src/config/systems.ts";
import { boundKey, boundTo, findCredential, missingCredential } from "../../src/credentials/sources.ts";
import type { StoredCredential } from "../../src/credentials/store.ts";
import { Secret } from "../../src/secret.ts";
import { faultOf, temporaryDirectory, worldWith } from "../config/world.ts";

const everyUrl = Object.fromEntries(
  systemNames.map((system) => [`RPTCTL_${system.toUpperCase()}_URL`, "https://h"]),
);

interface Given {
  system?: SystemName;
  env?: Record<string, string>;
  files?: Record<string, string>;
  credentials?: Record<string, string>;
  /** Values of the system in the current context. */
  context?: string;
  stored?: StoredCredential;
}

/** What is found, with its secrets in clear. `$FILES` and `$CREDENTIALS` in the environment are directories. */
async function found(given: Given) {
  const system = given.system ?? "registries";
  const files = filesIn(given.files ?? {});
  const credentials = filesIn(given.credentials ?? {});
  const env: Record<string, string> = given.context === undefined ? { ...everyUrl } : {};
  for (const [name, value] of Object.entries(given.env ?? {})) {
    env[name] = value.replace("$FILES", files).replace("$CREDENTIALS", credentials);
  }
  const yaml = `current-context: prod\ncontexts: { prod: { ${system}: { ${given.context} } } }\n`;
  const world = { ...worldWith(given.context === undefined ? undefined : yaml, env), cwd: files };
  const config = await loadConfig(world);
  const settings = resolveSystem(system, world, config, resolveContext(config, world, {}));
  const asked: string[] = [];
  const store = {
    get: async (context: string, name: string) => {
      asked.push(`${context}/${name}`);
      return given.stored;
    },
  };
  const credential = await findCredential(system, world, settings, store);
  if (credential === undefined) return { asked };
  const { token, password, secrets, ...rest } = credential;
  expect(inspect(credential) + JSON.stringify(credential)).not.toContain("hunter2");
  return {
    ...rest,
    asked,
    ...(token && { token: token.reveal() }),
    ...(password && { password: password.reveal() }),
    ...Object.fromEntries(Object.entries(secrets).map(([name, secret]) => [name, secret.reveal()])),
  };
}

function filesIn(files: Record<string, string>): string {
  const directory = temporaryDirectory();
  for (const [name, contents] of Object.entries(files)) writeFileSync(join(directory, name), contents);
  return directory;
}

const stored = { username: "ops", password: new Secret("hunter2") };
const printing = (text: string) =>
  `token-command: ${JSON.stringify([process.execPath, "-e", `process.stdout.write(${JSON.stringify(text)})`])}`;

describe("environment", () => {
  it.each<[string, Given, object]>([
    [
      "a token",
      { env: { RPTCTL_REGISTRIES_TOKEN: "hunter2" } },
      { token: "hunter2", origin: "RPTCTL_REGISTRIES_TOKEN" },
    ],
    [
      "user name and password",
      { env: { RPTCTL_REGISTRIES_USERNAME: "ops", RPTCTL_REGISTRIES_PASSWORD: "hunter2 ü" } },
      { username: "ops", password: "hunter2 ü", origin: "RPTCTL_REGISTRIES_PASSWORD" },
    ],
    [
      "a password for the context's user name",
      { context: "url: 'http://h', username: me", env: { RPTCTL_REGISTRIES_PASSWORD: "hunter2" } },
      { username: "me", password: "hunter2" },
    ],
    [
      "a password file",
      { env: { RPTCTL_REGISTRIES_PASSWORD_FILE: "$FILES/pw" }, files: { pw: "hunter2\n" } },
      { password: "hunter2", origin: "RPTCTL_REGISTRIES_PASSWORD_FILE" },
    ],
    [
      "a file with a byte order mark and CRLF",
      { env: { RPTCTL_REGISTRIES_PASSWORD_FILE: "$FILES/pw" }, files: { pw: "\ufeffhunter2\r\n" } },
      { password: "hunter2" },
    ],
    [
      "a relative file",
      { env: { RPTCTL_REGISTRIES_TOKEN_FILE: "tok" }, files: { tok: "hunter2" } },
      { token: "hunter2" },
    ],
    [
      "spaces of a password in a file",
      { env: { RPTCTL_REGISTRIES_PASSWORD_FILE: "pw" }, files: { pw: " hunter2 \n" } },
      { password: " hunter2 " },
    ],
    [
      "a file of the variable's name in the credentials directory",
      {
        env: { CREDENTIALS_DIRECTORY: "$CREDENTIALS" },
        credentials: { RPTCTL_REGISTRIES_PASSWORD: "hunter2\n" },
      },
      { password: "hunter2", origin: "CREDENTIALS_DIRECTORY/RPTCTL_REGISTRIES_PASSWORD" },
    ],
    [
      "a file of the named name in the credentials directory",
      {
        env: { CREDENTIALS_DIRECTORY: "$CREDENTIALS", RPTCTL_REGISTRIES_TOKEN_FILE: "seer" },
        credentials: { seer: "hunter2\n" },
      },
      { token: "hunter2", origin: "RPTCTL_REGISTRIES_TOKEN_FILE" },
    ],
    [
      "token and password: the one may be made anew by the other",
      { env: { RPTCTL_REGISTRIES_TOKEN: "tok", RPTCTL_REGISTRIES_PASSWORD: "hunter2" } },
      { token: "tok", password: "hunter2", origin: "RPTCTL_REGISTRIES_TOKEN" },
    ],
    [
      "a client secret beside the password",
      { system: "rpt", env: { RPTCTL_RPT_CLIENT_SECRET: "cs", RPTCTL_RPT_PASSWORD: "hunter2" } },
      { password: "hunter2", "client-secret": "cs" },
    ],
    [
      "an application credential's secret by itself",
      { system: "scope", env: { RPTCTL_SCOPE_APPLICATION_CREDENTIAL_SECRET: "hunter2" } },
      { "application-credential-secret": "hunter2", origin: "RPTCTL_SCOPE_APPLICATION_CREDENTIAL_SECRET" },
    ],
  ])("%s", async (_name, given, expected) => {
    expect(await found(given)).toMatchObject({ ...expected, fromEnvironment: true });
  });

  it.each<[string, Given, RegExp]>([
    [
      "a variable and its file at once",
      { env: { RPTCTL_REGISTRIES_PASSWORD: "hunter2", RPTCTL_REGISTRIES_PASSWORD_FILE: "pw" } },
      /^both RPTCTL_REGISTRIES_PASSWORD and RPTCTL_REGISTRIES_PASSWORD_FILE are set$/,
    ],
    [
      "a file that is not there",
      { env: { RPTCTL_REGISTRIES_TOKEN_FILE: "/no/such" } },
      /^RPTCTL_REGISTRIES_TOKEN_FILE names \/no\/such, and there is no such file$/,
    ],
    [
      "a directory",
      { env: { RPTCTL_REGISTRIES_TOKEN_FILE: "$FILES" } },
      /^RPTCTL_REGISTRIES_TOKEN_FILE: cannot read \/.*directory/,
    ],
    [
      "an empty file",
      { env: { RPTCTL_REGISTRIES_TOKEN_FILE: "tok" }, files: { tok: "\n" } },
      /^RPTCTL_REGISTRIES_TOKEN_FILE \(\/.*tok\) is empty$/,
    ],
    [
      "several lines",
      { env: { RPTCTL_REGISTRIES_PASSWORD_FILE: "pw" }, files: { pw: "hunter2\nhunter3\n" } },
      /^RPTCTL_REGISTRIES_PASSWORD_FILE \(\/.*pw\) holds more than one line/,
    ],
    [
      "a line break in a variable",
      { env: { RPTCTL_REGISTRIES_TOKEN: "hunter2\r\nX-Evil: 1" } },
      /^RPTCTL_REGISTRIES_TOKEN holds more than one line/,
    ],
    [
      "a token with a space",
      { env: { RPTCTL_REGISTRIES_TOKEN: "Bearer hunter2" } },
      /^RPTCTL_REGISTRIES_TOKEN holds no token/,
    ],
  ])("refuses %s", async (_name, given, message) => {
    const fault = await faultOf(() => found(given));
    expect(fault.code).toBe("config");
    expect(fault.message).toMatch(message);
    expect(inspect(fault)).not.toContain("hunter2");
  });
});

describe("order", () => {
  const all: Given = {
    context: `url: 'https://h', ${printing("from-command")}`,
    env: { RPTCTL_REGISTRIES_PASSWORD: "from-variable" },
    stored,
  };

  it("is the environment first", async () => {
    expect(await found(all)).toMatchObject({ password: "from-variable", asked: [] });
  });

  it("is then the token command", async () => {
    expect(await found({ ...all, env: {} })).toEqual({
      token: "from-command",
      origin: "token-command",
      fromEnvironment: false,
      asked: [],
    });
  });

  it("gives the token command no longer than a request may take", async () => {
    const command = JSON.stringify([process.execPath, "-e", "setInterval(() => {}, 1000)"]);
    const context = `url: 'https://h', timeout: 10ms, token-command: ${command}`;
    expect((await faultOf(() => found({ context }))).message).toMatch(/took longer than 0\.01s$/);
  });

  it("is then the store", async () => {
    expect(await found({ context: "url: 'https://h'", stored })).toEqual({
      username: "ops",
      password: "hunter2",
      origin: "auth login",
      fromEnvironment: false,
      asked: ["prod/registries"],
    });
  });

  it("is then nothing", async () => {
    expect(await found({ context: "url: 'https://h'" })).toEqual({ asked: ["prod/registries"] });
    expect(await found({})).toEqual({ asked: ["default/registries"] });
  });

  it.each(["RPTCTL_REGISTRIES_TOKEN", "RPTCTL_REGISTRIES_TOKEN_FILE", "CREDENTIALS_DIRECTORY"])(
    "takes an empty %s for unset",
    async (variable) => {
      expect(await found({ env: { [variable]: "" }, stored })).toMatchObject({ origin: "auth login" });
    },
  );

  it("takes a credentials directory without our file for nothing", async () => {
    const given = { env: { CREDENTIALS_DIRECTORY: "$CREDENTIALS" }, credentials: { other: "x" }, stored };
    expect(await found(given)).toMatchObject({ origin: "auth login" });
  });

  it("puts a client secret of the environment over a stored one", async () => {
    const given: Given = {
      system: "rpt",
      env: { RPTCTL_RPT_CLIENT_SECRET: "new" },
      stored: { ...stored, clientSecret: new Secret("old") },
    };
    expect(await found(given)).toMatchObject({ password: "hunter2", "client-secret": "new" });
  });
});

describe("what belongs to a context stays with its places", () => {
  const context = `url: 'https://seer', ${printing("from-command")}`;

  it("uses neither its command nor its store for another server", async () => {
    const env = { RPTCTL_REGISTRIES_URL: "https://other" };
    expect(await found({ context, stored, env })).toEqual({ asked: [] });
  });

  it("still uses what the environment gives for that server", async () => {
    const env = {
      RPTCTL_REGISTRIES_URL: "https://other",
      RPTCTL_REGISTRIES_TOKEN_COMMAND: JSON.stringify([process.execPath, "-p", "'mine'"]),
    };
    expect(await found({ context, stored, env })).toMatchObject({ token: "mine" });
  });

  it.each([
    ["https://seer", true],
    ["https://seer/api", true],
    ["https://seer:8443", false],
    ["http://seer", false],
  ])("a sign-in bound to https://seer, used for %s: %s", async (url, isGiven) => {
    const bound = { ...stored, extra: { [boundKey]: "url=https://seer" } };
    const given = { context: `url: '${url}'`, stored: bound };
    if (isGiven) {
      expect(await found(given)).toMatchObject({ password: "hunter2" });
      return;
    }
    const fault = await faultOf(() => found(given));
    expect(fault).toMatchObject({ code: "auth", hints: ["rptctl auth login registries --context prod"] });
    expect(fault.message).toBe(`the stored sign-in belongs to url=https://seer, and this goes to url=${url}`);
  });

  it("is not used for another user", async () => {
    const given = { context: "url: 'https://h', username: someone", stored };
    const fault = await faultOf(() => found(given));
    expect(fault).toMatchObject({ code: "auth", hints: ["rptctl auth login registries --context prod"] });
    expect(fault.message).toBe("the stored sign-in is ops's, and username is someone");
  });

  it("is bound to every place that is configured", async () => {
    const world = worldWith(undefined, {
      RPTCTL_RPT_URL: "https://a/b",
      RPTCTL_RPT_AUTH_URL: "https://c:9/d",
    });
    const config = await loadConfig(world);
    const settings = resolveSystem("rpt", world, config, resolveContext(config, world, {}));
    expect(boundTo(settings)).toBe("url=https://a auth-url=https://c:9");
  });
});

describe("a missing credential", () => {
  it.each<[SystemName, string[]]>([
    [
      "registries",
      [
        "rptctl auth login registries --context prod",
        "export RPTCTL_REGISTRIES_USERNAME=USER RPTCTL_REGISTRIES_PASSWORD_FILE=FILE",
        "export RPTCTL_REGISTRIES_TOKEN_FILE=FILE   (a file that holds a token)",
      ],
    ],
    [
      "pipeline",
      [
        "rptctl auth login pipeline --with-token --context prod",
        "export RPTCTL_PIPELINE_TOKEN_FILE=FILE   (a file that holds a token)",
      ],
    ],
  ])("of %s says what to type", async (system, hints) => {
    const world = worldWith(
      `current-context: prod\ncontexts: { prod: { ${system}: { url: 'https://h' } } }\n`,
    );
    const config = await loadConfig(world);
    const settings = resolveSystem(system, world, config, resolveContext(config, world, {}));
    expect(missingCredential(system, settings)).toMatchObject({ code: "auth", exit: 4, system, hints });
  });

  it("says why the context's own is not used", async () => {
    const yaml = "current-context: prod\ncontexts: { prod: { scope: { url: 'https://h' } } }\n";
    const world = worldWith(yaml, { RPTCTL_SCOPE_URL: "https://other" });
    const config = await loadConfig(world);
    const settings = resolveSystem("scope", world, config, resolveContext(config, world, {}));
    const fault = missingCredential("scope", settings);
    expect(fault.message).toMatch(/the environment points elsewhere than context prod/);
    expect(fault.hints.join("\n")).not.toContain("auth login");
  });
});
