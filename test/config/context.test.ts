import { describe, expect, it } from "vitest";
import { loadConfig } from "../../src/config/config.ts";
import { refuseWrite, resolveContext } from "../../src/config/context.ts";
import { faultOf, worldWith } from "./world.ts";

const yaml = (current: string) => `${current}contexts: { prod: { protected: true }, lab: {}, spare: {} }\n`;

async function resolved(current: string | undefined, env: string | undefined, flag: string | undefined) {
  const world = worldWith(
    yaml(current === undefined ? "" : `current-context: ${current}\n`),
    env === undefined ? {} : { RPTCTL_CONTEXT: env },
  );
  return resolveContext(await loadConfig(world), world, { context: flag });
}

describe("flag, then environment, then current-context", () => {
  it.each([
    [undefined, undefined, undefined, undefined, undefined],
    ["prod", undefined, undefined, "prod", "current-context"],
    ["prod", "lab", undefined, "lab", "RPTCTL_CONTEXT"],
    ["prod", "", undefined, "prod", "current-context"],
    ["prod", "lab", "spare", "spare", "--context"],
    [undefined, "lab", undefined, "lab", "RPTCTL_CONTEXT"],
    [undefined, undefined, "lab", "lab", "--context"],
    ["gone", undefined, "lab", "lab", "--context"],
    ["gone", "lab", undefined, "lab", "RPTCTL_CONTEXT"],
    ["lab", "gone", "prod", "prod", "--context"],
  ])("current %s, environment %s, flag %s: %s", async (current, env, flag, name, origin) => {
    expect(await resolved(current, env, flag)).toMatchObject({ name, origin, explicit: flag !== undefined });
  });
});

it.each([
  ["labb", undefined, undefined, /^no context "labb" \(named by current-context in .*config\.yaml\)$/],
  ["lab", "labb", undefined, /^no context "labb" \(named by RPTCTL_CONTEXT\)$/],
  ["lab", "prod", "labb", /^no context "labb" \(named by --context\)$/],
])("current %s, environment %s, flag %s is a fault", async (current, env, flag, message) => {
  const fault = await faultOf(() => resolved(current, env, flag));
  expect(fault.exit).toBe(3);
  expect(fault.message).toMatch(message);
  expect(fault.hints).toEqual(["did you mean lab?", "there are: prod, lab, spare"]);
});

it("does not find what every object has", async () => {
  expect((await faultOf(() => resolved(undefined, undefined, "constructor"))).code).toBe("config");
});

it("says how to make the first context", async () => {
  const world = worldWith();
  const config = await loadConfig(world);
  const fault = await faultOf(() => resolveContext(config, world, { context: "prod" }));
  expect(fault.hints).toEqual(["make one: rptctl context set prod SYSTEM.url=https://HOST"]);
});

describe("writes in a protected context", () => {
  it.each([
    ["prod", undefined, undefined, true],
    ["lab", "prod", undefined, true],
    ["lab", undefined, "prod", false],
    ["prod", "prod", "prod", false],
    ["lab", undefined, undefined, false],
    [undefined, undefined, undefined, false],
  ])("current %s, environment %s, flag %s: refused %s", async (current, env, flag, isRefused) => {
    const fault = refuseWrite(await resolved(current, env, flag));
    expect(fault !== undefined).toBe(isRefused);
    if (fault !== undefined) {
      expect(fault).toMatchObject({ code: "usage", hints: ["add --context prod"] });
      expect(fault.message).toContain("context prod is protected");
    }
  });

  it("go ahead where the environment names another server, not where it names another sign-in only", async () => {
    const context = await resolved("prod", undefined, undefined);
    expect(refuseWrite(context, { redirected: "system" })).toBeUndefined();
    expect(refuseWrite(context, { redirected: "sign-in" })).toBeDefined();
    expect(refuseWrite(context, { redirected: "no" })).toBeDefined();
  });
});
