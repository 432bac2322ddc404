import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { strToU8, zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Example } from "../../src/cli/command.ts";
import { leaves } from "../../src/cli/tree.ts";
import { exampleOf } from "../../src/cli/usage.ts";
import { commands } from "../../src/commands/index.ts";
import { steer } from "../../src/sandbox/running.ts";
import { type Sandbox, startSandbox } from "../../src/sandbox/server.ts";
import { groups } from "../commands/groups.ts";
import { programWords } from "../commands/line.ts";
import { type Ended, memoryProgram } from "../memory-program.ts";
import { programOnPath } from "./on-path.ts";

/** What has to be done before an example makes sense, by how it begins. */
const before: Readonly<Record<string, readonly string[]>> = {
  "rptctl pipeline stop": ["rptctl pipeline run 5fd56d90979ee048ee660624"],
  "rptctl defs import-": ["rptctl defs import role-report.rpz --upload-id nightly"],
  "rptctl sandbox stop": ["rptctl sandbox start"],
};

/** Examples that begin so have a sandbox of their own. */
const starts = /sandbox (start|stop)/;

/** What examples read from stdin. */
const stdin: Readonly<Record<string, string>> = { "rptctl auth login": "adminpw\n" };

const packageXml = (name: string) =>
  `<?xml version="1.0"?><PluginPackage><Name>${name}</Name><DisplayName>${name}</DisplayName><Format>PDF</Format><PlatformName>IDM</PlatformName></PluginPackage>`;
const rpz = (name: string) => zipSync({ "package.xml": strToU8(packageXml(name)) });

/** Files that examples name. */
const files: Readonly<Record<string, string | Uint8Array>> = {
  "config.yaml":
    "current-context: lab\noutput: table\ntimeout: 30s\ncontexts:\n  lab: {}\n  prod: {}\n  default: {}\n",
  "role-report.rpz": rpz("Another Report"),
  "reports.spz": zipSync({ "one.rpz": rpz("One Report"), "two.rpz": rpz("Two Reports") }),
  "weekly.yaml":
    "DisplayName: Weekly roles\nSchedule: { StartDate: +1d, RepeatUnit: WEEK, RepeatNumber: 1 }\n",
  "tool.yaml": "name: Jenkins 2\n",
  "password.txt": "hunter2\n",
};

/** Programs that examples pass something on to: they take it, whatever this machine has of that name. */
const others = { curl: "exit 0", lpr: "cat >/dev/null", pass: "echo opspw" };

const all = await Promise.all(
  [...leaves(commands)].map(async ({ path, leaf }) => ({ path, leaf, command: (await leaf.load()).default })),
);
const shown = all.filter(({ leaf }) => leaf.hidden !== true);

interface Told extends Example {
  /** It may change what others find in the sandbox. */
  readonly changes: boolean;
}

/** By their lines: what stands in the tree twice is run once. */
const examples = new Map<string, Told>();
for (const { group } of groups(commands)) {
  for (const each of group.examples ?? []) note(exampleOf(each), true);
}
for (const { command, path } of shown) {
  const changes = command.effect !== "read" && !(command.effect === "local" && path[0] !== "sandbox");
  for (const each of command.examples) note(exampleOf(each), changes);
}

function note(example: Example, changes: boolean): void {
  const only = example.line.includes("--dry-run");
  examples.set(example.line, { ...example, changes: changes && !only });
}

let sandbox: Sandbox;
let directory: string;
let state: string;
let path: string;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "rptctl-examples-"));
  state = join(directory, "state");
  sandbox = await startSandbox({ state });
  path = programOnPath(directory);
  for (const [name, body] of Object.entries(others)) {
    writeFileSync(join(directory, name), `#!/bin/sh\n${body}\n`, { mode: 0o755 });
  }
});
afterAll(async () => {
  await sandbox.close();
  rmSync(directory, { recursive: true, force: true });
});

/** A home with the files, and what runs a line in it: in this process where no shell is needed. */
function place(line: string) {
  const own = /^rptctl sandbox (start|stop|exec)/.test(line);
  const env = {
    ...sandbox.environment,
    RPTCTL_KEYRING: "off",
    TZ: "UTC",
    ...(own ? {} : { RPTCTL_SANDBOX_STATE: state }),
  };
  const given = Object.entries(stdin).find(([start]) => line.startsWith(start))?.[1] ?? "";
  const program = memoryProgram({
    env,
    stdin: given,
    now: Date.now(),
    onSleep: (milliseconds) => steer(state).advance(milliseconds),
  });
  const token = `${sandbox.environment.RPTCTL_PIPELINE_TOKEN}\n`;
  for (const [name, content] of Object.entries({ ...files, "token.txt": token }))
    writeFileSync(join(program.home, name), content);
  for (const folder of [".local/share/bash-completion/completions", ".zfunc", ".config/fish/completions"])
    mkdirSync(join(program.home, folder), { recursive: true });

  async function inShell(typed: string): Promise<Ended> {
    const variables = {
      ...env,
      PATH: path,
      HOME: program.home,
      RPTCTL_CONFIG_DIR: program.home,
      LC_ALL: "C.UTF-8",
    };
    const child = spawn("sh", ["-c", typed], { cwd: program.home, env: variables });
    child.stdin.end(given);
    const [stdout, stderr, code] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      new Promise<number>((resolve) => child.once("close", (code) => resolve(code ?? -1))),
    ]);
    return { code, stdout, stderr };
  }
  return {
    run: (typed: string) =>
      own || /[|<>;&]|\$\(/.test(typed.replace(/'[^']*'|"[^"$]*"/g, "")) || !typed.startsWith("rptctl ")
        ? inShell(typed)
        : program.run(...programWords(typed)),
    stop: () => inShell("rptctl sandbox stop"),
  };
}

describe("examples run on the sandbox", () => {
  let isChanged = false;

  it.each([...examples.values()])("$line", async ({ line, exit = 0, changes }) => {
    if (isChanged) await steer(state).reset();
    isChanged = changes || Object.keys(before).some((start) => line.startsWith(start));
    const { run, stop } = place(line);
    const first = Object.entries(before).find(([start]) => line.startsWith(start))?.[1] ?? [];
    for (const each of first) expect(await run(each), each).toMatchObject({ code: 0 });
    const ended = await run(line);
    if (starts.test(line)) await stop();
    expect(ended.code, ended.stderr).toBe(exit);
  });

  it.each(shown.map(({ path, command }) => [path.join(" "), command.examples.length]))(
    "rptctl %s has two or more",
    (_, count) => {
      expect(count).toBeGreaterThanOrEqual(2);
    },
  );
});
