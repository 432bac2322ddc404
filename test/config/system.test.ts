import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadConfig } from "../../src/config/config.ts";
import { resolveContext } from "../../src/config/context.ts";
import { type FlagValues, millisecondsOf, resolveSettings, resolveSystem } from "../../src/config/system.ts";
import { environmentName, type SystemName, systemNames, systems } from "../../src/config/systems.ts";
import { variables } from "../../src/config/variables.ts";
import { faultOf, worldWith } from "./world.ts";

async function resolved(
  system: SystemName,
  yaml: string | undefined,
  env: Record<string, string> = {},
  flags: FlagValues = {},
) {
  const world = worldWith(yaml, env);
  const config = await loadConfig(world);
  return resolveSystem(system, world, config, resolveContext(config, world, {}), flags);
}

const inContext = (system: string, values: string, rest = ""): string =>
  `current-context: prod\n${rest}contexts: { prod: { ${system}: { ${values} } } }\n`;

describe("precedence of a key", () => {
  const layers = {
    flag: { flags: { timeout: 1000 } },
    "the system's variable": { env: { RPTCTL_SCOPE_TIMEOUT: "2s" } },
    "the setting's variable": { env: { RPTCTL_TIMEOUT: "3s" } },
    "the context's system": { scope: "timeout: 4s" },
    "the context": { context: "timeout: 5s" },
    "the top level": { top: "timeout: 6s" },
  };
  const names = Object.keys(layers) as (keyof typeof layers)[];
  const origins = [
    "--timeout",
    "RPTCTL_SCOPE_TIMEOUT",
    "RPTCTL_TIMEOUT",
    "context prod",
    "context prod",
    "config.yaml",
  ];

  it.each(names.map((name, first) => [name, first] as const))("%s and all below it", async (_name, first) => {
    const chosen: {
      flags?: FlagValues;
      env?: Record<string, string>;
      scope?: string;
      context?: string;
      top?: string;
    } = {};
    for (const name of names.slice(first)) {
      const { env, ...rest } = layers[name] as typeof chosen;
      Object.assign(chosen, rest);
      chosen.env = { ...chosen.env, ...env };
    }
    const yaml = `current-context: prod\n${chosen.top ?? ""}\ncontexts: { prod: { ${chosen.context ?? "lang: it"}, scope: { ${chosen.scope ?? ""} } } }\n`;
    const settings = await resolved("scope", yaml, chosen.env, chosen.flags);
    expect(settings.milliseconds("timeout")).toBe((first + 1) * 1000);
    expect(settings.said.timeout?.origin).toBe(origins[first]);
  });
});

it.each<[SystemName, string, string, string]>([
  ["rpt", "auth-url", "RPTCTL_RPT_AUTH_URL", "https://tokens"],
  ["registries", "page-base", "RPTCTL_REGISTRIES_PAGE_BASE", "1"],
  ["pipeline", "username", "RPTCTL_PIPELINE_USERNAME", "me"],
  ["inventory", "trailing-slash", "RPTCTL_INVENTORY_TRAILING_SLASH", "always"],
  ["scope", "user-domain-name", "RPTCTL_SCOPE_USER_DOMAIN_NAME", "Default"],
])("%s %s comes from %s", async (system, key, variable, typed) => {
  const settings = await resolved(system, undefined, {
    [environmentName(system, "url")]: "https://h",
    [variable]: typed,
  });
  expect(settings.text(key)).toBe(typed);
  expect(settings.said[key]?.origin).toBe(variable);
});

it("takes everything from the environment, without any file", async () => {
  const settings = await resolved("registries", undefined, {
    RPTCTL_REGISTRIES_URL: "https://seer/",
    RPTCTL_REGISTRIES_INSECURE: "1",
    RPTCTL_REGISTRIES_USERNAME: "",
  });
  expect(settings).toMatchObject({ system: "registries", context: undefined, url: "https://seer" });
  expect(settings.isTrue("insecure")).toBe(true);
  expect(settings.text("username")).toBeUndefined();
});

it.each([
  ["RPTCTL_SCOPE_URL", "https://u:hunter2@h"],
  ["RPTCTL_SCOPE_URL", "h:1?x"],
  ["RPTCTL_SCOPE_TIMEOUT", "30"],
  ["RPTCTL_TIMEOUT", "30"],
  ["RPTCTL_SCOPE_INTERFACE", "outer"],
])("a wrong %s is a fault that names it", async (variable, typed) => {
  const fault = await faultOf(() => resolved("scope", undefined, { [variable]: typed }));
  expect(fault.exit).toBe(3);
  expect(fault.message.startsWith(`${variable}: `)).toBe(true);
  expect(`${fault.message} ${fault.hints.join(" ")}`).not.toContain("hunter2");
});

it("reads file names where they were said", async () => {
  const yaml = inContext("rpt", "url: 'https://h', ca-file: ca.pem, cert: ~/c.pem, key: /etc/k.pem");
  const world = worldWith(yaml);
  const config = await loadConfig(world);
  const settings = resolveSystem("rpt", world, config, resolveContext(config, world, {}));
  expect([settings.text("ca-file"), settings.text("cert"), settings.text("key")]).toEqual([
    join(world.directory, "ca.pem"),
    "/home/u/c.pem",
    "/etc/k.pem",
  ]);
  const fromEnvironment = await resolved("rpt", yaml, { RPTCTL_RPT_CA_FILE: "other.pem" });
  expect(fromEnvironment.text("ca-file")).toBe("/work-here/other.pem");
});

describe("a missing URL", () => {
  it.each(systemNames.filter((system) => systems[system].url === "required"))(
    "of %s is a fault",
    async (system) => {
      const fault = await faultOf(() => resolved(system, "current-context: lab\ncontexts: { lab: }\n"));
      expect(fault).toMatchObject({ code: "config", exit: 3, system });
      expect(fault.message).toContain("in context lab");
      expect(fault.hints).toEqual([
        `rptctl setup ${system}`,
        `rptctl context set lab ${system}.url=https://HOST`,
        `export RPTCTL_${system.toUpperCase()}_URL=https://HOST`,
        "without a server: rptctl sandbox exec -- COMMAND...",
      ]);
    },
  );

  it("suggests a name for the first context", async () => {
    const fault = await faultOf(() => resolved("pipeline", undefined));
    expect(fault.hints).toContain("rptctl context set default pipeline.url=https://HOST");
  });

  it("is for the system itself to find where its sign-in can", async () => {
    expect((await resolved("scope", inContext("scope", "cloud: prod"))).url).toBeUndefined();
  });
});

describe("the environment points elsewhere than the context", () => {
  const both = "url: 'https://idm/core', auth-url: 'https://tokens/x'";
  it.each<[SystemName, string, Record<string, string>, "no" | "sign-in" | "system"]>([
    ["rpt", both, {}, "no"],
    ["rpt", both, { RPTCTL_RPT_URL: "https://idm/other-path" }, "no"],
    ["rpt", both, { RPTCTL_RPT_URL: "https://idm:8543/core" }, "system"],
    ["rpt", both, { RPTCTL_RPT_URL: "http://idm/core" }, "system"],
    ["rpt", both, { RPTCTL_RPT_AUTH_URL: "https://other" }, "sign-in"],
    ["rpt", "username: me", { RPTCTL_RPT_URL: "https://idm" }, "no"],
    ["scope", "cloud: prod", { RPTCTL_SCOPE_CLOUD: "lab" }, "system"],
    ["scope", "cloud: prod", { RPTCTL_SCOPE_URL: "http://h" }, "no"],
    ["scope", "auth-url: 'http://k'", { RPTCTL_SCOPE_AUTH_URL: "http://l" }, "system"],
  ])("%s %s, environment %j: %s", async (system, values, env, redirected) => {
    const settings = await resolved(system, inContext(system, values), { RPTCTL_RPT_USERNAME: "x", ...env });
    expect(settings.redirected).toBe(redirected);
  });

  it("does not mix the places of two servers", async () => {
    const settings = await resolved("rpt", inContext("rpt", `${both}, auth: osp`), {
      RPTCTL_RPT_URL: "http://127.0.0.1:9",
    });
    expect(settings.text("auth-url")).toBeUndefined();
    expect(settings.text("auth")).toBe("osp");
  });
});

it("resolves settings by flag, environment, context, file", async () => {
  const world = worldWith(
    "current-context: prod\noutput: csv\nlang: de\nretries: 1\ncolor: never\ncontexts: { prod: { lang: it, timezone: Europe/Rome } }\n",
    { RPTCTL_OUTPUT: "json", RPTCTL_RETRIES: "2", RPTCTL_DEADLINE: "1m" },
  );
  const config = await loadConfig(world);
  const said = resolveSettings(config, world, resolveContext(config, world, {}), { retries: 3 });
  expect(said).toEqual({
    output: { value: "json", origin: "RPTCTL_OUTPUT" },
    color: { value: "never", origin: "config.yaml" },
    lang: { value: "it", origin: "context prod" },
    timezone: { value: "Europe/Rome", origin: "context prod" },
    retries: { value: 3, origin: "--retries" },
    deadline: { value: "1m", origin: "RPTCTL_DEADLINE" },
  });
  expect(millisecondsOf(said.deadline?.value)).toBe(60_000);
});

it("has one variable for each key: none of them means two things", () => {
  const names = [...variables()].flatMap(({ name, secret }) => (secret ? [name, `${name}_FILE`] : [name]));
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  expect(names).toEqual(
    expect.arrayContaining(["RPTCTL_OUTPUT", "RPTCTL_RPT_AUTH_URL", "RPTCTL_SCOPE_PASSWORD_FILE"]),
  );
});
