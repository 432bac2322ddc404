import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { freshHomes, startProgram } from "./program.ts";

const fresh = freshHomes();
const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** The program in an empty home, where a sandbox may be left running; it is stopped after the test. */
function homeWithSandboxes() {
  const home = fresh();
  const env = { HOME: home, RPTCTL_KEYRING: "off" };
  const run = (...argv: string[]) => startProgram(argv, { env }).ended;
  const start = async (...flags: string[]) => {
    ends.push(() => run("sandbox", "stop", ...flags));
    return run("sandbox", "start", ...flags);
  };
  return { home, run, start };
}

describe("the sandbox as a process of its own", () => {
  it("serves commands until it is stopped, and keeps its state", async () => {
    const { home, run, start } = homeWithSandboxes();
    expect(await start()).toMatchObject({ code: 0 });
    expect(await run("scope", "disable", "checkout")).toMatchObject({ code: 0, stdout: "checkout\n" });
    expect(await run("sandbox", "stop")).toMatchObject({ code: 0 });
    expect(await run("scope", "list", "--retries", "0")).toMatchObject({ code: 9, stdout: "" });

    expect(await start()).toMatchObject({ code: 0 });
    const ended = await run("scope", "get", "checkout", "--jq", ".active", "--context", "sandbox");
    expect(ended).toMatchObject({ code: 0, stdout: "false\n", stderr: "" });
    expect(readFileSync(join(home, ".config/rptctl/config.yaml"), "utf8")).not.toContain("adminpw");
  });

  it("is not taken for another one with a state of its own", async () => {
    const { home, run, start } = homeWithSandboxes();
    await start();
    await start("--state", join(home, "two"));
    await run("scope", "disable", "checkout", "--context", "sandbox-two");
    const active = (name: string) => run("scope", "get", "checkout", "--jq", ".active", "--context", name);
    expect((await active("sandbox")).stdout).toBe("true\n");
    expect((await active("sandbox-two")).stdout).toBe("false\n");
  });

  it("can be steered from within the command that it runs", async () => {
    const { run } = homeWithSandboxes();
    const script =
      "rptctl sandbox fault 'GET /v2/scope' --status 503 --times 1 -q; rptctl scope list --limit 1 -o id --retries 0; " +
      "rptctl scope get checkout -o id; rptctl sandbox advance 1d";
    const ended = await run("sandbox", "exec", "--clock", "2027-01-01T06:00Z", "--", "sh", "-c", script);
    expect(ended.stderr).toContain("503");
    expect(ended.stdout.split("\n").at(-2)).toMatch(/^2027-01-02T06:00:/);
    expect(ended.stdout).toContain("checkout\n");
  });

  it("runs a command against a sandbox of its own, passes on its exit code and leaves nothing", async () => {
    const { home, run } = homeWithSandboxes();
    const script = "rptctl scope get checkout -o id; rptctl scope get nobody; exit 42";
    const ended = await run("sandbox", "exec", "--", "sh", "-c", script);
    expect(ended).toMatchObject({ code: 42, stdout: "checkout\n" });
    expect(ended.stderr).toContain('no scope has the id "nobody"');
    expect(existsSync(join(home, ".config")) || existsSync(join(home, ".local"))).toBe(false);
  });
});
