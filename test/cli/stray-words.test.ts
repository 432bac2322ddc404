import { describe, expect, it } from "vitest";
import { memoryProgram } from "../memory-program.ts";

describe("a line without a command", () => {
  it.each<[readonly string[], string, string | undefined]>([
    [["-x"], "unknown option '-x'", undefined],
    [["-V"], "unknown option '-V'", undefined],
    [["--vresion"], "unknown option '--vresion'", "--version"],
    [["--outptu=json"], "unknown option '--outptu=json'", "--output"],
    [["auth", "--bogus"], "unknown option '--bogus'", undefined],
    [["--", "scope", "list"], "a command is needed", undefined],
    [["-q", "sandbox", "-qx"], "unknown option '-qx'", undefined],
  ])("refuses %j", async (argv, said, near) => {
    const { code, stdout, stderr } = await memoryProgram().run(...argv);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(`rptctl: ${said}\n`);
    if (near !== undefined) expect(stderr).toContain(`Did you mean ${near}?`);
  });

  it.each([[[]], [["-q"]], [["--context", "prod"]], [["-qojson"]], [["auth", "-o", "json"]]])(
    "shows what there is for %j",
    async (argv) => {
      const { code, stdout } = await memoryProgram().run(...argv);
      expect(code).toBe(0);
      expect(stdout).toMatch(/^USAGE\n {2}rptctl /m);
    },
  );
});

it.each([["-o=json"], ["-qo=json"], ["-ojson"], ["--output=json"]])("takes %s", async (typed) => {
  expect(JSON.parse((await memoryProgram().run("context", "list", typed)).stdout)).toEqual([]);
});
