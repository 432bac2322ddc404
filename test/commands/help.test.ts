import { describe, expect, it } from "vitest";
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

describe("the tree as data", () => {
  type Told = Record<string, unknown> & {
    command: string;
    flags: { name: string }[];
    examples: { line: string }[];
  };
  const told = async (...line: string[]) => {
    const { code, stdout, stderr } = await memoryProgram().run("help", ...line);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    return JSON.parse(stdout) as Told[];
  };

  it.each([[["--json"]], [["-o", "json"]], [["--jq", "."]]])(
    "is what help %j prints, the root first",
    async (flags) => {
      const all = await told(...flags);
      expect(all[0]).toMatchObject({ command: "rptctl", kind: "group", path: [] });
      expect(all[0]!.flags.map(({ name }) => name)).toContain("--output");
      expect(all.length).toBeGreaterThan(90);
      expect(all.map(({ command }) => command)).not.toContain("rptctl sandbox serve");
    },
  );

  it("tells of a command what a program needs to know of it", async () => {
    const [list, ...more] = await told("scope", "ls", "--json");
    expect(more).toEqual([]);
    expect(list).toMatchObject({
      command: "rptctl scope list",
      path: ["scope", "list"],
      aliases: ["rptctl scope ls"],
      kind: "command",
      summary: "List scopes",
      usage: "rptctl scope list [flags]",
      operands: [],
      effect: "read",
      formats: ["table", "json", "ndjson", "csv", "yaml", "id"],
      exitCodes: [0, 1, 2, 3, 4, 5, 6, 8, 9, 130, 141, 143],
    });
    expect(list!.flags).toContainEqual({
      name: "--page-size",
      short: null,
      summary: "scopes a request (default 1000)",
      value: "N",
      values: null,
      completes: null,
      default: "1000",
      required: false,
      repeatable: false,
      commas: false,
      env: null,
      excludes: [],
    });
    expect(list!.examples[0]).toEqual({ line: "rptctl scope list", says: null, exit: 0 });
  });

  it("says where a global flag's value comes from", async () => {
    const [root] = await told("--json");
    expect(root!.flags).toContainEqual(
      expect.objectContaining({ name: "--timeout", default: "30s", env: "RPTCTL_TIMEOUT" }),
    );
    expect(root!.flags).toContainEqual(expect.objectContaining({ name: "--context", env: "RPTCTL_CONTEXT" }));
  });

  it("knows a monitoring plugin by its exit codes", async () => {
    const checks = await told("check", "--json");
    expect(checks.slice(1).map(({ exitCodes }) => exitCodes)).toEqual(
      checks.slice(1).map(() => [0, 1, 2, 3]),
    );
  });

  it("is asked for by the line alone: who configured json still reads the help", async () => {
    const { stdout } = await memoryProgram({ env: { RPTCTL_OUTPUT: "json" } }).run("help", "scope");
    expect(stdout).toContain("USAGE\n  rptctl scope");
  });
});

describe("the look of help", () => {
  const bold = /\u001b\[1mUSAGE\u001b\[22m/;

  it.each([
    [{ terminal: 80 }, ["scope", "list", "--help"], true],
    [{ terminal: 80 }, ["help", "scope"], true],
    [{ terminal: 80 }, ["scope", "list", "--help", "--color", "never"], false],
    [{ terminal: 80, env: { NO_COLOR: "1" } }, ["scope", "--help"], false],
    [{}, ["scope", "list", "--help"], false],
    [{}, ["scope", "list", "--help", "--color=always"], true],
  ])("with %j, %j is bold: %j", async (options, line, isBold) => {
    const { stdout } = await memoryProgram(options).run(...line);
    expect(bold.test(stdout)).toBe(isBold);
  });

  it.each([60, 80, 120])(
    "fits a terminal of %i characters, but for what cannot be broken",
    async (terminal) => {
      for (const line of [["help"], ["help", "sched", "create"], ["help", "flags"]]) {
        const { stdout } = await memoryProgram({ terminal, env: { NO_COLOR: "1" } }).run(...line);
        const prose = stdout.split("\n").filter((text) => !/^ {2}(rptctl|#)|^ {4}\S/.test(text));
        // One word alone may be longer.
        expect(
          prose.filter(
            (text) => text.length > terminal && /\S {1,2}\S/.test(text.trim().slice(terminal / 2)),
          ),
        ).toEqual([]);
      }
    },
  );

  it("leads with how it is called and with examples, and groups the flags", async () => {
    const { stdout } = await memoryProgram().run("scope", "reset", "--help");
    expect(stdout.match(/^[A-Z][A-Z ]+$/gm)).toEqual([
      "USAGE",
      "EXAMPLES",
      "DETAILS",
      "OPERANDS",
      "FLAGS",
      "COMMON FLAGS",
    ]);
    expect(stdout).toContain("--dry-run");
    expect(stdout).not.toContain("--ca-file");
  });
});
