import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import stringWidth from "fast-string-width";
import { afterEach, describe, expect, it } from "vitest";
import { openSessions } from "../src/credentials/sessions.ts";
import { openStore } from "../src/credentials/store.ts";
import { main } from "../src/main.ts";
import { Secret } from "../src/secret.ts";
import { memoryWorld } from "./output/memory-world.ts";

const homes: string[] = [];
afterEach(() => {
  for (const home of homes.splice(0)) rmSync(home, { recursive: true, force: true });
});

function newHome(config?: string): string {
  const home = mkdtempSync(join(tmpdir(), "rptctl-greeting-"));
  homes.push(home);
  if (config !== undefined) writeFileSync(join(home, "config.yaml"), config);
  return home;
}

/** What is shown at a terminal where nothing is typed but the name. Whatever asks the network fails. */
async function greeted(
  home: string,
  env: Readonly<Record<string, string>> = {},
  columns: number | undefined = 80,
) {
  const world = {
    ...memoryWorld(columns),
    env: { RPTCTL_CONFIG_DIR: home, RPTCTL_KEYRING: "off", LANG: "C.UTF-8", NO_COLOR: "1", ...env },
    home,
    now: Date.now,
  };
  expect(await main([], world)).toBe(0);
  expect(world.stderr.text).toBe("");
  return world.stdout.text;
}

const two = `current-context: prod
contexts:
  prod:
    protected: true
    rpt: { url: https://idm.example.com/IDMRPT-CORE, username: ops }
    registries: { url: https://seer.example.com }
    pipeline: { url: https://app.opsera.io, token-command: [print-token] }
    scope: { cloud: prod }
  lab: {}
`;

describe("the name alone, at a terminal", () => {
  it("says what to begin with where nothing is configured", async () => {
    expect(
      await greeted(newHome()),
    ).toBe(`rptctl 0.0.0: reports, registries, pipelines, inventories and rating scopes

Nothing is configured yet.

Next:
  rptctl setup          connect a system, step by step
  rptctl sandbox start  or try everything on this machine first

rptctl help lists the commands, rptctl COMMAND --help explains one.
`);
  });

  it("says what is configured, who is signed in as far as the machine knows, and what is missing", async () => {
    const home = newHome(two);
    openSessions(join(home, "sessions")).write("k", {
      token: "t0ken",
      principal: "ops",
      system: "rpt",
      context: "prod",
    });
    const text = await greeted(home);
    expect(text).toContain(`Context prod, protected (also: lab)
  rpt         signed in as ops      https://idm.example.com/IDMRPT-CORE
  registries  not signed in         https://seer.example.com
  pipeline    by its token-command  https://app.opsera.io
  scope       by cloud prod         prod

Next:
  rptctl auth login registries  sign in
  rptctl status                 what needs a person, in all of them
  rptctl setup                  connect another system
`);
    expect(text).not.toContain("t0ken");
    const store = openStore({ ...memoryWorld(), env: { RPTCTL_KEYRING: "off" } }, home);
    await store.set("prod", "registries", { password: new Secret("s3cret") });
    const after = await greeted(home);
    expect(after).toContain("registries  secret kept");
    expect(after).not.toContain("auth login");
    expect(after).not.toContain("s3cret");
  });

  it("tells what the environment says", async () => {
    const text = await greeted(newHome(), {
      RPTCTL_SCOPE_URL: "https://r.example.com",
      RPTCTL_SCOPE_TOKEN: "x",
    });
    expect(text).toContain("From the environment\n  scope  by RPTCTL_SCOPE_TOKEN  https://r.example.com\n");
  });

  it.each([
    [
      "a context that is not there",
      two,
      { RPTCTL_CONTEXT: "nope" },
      'no context "nope" (named by RPTCTL_CONTEXT)',
    ],
    ["a broken file", "contexts: [", {}, "broken YAML"],
    ["no current context", "contexts: { lab: {} }", {}, "rptctl context use lab"],
    ["a context of nothing", "current-context: lab\ncontexts: { lab: {} }", {}, "rptctl setup"],
  ])("says so of %s", async (_what, config, env, expected) => {
    const text = await greeted(newHome(config), env);
    expect(text).toContain(expected);
    expect(text).toContain("rptctl help lists the commands");
  });

  it.each([20, 40, 60])("fits %d columns", async (columns) => {
    for (const line of (await greeted(newHome(two), {}, columns)).split("\n")) {
      expect(stringWidth(line)).toBeLessThanOrEqual(columns);
    }
  });

  it("is the help in a pipe", async () => {
    const world = memoryWorld();
    expect(await main([], world)).toBe(0);
    expect(world.stdout.text).toContain("USAGE");
  });
});
