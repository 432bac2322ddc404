import { spawnSync } from "node:child_process";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Terminal } from "../real/terminal.ts";
import { freshHomes } from "./program.ts";

const program = fileURLToPath(new URL("../../bin/rptctl.js", import.meta.url));
const newHome = freshHomes();
const hasTerminals = ["script", "bash", "stty"].every(
  (name) => spawnSync("sh", ["-c", `command -v ${name}`]).status === 0,
);

/** Takes every request, and answers none. */
let silent: Server;
beforeAll(async () => {
  silent = createServer(() => {});
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
});
afterAll(() => {
  silent.closeAllConnections();
  silent.close();
});

/** A shell of 80 columns in which `rptctl` is the built program. */
async function shell(env: Readonly<Record<string, string>> = {}): Promise<Terminal> {
  const home = newHome();
  const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const terminal = new Terminal("bash --norc --noprofile", home, {
    PATH: process.env.PATH ?? "",
    HOME: home,
    RPTCTL_CONFIG_DIR: home,
    RPTCTL_KEYRING: "off",
    RPTCTL_PIPELINE_URL: url,
    TERM: "xterm",
    LANG: "C.UTF-8",
    ...env,
  });
  terminal.type(
    `stty cols 80 rows 24; rptctl() { '${process.execPath}' '${program}' "$@"; }; echo rea''dy\n`,
  );
  await terminal.until(/ready\r\n/);
  return terminal;
}

/** What the shell says of the last command, and whether what is typed is shown again. */
const verdict = `echo "exit=$?" $(stty -a | grep -ow -- '-\\?echo\\|-\\?icanon')\n`;

describe.skipIf(!hasTerminals)("in a real terminal", () => {
  it("the name alone greets", async () => {
    const terminal = await shell();
    terminal.type("rptctl\n");
    await terminal.until(
      /From the environment[\s\S]*pipeline {2}.*not signed in[\s\S]*rptctl auth login pipeline/,
    );
    await terminal.close();
  });

  it.each([
    ["C", "\u0003", 130],
    ["D", "\u0004", 2],
  ])("Ctrl-%s at a hidden prompt gives the terminal back as it was", async (_key, key, code) => {
    const terminal = await shell();
    terminal.type("rptctl auth login pipeline\n");
    await terminal.until(/Token for Opsera pipelines: /);
    terminal.type("s3cr3t");
    // Ctrl-D ends an empty line only.
    terminal.type(key === "\u0004" ? `\u0015${key}` : key);
    await terminal.until(/\nrptctl: /);
    terminal.type(verdict);
    const [said] = await terminal.until(/exit=\d+ [^\n]*\n/);
    expect(said).toMatch(new RegExp(`exit=${code} icanon echo\\b`));
    await terminal.close();
  });

  it.each([
    ["an operand is chosen by letters and Enter", "zsh\r", 0],
    ["Ctrl-C leaves the choice", "\u0003", 130],
    ["Escape refuses it", "\u001b", 2],
  ])("%s, and the cursor is there again", async (_what, keys, code) => {
    const terminal = await shell();
    terminal.type("rptctl completion > out.txt\n");
    await terminal.until(/Which SHELL\?[\s\S]*Enter to choose/);
    terminal.type(keys);
    await terminal.until(/\u001b\[\?25h/);
    terminal.type(verdict);
    expect((await terminal.until(/exit=\d+ [^\n]*\n/))[0]).toMatch(new RegExp(`exit=${code} icanon echo\\b`));
    await terminal.close();
  });

  it("a wait is told, and Ctrl-C leaves a clean line", async () => {
    const terminal = await shell({ RPTCTL_PIPELINE_TOKEN: "t" });
    terminal.type("rptctl pipeline list\n");
    await terminal.until(/⠋.* Waiting for 127\.0\.0\.1:\d+\r/);
    terminal.type("\u0003");
    // Nothing is drawn between the last erasing and the last word.
    await terminal.until(/\r\u001b\[Jrptctl: interrupted\r\n/);
    terminal.type(verdict);
    expect((await terminal.until(/exit=\d+ [^\n]*\n/))[0]).toMatch(/exit=130 icanon echo\b/);
    await terminal.close();
  });

  it("says nothing of a wait, and draws nothing, where the terminal is dumb", async () => {
    const terminal = await shell({ RPTCTL_PIPELINE_TOKEN: "t", TERM: "dumb" });
    terminal.type("rptctl pipeline list --timeout 1s --retries 0; echo en''ded\n");
    const [shown] = await terminal.until(/[\s\S]*ended\r\n/);
    expect(shown).toContain("rptctl: pipeline: ");
    expect(shown).not.toMatch(/Waiting|\u001b\[/);
    await terminal.close();
  });
});
