import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadConfig } from "../../src/config/config.ts";
import { faultOf, worldWith } from "./world.ts";

const whole = `
current-context: prod
output: json
retries: 0
contexts:
  prod:
    protected: true
    lang: it
    rpt:        { url: https://idm.example.com:8543/IDMRPT-CORE/, username: uaadmin, auth: x-opaque }
    registries: { url: https://seer.example.com, page-base: 0 }
    pipeline:   { token-command: [pass, show, opsera] }
    scope:      { cloud: prod }
  empty:
  constructor: {}
`;

it("reads contexts and settings", async () => {
  const world = worldWith(whole);
  expect(await loadConfig(world)).toEqual({
    path: join(world.directory, "config.yaml"),
    currentContext: "prod",
    settings: { output: "json", retries: 0 },
    contexts: {
      prod: {
        protected: true,
        settings: { lang: "it" },
        systems: {
          rpt: { url: "https://idm.example.com:8543/IDMRPT-CORE", username: "uaadmin", auth: "x-opaque" },
          registries: { url: "https://seer.example.com", "page-base": "0" },
          pipeline: { "token-command": ["pass", "show", "opsera"] },
          scope: { cloud: "prod" },
        },
      },
      empty: { protected: false, settings: {}, systems: {} },
      constructor: { protected: false, settings: {}, systems: {} },
    },
  });
});

it.each([undefined, "", "\n\n", "# only a comment\n", "---\n", "contexts:\n", "null\n"])(
  "is empty for %j",
  async (yaml) => {
    const config = await loadConfig(worldWith(yaml));
    expect(config).toMatchObject({ currentContext: undefined, contexts: {}, settings: {} });
  },
);

it("reads aliases as what they stand for", async () => {
  const yaml = "contexts: { a: { scope: &s { url: 'https://h' } }, b: { scope: *s } }";
  const { contexts } = await loadConfig(worldWith(yaml));
  expect(contexts.b?.systems.scope).toEqual({ url: "https://h" });
});

describe("a fault names the file, the line and the column", () => {
  it.each<[yaml: string, at: string, message: RegExp, hint?: RegExp]>([
    ["output: [", "1:10", /broken YAML/],
    ["a: b\n  c: d\n", "1:4", /broken YAML/],
    ["output: json\noutput: csv\n", "2:1", /broken YAML: Map keys must be unique/],
    ["a: 1\n---\nb: 2\n", "2:1", /broken YAML/],
    ["\nouptut: json\n", "2:1", /unknown key "ouptut"$/, /did you mean output\?/],
    ["output: 7\n", "1:1", /output: 7 is not one of table, json/],
    ["retries: many\n", "1:1", /retries: "many" is not a whole number, 0 to 100/],
    ["timeout: 30\n", "1:1", /timeout: 30 is not a duration/, /90s/],
    ["current-context: [a]\n", "1:1", /name of a context/],
    ["contexts:\n  - prod\n", "1:1", /contexts must be a map/],
    ["contexts:\n  prod: yes please\n", "2:3", /contexts\.prod must be a map/],
    ["contexts:\n  a b: {}\n", "2:3", /name of a context "a b"/],
    ["contexts:\n  p:\n    scop: {}\n", "3:5", /unknown key "scop" in contexts\.p/, /did you mean scope\?/],
    ["contexts:\n  p:\n    protected: maybe\n", "3:5", /contexts\.p\.protected: "maybe" is neither/],
    ["contexts:\n  p:\n    scope: https://h\n", "3:5", /contexts\.p\.scope must be a map/],
    [
      "contexts:\n  p:\n    scope: { ulr: x }\n",
      "3:14",
      /unknown key "ulr" in contexts\.p\.scope/,
      /mean url\?/,
    ],
    ["contexts:\n  p:\n    scope:\n      url: seer\n", "4:7", /contexts\.p\.scope\.url: "seer" is not a URL/],
    ["contexts:\n  p:\n    scope:\n      project-id: 0123\n", "4:7", /project-id: 123 is a number/, /quotes/],
    [
      "contexts:\n  p:\n    scope:\n      token-command: pass x\n",
      "4:7",
      /token-command: .* list/,
      /no shell/,
    ],
    ["contexts:\n  p:\n    pipeline: { page-base: 0 }\n", "3:17", /unknown key "page-base"/],
    ["contexts:\n  __proto__: { protected: true }\n", "2:3", /name of a context "__proto__"/],
    ["__proto__: { output: json }\n", "1:1", /unknown key "__proto__"/],
    ["contexts: { p: { scope: { __proto__: { url: x } } } }\n", "1:27", /unknown key "__proto__"/],
    ["contexts: { p: { <<: { protected: true } } }\n", "1:18", /unknown key "<<"/],

    ["output: !!binary aGk=\n", "1:1", /output: a map is not one of/],
  ])("%j", async (yaml, at, message, hint) => {
    const world = worldWith(yaml);
    const fault = await faultOf(() => loadConfig(world));
    expect(fault.code).toBe("config");
    expect(fault.message).toMatch(message);
    const path = join(world.directory, "config.yaml");
    expect(fault.message.startsWith(`${path}:${at}: `), fault.message).toBe(true);
    if (hint !== undefined) expect(fault.hints.join("\n")).toMatch(hint);
  });
});

describe("a secret in config.yaml is refused, and not repeated", () => {
  it.each(["password", "token", "secret", "api-key", "client-secret", "application-credential-secret"])(
    "%s",
    async (key) => {
      const world = worldWith(`contexts:\n  prod:\n    scope:\n      ${key}: hunter2\n`);
      const fault = await faultOf(() => loadConfig(world));
      expect(fault.message).toMatch(`:4:7: contexts.prod.scope.${key}: no secrets in config.yaml`);
      expect(fault.hints).toEqual(["remove it, and type: rptctl auth login scope --context prod"]);
      expect(fault.message).not.toContain("hunter2");
    },
  );

  it("at the top level", async () => {
    const fault = await faultOf(() => loadConfig(worldWith("token: hunter2\n")));
    expect(fault.message).toMatch(/token: no secrets in config.yaml/);
    expect(fault.message).not.toContain("hunter2");
  });
});

describe("hostile YAML is a fault, never a crash", () => {
  const laughs = `a: &a [x,x,x,x,x,x,x,x,x]\n${"bcdefghij"
    .split("")
    .map((name, i) => {
      const before = "abcdefghi"[i];
      return `${name}: &${name} [${Array(9).fill(`*${before}`).join(",")}]\n`;
    })
    .join("")}`;
  it.each([
    ["aliases that unfold without end", laughs],
    ["a list as a key", "{ [a, b]: c }\n"],
    ["an alias of nothing", "x: *nothing\n"],
    ["an alias of what holds it", "a: &a [*a]\n"],
    ["deep nesting", "[".repeat(50_000)],
    ["deep nesting in blocks", "- ".repeat(20_000)],
    ["a file of many megabytes", `${"#".repeat(2_000_000)}\na: b`],
    ["a tag for code", 'output: !!js/function "function(){}"\n'],
    ["a NUL", "output: \u0000\n"],
  ])("%s", async (_name, yaml) => {
    const fault = await faultOf(() => loadConfig(worldWith(yaml)));
    expect(fault.code).toBe("config");
    expect(fault.message).toContain("config.yaml");
    expect(fault.message.length).toBeLessThan(400);
  });
});

it("names a file that cannot be read", async () => {
  const world = worldWith();
  mkdirSync(join(world.directory, "config.yaml"));
  chmodSync(join(world.directory, "config.yaml"), 0o700);
  const fault = await faultOf(() => loadConfig(world));
  expect(fault.code).toBe("config");
  expect(fault.message).toContain(join(world.directory, "config.yaml"));
});
