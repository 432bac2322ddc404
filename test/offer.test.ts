import { PassThrough } from "node:stream";
import { beforeAll, describe, expect, it } from "vitest";
import { main } from "../src/main.ts";
import { memoryWorld } from "./output/memory-world.ts";
import { running } from "./sandbox/running.ts";

let environment: Readonly<Record<string, string>>;
beforeAll(async () => {
  environment = (await running()).environment;
});

/** The program at a terminal where these keys are pressed as soon as a question is there. */
async function typing(keys: readonly string[], argv: readonly string[], { isTTY = true } = {}) {
  const stream = new PassThrough();
  const memory = memoryWorld(isTTY ? 100 : undefined);
  const { stderr } = memory;
  const write = stderr.write.bind(stderr);
  const left = [...keys];
  stderr.write = async (text) => {
    await write(text);
    const seen = String(text);
    if (/type to narrow down/.test(seen) && left.length > 0) setImmediate(() => stream.write(left.shift()!));
  };
  const world = {
    ...memory,
    env: {
      RPTCTL_CONFIG_DIR: "/nonexistent",
      RPTCTL_KEYRING: "off",
      TZ: "UTC",
      LANG: "C.UTF-8",
      ...environment,
    },
    stdin: { isTTY, stream },
    now: Date.now,
  };
  const code = await main(argv, world);
  return { code, stdout: memory.stdout.text, stderr: stderr.text };
}

describe("an operand that is missing at a terminal", () => {
  it.each([
    [
      "by its name among the definitions",
      ["separation\r"],
      ["defs", "get", "-o", "id"],
      /^968205c0e11bc99ff68e/,
    ],
    [
      "where another group lists them",
      ["separation\r"],
      ["rpt", "run", "--dry-run", "--no-email", "-o", "json"],
      /968205c0/,
    ],
    ["among the scopes", ["legacy-shop\r"], ["scope", "get", "-o", "id"], /^legacy-shop\n$/],
    ["one of several that may be", ["legacy-shop\r"], ["scope", "get", "-q", "-o", "id"], /^legacy-shop\n$/],
    ["among the kind's fixed choices", ["scope\r"], ["auth", "token", "--force"], /./],
  ])("is chosen: %s", async (_how, keys, argv, stdout) => {
    const ended = await typing(keys, argv);
    expect(ended).toMatchObject({ code: 0, stdout: expect.stringMatching(stdout) });
  });

  it.each([
    ["is refused where nobody is", [], ["scope", "get"], { isTTY: false }],
    ["is refused with --no-input", [], ["scope", "get", "--no-input"], {}],
    ["is refused where the person does not choose", ["\u0004"], ["scope", "get"], {}],
  ] as const)("%s", async (_what, keys, argv, options) => {
    const ended = await typing(keys, argv, options);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toMatch(
      /rptctl: missing required argument 'ID'\n {2}hint: rptctl help scope get\n$/,
    );
  });

  it.each([
    ["a flag that is missing too", ["sched", "shift"], "--run WHEN is needed"],
    ["a flag that is none", ["scope", "get", "--nope"], "unknown option '--nope'"],
    ["an operand of which there is no list", ["context", "set"], "missing required argument 'NAME'"],
  ])("is not asked for beside %s", async (_what, argv, message) => {
    const ended = await typing([], argv);
    expect(ended).toMatchObject({ code: 2, stderr: expect.stringContaining(message) });
  });

  it("ends with 130 on Ctrl-C", async () => {
    expect((await typing(["\u0003"], ["scope", "get"])).code).toBe(130);
  });
});
