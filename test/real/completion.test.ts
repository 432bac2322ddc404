import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bashCompletion } from "../../src/docs/bash.ts";
import { fishCompletion } from "../../src/docs/fish.ts";
import { docModel } from "../../src/docs/model.ts";
import { zshCompletion } from "../../src/docs/zsh.ts";
import { tree } from "../docs/tree.ts";
import { needPackages } from "./packages.ts";
import { saySkipped } from "./skip.ts";
import { Terminal } from "./terminal.ts";

const reason = await needPackages(["bash", "bash-completion", "zsh", "fish", "bsdutils"]);
if (reason !== undefined) saySkipped("shells", reason);

const root = fileURLToPath(new URL("../..", import.meta.url));
const formats = ["table", "json", "ndjson", "csv", "yaml", "id"];

/** What is typed, and what is offered; of `--flag=value` the value alone. */
const table: readonly (readonly [line: string, offered: readonly string[]])[] = [
  ["rptctl ", ["context", "find", "nested", "pack", "thing"]],
  ["rptctl th", ["thing"]],
  ["rptctl thing l", ["list"]],
  ["rptctl nested thing ", ["get", "list", "send"]],
  ["rptctl nested thing ls --st", ["--state"]],
  ["rptctl thing --ta", ["--tag"]],
  ["rptctl thing list --state ", ["all", "done", "undone"]],
  ["rptctl thing list --state d", ["done"]],
  ["rptctl thing list --state=d", ["done"]],
  ["rptctl thing list --state=", ["all", "done", "undone"]],
  ["rptctl thing list --tag a:b --state u", ["undone"]],
  ["rptctl thing list --tag=a=b:c --state u", ["undone"]],
  ["rptctl thing list --tag ", []],
  ["rptctl thing list -o ", formats],
  ["rptctl thing list -qo ", formats],
  ["rptctl thing list -ojson --sta", ["--state"]],
  ["rptctl pack -o i", ["ics", "id"]],
  ["rptctl pack --output i", ["ics", "id"]],
  ["rptctl -o json th", ["thing"]],
  ["rptctl --state all thing li", ["list"]],
  ["rptctl --color a", ["always", "auto"]],
  ["rptctl thing get --col", ["--color", "--columns"]],
  ["rptctl pack --key ", ["mine", "yours"]],
  ["rptctl pack --key", ["--key"]],
  ["rptctl inner --di", ["--dir"]],
  ["rptctl thing get --context ", ["prod", "staging"]],
  ["rptctl --context=s", ["staging"]],
  ["rptctl context use p", ["prod"]],
  ["rptctl pack --file o", ["one.txt"]],
  ["rptctl pack -f o", ["one.txt"]],
  ["rptctl pack --file=o", ["one.txt"]],
  ["rptctl pack --dir f", ["folder"]],
  ["rptctl thing send ", ["fast", "slow"]],
  ["rptctl thing send fast o", ["one.txt"]],
  ["rptctl thing send --quiet fast one.txt t", ["two.txt"]],
  ["rptctl thing get ", []],
  ["rptctl thing send -- f", ["fast"]],
  ["rptctl thing get -- --col", []],
  ["rptctl thing -- l", []],
  ["rptctl -- thing l", []],
  ["rptctl find ", ["5f4d-a", "5f4d-b", "9b1d:c", "once"]],
  ["rptctl find 5f", ["5f4d-a", "5f4d-b"]],
  ["rptctl find 5f4d-a 9", ["9b1d:c"]],
  ["rptctl find --near 5", ["5f4d-a", "5f4d-b"]],
  ["rptctl find --near=5", ["5f4d-a", "5f4d-b"]],
  ["rptctl find --near once,5", ["once,5f4d-a", "once,5f4d-b"]],
  ["rptctl find --context staging o", ["elsewhere-once"]],
];

/** Names as the worst of servers would have them. */
const hostile = {
  "5f4d-a": "Web $(touch pwned) `touch pwned`",
  "5f4d-b": "Mail; touch pwned 'x\" %F{red} $HOME * [a",
  "9b1d:c": "a: b :c",
  once: "",
};

/** Stands for the program: says what it was called with. */
const program = `#!/bin/sh
if [ "$1" = __complete ]; then exec "${process.execPath}" "$0.js" "$@"; fi
printf '<%s>' called "$@"; echo
`;

/** What it answers to the completion scripts: what begins as typed, else what is called so. */
const answers = `
const [, what, text, ...line] = process.argv.slice(2);
const typed = text.slice("--typed=".length);
const comma = typed.lastIndexOf(",") + 1;
const last = typed.slice(comma);
const ids = line.includes("staging") ? { "elsewhere-once": "once" } : ${JSON.stringify(hostile)};
const names = what === "context" ? { prod: "", staging: "" } : ids;
const begin = Object.keys(names).filter((id) => id.startsWith(last));
const found = begin.length > 0 ? begin : Object.keys(names).filter((id) => names[id].includes(last));
for (const id of found) console.log(typed.slice(0, comma) + id + (names[id] && "\\t" + names[id]));
`;

/** Where no operand is left, zsh offers the flags by itself. */
const full: (typeof table)[number] = ["rptctl thing get x ", []];

describe.skipIf(reason !== undefined)("completion in real shells", () => {
  let directory: string;
  let env: Record<string, string>;
  const path = (name: string) => join(directory, name);

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), "rptctl-completion-"));
    const model = await docModel(tree);
    const template = (name: string) => readFileSync(join(root, "src/docs/shells", name), "utf8");
    mkdirSync(path("bin"));
    mkdirSync(path("fpath"));
    mkdirSync(path("share/bash-completion/completions"), { recursive: true });
    const bash = bashCompletion(model, template("rptctl.bash"));
    writeFileSync(path("rptctl.bash"), bash);
    writeFileSync(path("share/bash-completion/completions/rptctl"), bash);
    writeFileSync(path("fpath/_rptctl"), zshCompletion(model, template("_rptctl")));
    writeFileSync(path("rptctl.fish"), fishCompletion(model, template("rptctl.fish")));
    writeFileSync(path("bin/rptctl"), program);
    writeFileSync(path("bin/rptctl.js"), answers);
    chmodSync(path("bin/rptctl"), 0o755);
    mkdirSync(path("work/folder"), { recursive: true });
    for (const name of ["one.txt", "two.txt", "with space.txt"]) writeFileSync(path(`work/${name}`), "");
    env = {
      HOME: directory,
      PATH: `${path("bin")}:${process.env.PATH}`,
      TERM: "dumb",
      LC_ALL: "C.UTF-8",
      XDG_DATA_HOME: path("share"),
    };
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  function run(program: string, args: readonly string[]): string {
    return execFileSync(program, args, { cwd: path("work"), env, encoding: "utf8" });
  }

  /** The words themselves, of whatever form the shell gives them. */
  function plain(offered: string): string[] {
    const words = offered
      .split("\n")
      .map((line) => line.replace(/(\t| {2}[(]).*/, "").replace(/^--[\w-]+=/, ""));
    return [...new Set(words.map((word) => word.replace(/\/$/, "")))].filter((word) => word !== "").sort();
  }

  describe("bash", () => {
    const script = `source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _rptctl; printf '%s\\n' "\${COMPREPLY[@]}"`;

    it.each([...table, full])("%s", (line, offered) => {
      // As readline cuts it.
      const words: string[] = [...(line.match(/[=:]+|[^\s=:]+/g) ?? [])];
      if (line.endsWith(" ")) words.push("");
      const said = run("bash", ["--norc", "-uc", script, "bash", path("rptctl.bash"), ...words]);
      expect(plain(said)).toEqual([...offered].sort());
    });

    it.each([
      ["rptctl th\tli\t--sta\td\t", "<called><thing><list><--state><done>"],
      ["rptctl thing list --state=d\t", "<called><thing><list><--state=done>"],
      ["rptctl pack --file=o\t", "<called><pack><--file=one.txt>"],
      ["rptctl pack --file wi\t", "<called><pack><--file><with space.txt>"],
      ["rptctl pack --file 'wi\t", "<called><pack><--file><with space.txt>"],
      ["rptctl pack --dir f\t", "<called><pack><--dir><folder/>"],
      ["rptctl context use s\t", "<called><context><use><staging>"],
      ["rptctl find 9b\t", "<called><find><9b1d:c>"],
      ["rptctl find 9b1d:\t", "<called><find><9b1d:c>"],
      ["rptctl find Mail\t", "<called><find><5f4d-b>"],
      ["rptctl find 'Mail; t\t", "<called><find><5f4d-b>"],
      ["rptctl find 5\t\t\ta\t", "<called><find><5f4d-a>"],
    ])("%j typed at a prompt", async (keys, called) => {
      const terminal = new Terminal("bash --norc --noprofile", path("work"), { ...env, PS1: "ready> " });
      try {
        await terminal.until(/ready> /);
        terminal.type(`source ${path("rptctl.bash")}\n`);
        await terminal.until(/ready> /);
        terminal.type(`${keys}\n`);
        expect((await terminal.until(/<called>\S.*(?=\r)/))[0]).toBe(called);
      } finally {
        await terminal.close();
      }
    });

    it("lists names beside ids, and runs nothing of them", async () => {
      const terminal = new Terminal("bash --norc --noprofile", path("work"), { ...env, PS1: "ready> " });
      try {
        await terminal.until(/ready> /);
        terminal.type(`source ${path("rptctl.bash")}\n`);
        await terminal.until(/ready> /);
        terminal.type("rptctl find 5f\t\t\t");
        const [shown] = await terminal.until(/5f4d-b {2}\(.*\)/);
        expect(shown).toContain(`(${hostile["5f4d-b"]})`);
        expect(existsSync(path("work/pwned"))).toBe(false);
      } finally {
        await terminal.close();
      }
    });

    it("is found by the bash-completion package", async () => {
      const terminal = new Terminal("bash --norc --noprofile", path("work"), { ...env, PS1: "ready> " });
      try {
        await terminal.until(/ready> /);
        terminal.type("source /usr/share/bash-completion/bash_completion\n");
        await terminal.until(/ready> /);
        terminal.type("rptctl th\tli\t--state=u\t\n");
        expect((await terminal.until(/<called>\S.*(?=\r)/))[0]).toBe("<called><thing><list><--state=undone>");
      } finally {
        await terminal.close();
      }
    });
  });

  describe("zsh", () => {
    let terminal: Terminal;
    // Notes what is offered, and says when the offer is complete.
    const setup = (directory: string) => `
PROMPT='ready> ' LISTMAX=10000
unsetopt autolist automenu beep promptsp
fpath=(${directory}/fpath $fpath)
autoload -U compinit && compinit -u -d ${directory}/zcompdump
compadd() {
  if [[ \${@[1,(i)(-|--)]} == *-(O|A|D)\\ * ]]; then builtin compadd "$@"; return; fi
  local -a hits
  builtin compadd -A hits "$@"
  (( $#hits )) && print -rl -- $hits >>${directory}/offered
  builtin compadd "$@"
}
offered() { print -n "<end of offer>" }
watch() { comppostfuncs=(offered) }
bindkey '^I' complete-word '^U' kill-whole-line
`;

    beforeAll(async () => {
      writeFileSync(path("setup.zsh"), setup(directory));
      terminal = new Terminal("zsh -f -i", path("work"), env);
      terminal.type(`source ${path("setup.zsh")}; print set'' up\n`);
      await terminal.until(/set up\r?\n/);
    });
    afterAll(() => terminal.close());

    it.each(table)("%s", async (line, offered) => {
      writeFileSync(path("offered"), "");
      // It holds for one completion only.
      terminal.type(`compprefuncs=(watch)\n${line}\t`);
      await terminal.until(/<end of offer>/);
      terminal.type("\x15");
      expect(plain(readFileSync(path("offered"), "utf8"))).toEqual([...offered].sort());
    });

    it.each([
      ["rptctl find Mail\t", "<called><find><5f4d-b>"],
      ["rptctl find 9b1d:\t", "<called><find><9b1d:c>"],
    ])("%j typed at a prompt", async (keys, called) => {
      terminal.type(`${keys}\n`);
      expect((await terminal.until(/<called>\S.*(?=\r)/))[0]).toBe(called);
    });

    it("lists names beside ids, and runs nothing of them", async () => {
      terminal.type("setopt autolist\nrptctl find 5f\t\t");
      await terminal.until(/5f4d-b {2}-- Mail; touch pwned 'x" %F\{red\} \$HOME/);
      terminal.type("\x15unsetopt autolist\n");
      expect(existsSync(path("work/pwned"))).toBe(false);
    });

    it("also takes the script from source", () => {
      const script = "autoload -U compinit; compinit -u -D; source $1; print $_comps[rptctl]";
      expect(run("zsh", ["-fc", script, "zsh", path("fpath/_rptctl")])).toBe("_rptctl\n");
    });
  });

  describe("fish", () => {
    let answers: readonly string[];

    beforeAll(() => {
      const script = `source $argv[1]; for line in $argv[2..]; complete -C $line; echo ----; end`;
      const lines = [...table, full].map(([line]) => line);
      answers = run("fish", ["--no-config", "-c", script, path("rptctl.fish"), ...lines]).split("----\n");
    });

    it.each([...table, full].map(([line, offered], index) => [line, offered, index] as const))(
      "%s",
      (_, offered, index) => {
        expect(plain(answers[index]!)).toEqual([...offered].sort());
      },
    );

    it("shows names beside ids, and runs nothing of them", () => {
      const said = run("fish", [
        "--no-config",
        "-c",
        `source $argv[1]; complete -C "rptctl find "`,
        path("rptctl.fish"),
      ]);
      expect(said).toBe(
        `${Object.entries(hostile)
          .map(([id, name]) => (name === "" ? id : `${id}\t${name}`))
          .join("\n")}\n`,
      );
      expect(existsSync(path("work/pwned"))).toBe(false);
    });

    it("says what the offered words are for", () => {
      const said = run("fish", [
        "--no-config",
        "-c",
        `source $argv[1]; complete -C "rptctl "`,
        path("rptctl.fish"),
      ]);
      expect(said).toContain("pack\tPack: with 100% of its formats");
    });
  });

  it.each([
    ["bash", ["-n", "completions/rptctl.bash"]],
    ["zsh", ["-n", "completions/_rptctl"]],
    ["fish", ["--no-execute", "completions/rptctl.fish"]],
  ])("%s reads the script that comes with the program", (shell, args) => {
    execFileSync(shell, args, { cwd: root });
  });
});
