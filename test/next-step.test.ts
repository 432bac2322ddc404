import { describe, expect, it } from "vitest";
import { exitCodes, Fault, type FaultCode, usage } from "../src/errors.ts";
import { withNextStep } from "../src/next-step.ts";
import { memoryProgram } from "./memory-program.ts";

describe("what to type next", () => {
  it.each([
    [usage("no"), "rptctl help scope reset"],
    [new Fault("config", "no"), "rptctl help environment tells what is read, and from where"],
    [new Fault("config", "no", { system: "rpt" }), "rptctl doctor rpt examines what is configured"],
    [new Fault("auth", "no", { system: "rpt" }), "rptctl auth login rpt"],
  ])("is said where nothing better is: %o", (fault, hint) => {
    expect(withNextStep(fault, ["scope", "reset"])).toMatchObject({ ...fault, hints: [hint] });
  });

  it("is left to what knows better", () => {
    const fault = usage("no", "write 5m");
    expect(withNextStep(fault, ["scope"])).toBe(fault);
  });

  it("is nothing where typing does not help", () => {
    const others = (Object.keys(exitCodes) as FaultCode[]).filter(
      (code) => exitCodes[code] > 4 || code === "failure",
    );
    for (const code of others) expect(withNextStep(new Fault(code, "no"), [])).toMatchObject({ hints: [] });
  });
});

const config = `current-context: lab
contexts:
  lab:
    scope: { url: "http://127.0.0.1:9", auth-url: "http://127.0.0.1:9", username: a, project-name: p }
    pipeline: { url: "http://127.0.0.1:9" }
`;

/** Slips of each kind, all refused before anything is sent. */
const lines: readonly (readonly [exit: number, ...argv: string[]])[] = [
  [2, "scoep"],
  [2, "scope", "lits"],
  [2, "--nope"],
  [2, "scope", "get"],
  [2, "scope", "get", "a", "b"],
  [2, "scope", "get", ""],
  [2, "scope", "get", "a\u0007"],
  [2, "scope", "list", "--limit", "x"],
  [2, "scope", "list", "-o", "nope"],
  [2, "scope", "list", "--jq", ".["],
  [2, "scope", "list", "--timezone", "Mars/Base"],
  [2, "scope", "list", "--active", "--inactive"],
  [2, "scope", "list", "--key-file", "x"],
  [2, "scope", "list", "--ca-file", "/nonexistent"],
  [2, "scope", "reset", "a"],
  [2, "scope", "reset", "--to", "now"],
  [2, "scope", "reset", "a", "--to", "31.12."],
  [2, "scope", "reset", "a", "--all-scopes", "--to", "now"],
  [2, "registries", "list", "--page-size", "0"],
  [2, "rpt", "calendar", "--from", "tomorrow", "--to", "today"],
  [2, "sched", "shift", "a", "--run", "now", "--by", "0s"],
  [2, "defs", "update", "a", "--set", "b"],
  [2, "reports", "download", "a", "b", "-O", "c"],
  [2, "rpt", "conf", "set", "a"],
  [2, "api", "scope", "http://x/"],
  [2, "api", "nope", "/x"],
  [2, "config", "set", "output", "nope"],
  [2, "config", "set", "nope", "1"],
  [2, "context", "set", "lab", "scope.url=ftp://x"],
  [2, "context", "set", "lab", "scope.nope=1"],
  [2, "context", "delete", "lab"],
  [2, "auth", "login", "pipeline", "--username", "a"],
  [2, "completion", "tcsh"],
  [2, "setup"],
  [3, "scope", "list", "--context", "nope"],
  [3, "rpt", "whoami"],
  [3, "context", "use", "nope"],
  [4, "pipeline", "list"],
];

describe("a line that is refused", () => {
  it.each(lines)(
    "with exit %d says what to type next: %j %j %j",
    async (exit, ...argv: readonly unknown[]) => {
      const ended = await memoryProgram({ config }).run(...(argv as string[]));
      expect(ended).toMatchObject({ code: exit, stdout: "" });
      expect(ended.stderr).toMatch(/\n {2}hint: \S/);
    },
  );

  it("and a configuration that is refused", async () => {
    const broken = memoryProgram({ config: "contexts: [" });
    const ended = await broken.run("scope", "list");
    expect(ended).toMatchObject({ code: 3, stderr: expect.stringMatching(/\n {2}hint: \S/) });
  });
});
