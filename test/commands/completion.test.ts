import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import type { Context } from "../../src/cli/context.ts";
import completion from "../../src/commands/completion.ts";
import { memoryProgram } from "../memory-program.ts";
import { memoryWorld } from "../output/memory-world.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const shells = [
  ["bash", "rptctl.bash"],
  ["zsh", "_rptctl"],
  ["fish", "rptctl.fish"],
  ["powershell", "rptctl.ps1"],
] as const;

function print(shell: (typeof shells)[number][0], program: string) {
  const context = { world: { ...memoryWorld(), program } } as unknown as Context;
  return completion.run(context, { flags: {}, operands: { shell } });
}

it.each(shells)("prints the script of %s as it comes with the package", async (shell, name) => {
  const text = readFileSync(join(root, "completions", name), "utf8");
  expect(await print(shell, join(root, "bin/rptctl.js"))).toEqual({ kind: "text", text });
});

it("prints what is packaged where the package is no directory", async () => {
  const world = { ...memoryWorld(), packaged: (path: string) => `the text of ${path}` };
  const context = { world } as unknown as Context;
  const result = await completion.run(context, { flags: {}, operands: { shell: "zsh" } });
  expect(result).toEqual({ kind: "text", text: "the text of completions/_rptctl" });
});

it("says what to do where the package is not whole", async () => {
  await expect(print("bash", "/nowhere/bin/rptctl.js")).rejects.toMatchObject({
    code: "failure",
    hints: ["it comes with the package: install rptctl again"],
  });
});

it("refuses a shell that it does not know", async () => {
  const { code, stderr } = await memoryProgram().run("completion", "tcsh");
  expect([code, stderr.split("\n")[0]]).toEqual([
    2,
    'rptctl: SHELL: "tcsh" is not one of bash, zsh, fish, powershell',
  ]);
});
