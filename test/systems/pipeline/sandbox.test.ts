import { describe, expect, it } from "vitest";
import { tokenOf } from "../../../src/sandbox/pipeline/tokens.ts";
import { steer } from "../../../src/sandbox/running.ts";
import { memoryProgram } from "../../memory-program.ts";
import { running, temporaryDirectory } from "../../sandbox/running.ts";

/** A sandbox of its own, a program that speaks to it, and the sandbox's time, which passes while the program sleeps. */
async function opsera(options: { auditEntries?: number } = {}) {
  const state = temporaryDirectory();
  const clock = Date.parse("2026-11-22T12:00:00Z");
  const sandbox = await running({ state, clock, ...options });
  const program = memoryProgram({
    env: sandbox.environment,
    onSleep: (milliseconds) => steer(state).advance(Math.round(milliseconds)),
  });
  const run = (...argv: string[]) => program.run("pipeline", ...argv);
  const pipelines: { _id: string; name: string }[] = JSON.parse((await run("list", "-o", "json")).stdout);
  const idOf = (name: string) => pipelines.find((pipeline) => pipeline.name === name)?._id ?? "";
  return { run, idOf };
}

describe("pipelines over HTTP", () => {
  it("run, wait and succeed", async () => {
    const { run, idOf } = await opsera();
    const id = idOf("Blank Template");
    const { code, stdout, stderr } = await run("run", id, "--wait");
    expect([code, stdout]).toEqual([0, "4\n"]);
    expect(stderr).toContain("Run 4 was successful");
    expect((await run("status", id)).stdout).toMatch(/^status +success$/m);
    expect(JSON.parse((await run("get", id, "-o", "json")).stdout).workflow.run_count).toBe(4);
  });

  it("fail, with every line of the log once", async () => {
    const { run, idOf } = await opsera();
    const id = idOf("Nightly tests");
    const followed = await run("run", id, "--follow", "-o", "id");
    expect(followed.code).toBe(10);
    const lines = followed.stdout.trim().split("\n");
    const log = (await run("logs", id, "--run", "6", "-o", "id")).stdout.trim().split("\n");
    expect(lines).toEqual(log.reverse());
    expect(log.length).toBeGreaterThan(5);
    expect((await run("logs", id, "--console")).stdout).not.toContain("Step Build started");
  });

  it("pause, refuse to run then, and are reset", async () => {
    const { run, idOf } = await opsera();
    const id = idOf("Production release");
    const waited = await run("run", id, "--wait", "--wait-timeout", "1m");
    if (waited.code === 124) expect(waited.stderr).toContain("is paused");
    else expect(waited.code).toBe(10);
    const refused = await run("run", id);
    expect(refused.code).toBe(10);
    expect(refused.stderr).toContain("is currently in a paused state");
    expect((await run("reset", id, "-y")).code).toBe(0);
    expect((await run("run", id)).code).toBe(0);
  });

  it("stop after the step that runs", async () => {
    const { run, idOf } = await opsera();
    const id = idOf("Reindex catalogue");
    await run("run", id);
    const { code, stderr } = await run("stop", id, "--wait");
    expect(code).toBe(0);
    expect(stderr).toContain("runs no longer: it is stopped");
    expect((await run("stop", id)).code).toBe(8);
  });

  it("were never run, or belong to others, or are none", async () => {
    const { run, idOf } = await opsera();
    expect((await run("status", idOf("Déploiement démo"))).code).toBe(6);
    expect((await run("get", "0123456789abcdef01234567")).code).toBe(6);
  });

  it.each([
    ["pipeline-readonly", ["run", "5fd56d90979ee048ee660624"], "scope api or pipeline,"],
    ["pipeline", ["tools", "list"], "scope api or registry"],
    [
      "registry-readonly",
      ["tools", "update", "5fc7a12ebed9dd3a622f5d22", "--set", "name=x"],
      "scope api or registry,",
    ],
    ["registry", ["audit", "actions"], "scope api or security-logs"],
  ] as const)("with a token of scope %s cannot %j", async (scope, words, said) => {
    const sandbox = await running();
    const env = { ...sandbox.environment, RPTCTL_PIPELINE_TOKEN: tokenOf(scope) };
    const { code, stderr } = await memoryProgram({ env }).run("pipeline", ...words);
    expect(code).toBe(5);
    expect(stderr).toContain(said);
  });
});

describe("the registry and the audit logs over HTTP", () => {
  it("change a tool, and keep what is beside the change", async () => {
    const { run } = await opsera();
    const id = "5fc7a12ebed9dd3a622f5d22";
    const before = JSON.parse((await run("tools", "get", id, "-o", "json")).stdout);
    expect((await run("tools", "update", id, "--set", "configuration.userId=bot")).code).toBe(0);
    const after = JSON.parse((await run("tools", "get", id, "-o", "json")).stdout);
    expect(after.configuration).toEqual({ ...before.configuration, userId: "bot" });
    expect((await run("tools", "list", "-o", "id")).stdout.split("\n")).toContain(id);
  });

  it("list who did what, and say where a list is possibly cut", async () => {
    const { run } = await opsera({ auditEntries: 3000 });
    const actions = await run("audit", "actions", "-o", "json");
    expect(JSON.parse(actions.stdout)).toHaveLength(1000);
    expect(actions.stderr).toContain("possibly cut");
    const few = JSON.parse(
      (await run("audit", "tokens", "--scope", "api", "--count", "5", "-o", "json")).stdout,
    );
    expect(few).toHaveLength(5);
    expect(few.every(({ scope }: { scope: string }) => scope === "api")).toBe(true);
    const dated = JSON.parse(
      (await run("audit", "actions", "--date", "2026-11-20", "--type", "pipeline", "-o", "json")).stdout,
    );
    expect(dated.length).toBeGreaterThan(0);
    expect(dated.every(({ createdAt }: { createdAt: string }) => createdAt.startsWith("2026-11-20"))).toBe(
      true,
    );
  });
});
