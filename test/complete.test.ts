import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { keepSeen, type Named } from "../src/seen/store.ts";
import { imports, loadedWith } from "./imports.ts";
import { memoryProgram } from "./memory-program.ts";

const config = `current-context: lab
contexts:
  lab: { scope: { url: "https://lab" } }
  prod: { scope: { url: "https://prod" } }
  empty: {}
`;

const scopes: readonly Named[] = [
  ["5f4d-b", "Mail\n$(reboot)"],
  ["5f4d-a", "Web shop"],
  ["9b1d", ""],
  ["$(reboot)", "an id that a shell would run"],
  ["-rf", "an id that is a flag"],
  ["a b", "an id of two words"],
  ["@home", "an id that PowerShell would take for a variable"],
];

function programThatSaw(env: Readonly<Record<string, string>> = {}) {
  const program = memoryProgram({ config, env });
  const place = (context: string, server: string) => ({
    path: join(program.home, "seen", `${context}.scope.json`),
    server,
  });
  keepSeen(place("lab", "https://lab  "), "scope/scopes", scopes, []);
  keepSeen(place("prod", "https://prod  "), "scope/scopes", [["productive", ""]], []);
  return program;
}

describe("what the completion scripts ask", () => {
  it.each([
    [["context", "--typed="], "lab\tthe current context\nprod\nempty\n"],
    [["context", "--typed=pr"], "prod\n"],
    [["scope/scopes", "--typed="], "5f4d-b\tMail (reboot)\n5f4d-a\tWeb shop\n9b1d\n"],
    [["scope/scopes", "--typed=5"], "5f4d-b\tMail (reboot)\n5f4d-a\tWeb shop\n"],
    [["scope/scopes", "--typed=shop"], "5f4d-a\tWeb shop\n"],
    [["scope/scopes", "--typed=9b1d,5f4d-a"], "9b1d,5f4d-a\tWeb shop\n"],
    [["scope/scopes", "--typed=nothing"], ""],
    [["scope/scopes", "--typed=", "rptctl", "scope", "get", "--context", "prod"], "productive\n"],
    [["scope/scopes", "--typed=", "rptctl", "--context=prod", "scope"], "productive\n"],
    [["scope/scopes", "--typed=", "--context", "empty"], ""],
    [["scope/scopes", "--typed=", "--context", "nowhere"], ""],
    [["scope/others", "--typed="], ""],
    [["other/things", "--typed="], ""],
    [["scope/scopes"], "5f4d-b\tMail (reboot)\n5f4d-a\tWeb shop\n9b1d\n"],
    [[], ""],
  ])("%j", async (asked, stdout) => {
    expect(await programThatSaw().run("__complete", ...asked)).toEqual({ code: 0, stdout, stderr: "" });
  });

  it("follows RPTCTL_CONTEXT", async () => {
    const { stdout } = await programThatSaw({ RPTCTL_CONTEXT: "prod" }).run(
      "__complete",
      "scope/scopes",
      "--typed=",
    );
    expect(stdout).toBe("productive\n");
  });

  it.each(["RPTCTL_SCOPE_URL", "OS_CLOUD"])("knows nothing of the server that %s names", async (variable) => {
    const { stdout } = await programThatSaw({ [variable]: "other" }).run(
      "__complete",
      "scope/scopes",
      "--typed=",
    );
    expect(stdout).toBe("");
  });

  it("says nothing where the configuration is broken", async () => {
    const said = await memoryProgram({ config: "{" }).run("__complete", "context", "--typed=");
    expect(said).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  it("loads nothing that a request or a line needs", () => {
    const loaded = [...loadedWith("complete.ts", imports)].filter((name) =>
      /^(http|output|rows|systems|credentials|cli|commands)\//.test(name),
    );
    expect(loaded).toEqual([]);
  });
});
