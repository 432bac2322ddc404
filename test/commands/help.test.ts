import { expect, it } from "vitest";
import { topics } from "../../src/docs/topics/index.ts";
import { exitCodes } from "../../src/errors.ts";
import { memoryProgram } from "../memory-program.ts";

it.each([
  [["help"], ["--help"]],
  [
    ["help", "scope"],
    ["scope", "--help"],
  ],
  [
    ["help", "scope", "reset"],
    ["scope", "reset", "--help"],
  ],
  [
    ["help", "scope", "ls"],
    ["scope", "list", "-h"],
  ],
])("%j says what %j says", async (help, flag) => {
  const program = memoryProgram();
  const said = await program.run(...help);
  expect(said).toEqual(await program.run(...flag));
  expect(said).toMatchObject({ code: 0, stderr: "" });
  expect(said.stdout).toContain("USAGE\n  rptctl");
});

it.each([
  [["scop"], 'unknown command "rptctl scop"', 'did you mean "rptctl scope"?'],
  [["scope", "resett"], 'unknown command "rptctl scope resett"', 'did you mean "rptctl scope reset"?'],
  [["exit-code"], 'no command or topic is called "exit-code"', 'did you mean "rptctl help exit-codes"?'],
  [["scope", "get", "more"], 'there is nothing below "rptctl scope get": more', "rptctl help scope get"],
])("help %j names the nearest", async (words, message, hint) => {
  const said = await memoryProgram().run("help", ...words);
  expect(said).toMatchObject({ code: 2, stdout: "" });
  expect(said.stderr.split("\n").slice(0, 2)).toEqual([`rptctl: ${message}`, `  hint: ${hint}`]);
});

it("needs no configuration that can be read", async () => {
  expect(await memoryProgram({ config: "{" }).run("help", "scope")).toMatchObject({ code: 0, stderr: "" });
});

it("names its topics, also where no command is given", async () => {
  const program = memoryProgram();
  for (const line of [["help"], ["help", "--help"]]) {
    const { stdout } = await program.run(...line);
    for (const topic of Object.keys(topics)) expect(stdout).toContain(topic);
  }
});

it("lists every exit code", async () => {
  const { stdout } = await memoryProgram().run("help", "exit-codes");
  for (const [code, exit] of Object.entries(exitCodes)) {
    expect(stdout).toMatch(new RegExp(`^ +${exit} +${code} +\\S`, "m"));
  }
});

it.each(Object.keys(topics))("help %s fits a pipe and a terminal of any width", async (topic) => {
  const { stdout } = await memoryProgram().run("help", topic);
  expect(stdout).toMatch(/^[A-Z]/);
  // A line of code cannot be broken.
  const lines = stdout.split("\n").filter((line) => !/^ {4}\S/.test(line));
  expect(lines.filter((line) => line.length > 80 || /\s$/.test(line))).toEqual([]);
});
