import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { MockAgent } from "undici";
import { expect, it } from "vitest";
import { Fault } from "../src/errors.ts";
import { main } from "../src/main.ts";
import { metricsText } from "../src/metrics.ts";
import { memoryProgram } from "./memory-program.ts";
import { memoryWorld } from "./output/memory-world.ts";

const now = Date.parse("2026-11-22T12:00:00.250Z");
const env = { RPTCTL_SCOPE_URL: "http://scope.example", RPTCTL_SCOPE_TOKEN: "t" };

/** A rating server that answers these, one after the other. */
function answering(...answers: readonly (readonly [status: number, body: object])[]) {
  const agent = new MockAgent();
  agent.disableNetConnect();
  for (const [status, body] of answers) {
    agent
      .get("http://scope.example")
      .intercept({ path: /./, method: () => true })
      .reply(status, JSON.stringify(body));
  }
  return agent;
}

/** The figures of a file, by name; the labels of the first. */
function figuresOf(path: string) {
  const lines = readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line.startsWith("rptctl_"));
  const found = lines.map((line) => /^rptctl_run_(\w+)\{(.*)\} (\S+)$/.exec(line)!);
  return {
    labels: found[0]?.[2],
    ...Object.fromEntries(found.map(([, name, , value]) => [name!, Number(value)])),
  };
}

const scopes = (...ids: string[]) => ({ results: ids.map((scope_id) => ({ scope_id })) });

it("tells items, retries and time of a list", async () => {
  const dispatcher = answering([503, {}], [503, {}], [200, scopes("a", "b", "c")]);
  const program = memoryProgram({ env, dispatcher, now });
  const ended = await program.run("scope", "list", "--metrics-file", "list.prom");
  expect(ended).toMatchObject({ code: 0, stderr: "" });
  expect(figuresOf(join(program.home, "list.prom"))).toEqual({
    labels: 'command="scope list",context="",file="list.prom"',
    start_timestamp_seconds: now / 1000,
    duration_seconds: program.sleeps.reduce((sum, each) => sum + each) / 1000,
    exit_code: 0,
    items: 3,
    retries: 2,
  });
});

it("counts what was given out, not what was left", async () => {
  const program = memoryProgram({ env, dispatcher: answering([200, scopes("a", "b", "c")]) });
  await program.run("--metrics-file=list.prom", "scope", "--limit", "2");
  expect(figuresOf(join(program.home, "list.prom"))).toMatchObject({ items: 2, retries: 0 });
});

it.each<[string, number, string, readonly string[]]>([
  ["an unknown flag", 2, "scope list", ["scope", "list", "--nonsense"]],
  ["an unknown command", 2, "scope", ["scope", "lst"]],
  ["no command", 2, "", ["--nonsense"]],
  ["a flag's bad value", 2, "scope list", ["scope", "list", "--limit", "x"]],
  ["a context that is not there", 3, "scope list", ["scope", "list", "--context", "nowhere"]],
  ["a server that refuses", 5, "scope list", ["scope", "list"]],
  ["a command that touches nothing", 0, "config path", ["config", "path"]],
])("is written for %s", async (_, exit, command, line) => {
  const program = memoryProgram({ env, dispatcher: answering([403, {}]) });
  const ended = await program.run(...line, "--metrics-file", "m.prom");
  expect(ended.code).toBe(exit);
  const figures = figuresOf(join(program.home, "m.prom"));
  expect(figures).toMatchObject({ exit_code: exit, items: 0 });
  expect(figures.labels).toContain(`command="${command}"`);
});

it("is written for an interrupted run", async () => {
  const { home } = memoryProgram();
  const stop = new AbortController();
  const dispatcher = new MockAgent();
  dispatcher
    .get("http://scope.example")
    .intercept({ path: /./ })
    .reply(() => {
      stop.abort(new Fault("terminated", "terminated"));
      return { statusCode: 200, data: JSON.stringify(scopes("a")) };
    })
    .delay(60_000);
  const world = { ...memoryWorld(), env: { ...env, RPTCTL_CONFIG_DIR: home }, cwd: home, home, dispatcher };
  const line = ["scope", "list", "--metrics-file", "m.prom"];
  expect(await main(line, { ...world, signal: stop.signal })).toBe(143);
  expect(figuresOf(join(home, "m.prom"))).toMatchObject({ exit_code: 143, items: 0 });
});

it.each<[string, readonly string[], Record<string, string>]>([
  ["the configuration", [], {}],
  ["a flag", ["--context", "prod"], {}],
  ["a line that was refused", ["--context=prod", "--nonsense"], {}],
  ["the environment", ["--nonsense"], { RPTCTL_CONTEXT: "prod" }],
])("names the context of %s", async (_, flags, env) => {
  const config = "current-context: prod\ncontexts:\n  prod:\n    scope: { url: http://scope.example }\n";
  const program = memoryProgram({ config, env });
  await program.run("context", "show", ...flags, "--metrics-file", "m.prom");
  expect(figuresOf(join(program.home, "m.prom")).labels).toContain('context="prod"');
});

it("names all the contexts of one line", async () => {
  const config =
    "contexts:\n  a: { scope: { url: http://scope.example } }\n  b: { scope: { url: http://scope.example } }\n";
  const program = memoryProgram({
    config,
    env: { RPTCTL_SCOPE_TOKEN: "t" },
    dispatcher: answering([200, scopes("x")], [200, scopes("y", "z")]),
  });
  expect(await program.run("scope", "list", "--context", "*", "--metrics-file", "m.prom")).toMatchObject({
    code: 0,
  });
  const figures = figuresOf(join(program.home, "m.prom"));
  expect(figures).toMatchObject({ items: 3 });
  expect(figures.labels).toContain('context="a,b"');
});

it("can be read by the collector's user, and leaves nothing beside it", async () => {
  const program = memoryProgram();
  await program.run("config", "path", "--metrics-file", "m.prom");
  expect(statSync(join(program.home, "m.prom")).mode & 0o777).toBe(0o644);
  expect(readdirSync(program.home)).toEqual(["m.prom"]);
});

it.each(["missing/m.prom", "directory", "link.prom"])(
  "warns where %s cannot be written, and the exit code stays the command's",
  async (path) => {
    const program = memoryProgram();
    mkdirSync(join(program.home, "directory"));
    symlinkSync("target.prom", join(program.home, "link.prom"));
    for (const [line, exit] of [
      [["config", "path"], 0],
      [["nonsense"], 2],
    ] as const) {
      const ended = await program.run(...line, "--metrics-file", path, "--quiet");
      expect(ended.code).toBe(exit);
      expect(ended.stderr).toContain("rptctl: warning: --metrics-file: cannot write ");
    }
    expect(readdirSync(program.home).sort()).toEqual(["directory", "link.prom"]);
  },
);

it.each([
  [["config", "path", "--metrics-file"]],
  [["config", "path", "--metrics-file="]],
  [["config", "path", "--", "--metrics-file", "m.prom"]],
])("writes nothing for %j", async (line) => {
  const program = memoryProgram();
  expect((await program.run(...line)).code).toBe(2);
  expect(readdirSync(program.home)).toEqual([]);
});

it("escapes labels, and is what both formats allow", () => {
  const run = {
    file: 'a\\b"c\nd',
    command: "x",
    context: "ü",
    start: 1500,
    duration: 0,
    exit: 0,
    items: 1,
    retries: 2,
  };
  expect(metricsText(run).split("\n").slice(0, 4)).toEqual([
    "# HELP rptctl_run_start_timestamp_seconds When the last run began, since the epoch.",
    "# TYPE rptctl_run_start_timestamp_seconds gauge",
    'rptctl_run_start_timestamp_seconds{command="x",context="ü",file="a\\\\b\\"c\\nd"} 1.5',
    "# HELP rptctl_run_duration_seconds How long the last run took.",
  ]);
  expect(metricsText(run)).toMatch(/\n# EOF\n$/);
});
