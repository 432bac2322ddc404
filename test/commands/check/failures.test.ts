import { describe, expect, it } from "vitest";
import { commands } from "../../../src/commands/index.ts";
import { main } from "../../../src/main.ts";
import { cut, fakeServer } from "../../fake-server.ts";
import { memoryProgram } from "../../memory-program.ts";
import { memoryWorld } from "../../output/memory-world.ts";

const env = { RPTCTL_REGISTRIES_URL: "http://seer.test", RPTCTL_REGISTRIES_TOKEN: "t0ken-canary" };

describe("what cannot be checked is UNKNOWN: exit 3, one line on stdout", () => {
  it.each([
    ["no verb that there is", ["check", "nosuch"], /^CHECK UNKNOWN - unknown command "rptctl check nosuch"$/],
    ["a flag that is none", ["check", "registries", "--bogus"], /^REGISTRIES UNKNOWN - unknown option/],
    ["a flag before the verb", ["--bogus", "check", "registries"], /^REGISTRIES UNKNOWN - unknown option/],
    ["a wrong value", ["check", "registries", "--max-failed", "x"], /^REGISTRIES UNKNOWN - --max-failed/],
    ["a needed flag that is missing", ["check", "report"], /^REPORT UNKNOWN - --name NAME is needed$/],
    ["a needed operand that is missing", ["check", "pipeline"], /^PIPELINE UNKNOWN - missing required arg/],
    ["an operand too many", ["check", "registries", "x"], /^REGISTRIES UNKNOWN - too many arguments/],
    ["a wrong format", ["check", "registries", "-o", "pdf"], /^REGISTRIES UNKNOWN - --output/],
    [
      "a context that is none",
      ["check", "registries", "--context", "a"],
      /^REGISTRIES UNKNOWN - no context "a"/,
    ],
    ["several contexts", ["check", "registries", "--context", "a,b"], /^REGISTRIES UNKNOWN - no context "a"/],
    ["a system that is not configured", ["check", "scope-lag"], /^SCOPE-LAG UNKNOWN - scope: /],
    [
      "limits the wrong way round",
      ["check", "scope-lag", "--warn", "2h", "--crit", "1h"],
      /^SCOPE-LAG UNKNOWN - --warn is greater than --crit/,
    ],
    [
      "ages the wrong way round",
      ["check", "report", "--name", "x", "--warn-age", "2h", "--max-age", "1h"],
      /^REPORT UNKNOWN - --warn-age is greater than --max-age/,
    ],
  ])("%s", async (_, argv, line) => {
    const { code, stdout, stderr } = await memoryProgram({ env }).run(...argv);
    expect({ code, stderr }).toEqual({ code: 3, stderr: "" });
    expect(stdout.split("\n")[0]).toMatch(line);
  });

  it.each([
    ["401", { status: 401, body: { message: "no|more" } }, /^REGISTRIES UNKNOWN - registries: .*no\/more/],
    ["403", { status: 403 }, /^REGISTRIES UNKNOWN - registries: /],
    ["500", { status: 500 }, /^REGISTRIES UNKNOWN - registries: /],
    ["no answer", cut(), /^REGISTRIES UNKNOWN - registries: http:\/\/seer.test: /],
    ["a page", { body: "<html>t0ken-canary</html>" }, /^REGISTRIES UNKNOWN - registries: .*not JSON/],
  ])("a server with %s", async (_, answer, line) => {
    const { code, stdout } = await fakeServer("http://seer.test", () => answer, { env }).run(
      ...["check", "registries", "--retries", "0"],
    );
    expect(code).toBe(3);
    expect(stdout.split("\n")[0]).toMatch(line);
    expect(stdout).not.toContain("t0ken-canary");
  });

  it("a broken configuration", async () => {
    expect(await memoryProgram({ config: "{" }).run("check", "registries")).toMatchObject({ code: 3 });
  });

  it("an interruption", async () => {
    const { Fault } = await import("../../../src/errors.ts");
    const signal = AbortSignal.abort(new Fault("terminated", "terminated"));
    const world = { ...memoryWorld(), env: { ...env, RPTCTL_CONFIG_DIR: "/nowhere" }, signal };
    expect(await main(["check", "registries"], world)).toBe(3);
    expect(world.stdout.text).toBe("REGISTRIES UNKNOWN - terminated\n");
  });

  it("a line that nobody takes", async () => {
    const world = memoryWorld();
    world.stdout.write = () => Promise.reject(Object.assign(new Error("full"), { code: "ENOSPC" }));
    expect(await main(["check", "nosuch"], world)).toBe(3);
  });

  it.each([[["check"]], [["check", "--help"]], [["check", "report", "-h"]]])("%j, its help", async (argv) => {
    const { code, stdout } = await memoryProgram().run(...argv);
    expect({ code, help: stdout.includes("USAGE\n  rptctl check") }).toEqual({ code: 3, help: true });
  });
});

it.each([
  [["scope", "nosuch"], 2],
  [["scope", "list", "--context", "check"], 3],
  [["--context", "check", "scope", "nosuch"], 2],
  [["help", "check", "nosuch"], 2],
])("%j is told as ever", async (argv, code) => {
  const ended = await memoryProgram().run(...argv);
  expect(ended).toMatchObject({ code, stdout: "" });
  expect(ended.stderr).toMatch(/^rptctl: /);
});

it("has no group that answers so but check", () => {
  const plugins = Object.entries(commands.children).filter(([, node]) => "plugin" in node);
  expect(plugins.map(([name]) => name)).toEqual(["check"]);
});
