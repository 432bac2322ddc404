import { spawn } from "node:child_process";
import headless from "@xterm/headless";

/** How long the screen must stay as it is to be looked at. */
const quiet = 300;

/** A shell in a pseudo-terminal of script(1), and its screen as a terminal emulator sees it. */
export class Recorded {
  #child;
  #screen;
  #closed;

  constructor({ columns, cwd, env }) {
    this.#screen = new headless.Terminal({ cols: columns, rows: 200, allowProposedApi: true });
    const shell = `stty cols ${columns} rows 60; PS1='$ ' exec bash --norc --noprofile`;
    this.#child = spawn("script", ["-qec", shell, "/dev/null"], {
      cwd,
      env,
      stdio: ["pipe", "pipe", "inherit"],
    });
    this.#child.stdout.on("data", (bytes) => this.#screen.write(bytes));
    this.#closed = new Promise((resolve) => this.#child.once("close", resolve));
  }

  type(keys) {
    this.#child.stdin.write(keys);
  }

  /** Waits until what is on the screen up to the cursor ends so, and stays. @throws where that takes a minute. */
  async until(pattern) {
    let since;
    for (const end = Date.now() + 60_000; Date.now() < end; ) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      if (!pattern.test(await this.#text())) since = undefined;
      else since ??= Date.now();
      if (since !== undefined && Date.now() - since >= quiet) return;
    }
    throw new Error(`the screen never showed ${pattern}, but:\n${await this.#text()}`);
  }

  async #text() {
    const lines = (await this.screen()).map((line) => line.map(({ text }) => text).join(""));
    const { cursorX, cursorY } = this.#screen.buffer.active;
    // What is typed next stands behind the cursor; below it a menu may hang.
    lines[cursorY] = (lines[cursorY] ?? "").padEnd(cursorX);
    return lines.join("\n");
  }

  /** The lines of the screen, each as runs of text that look the same. */
  async screen() {
    await new Promise((resolve) => this.#screen.write("", resolve));
    const buffer = this.#screen.buffer.active;
    const lines = [];
    for (let y = 0; y < this.#screen.rows; y += 1) lines.push(runsOf(buffer.getLine(y), this.#screen.cols));
    while (lines.length > 0 && lines.at(-1).length === 0) lines.pop();
    return lines;
  }

  async close() {
    this.#child.stdin.end();
    this.#child.kill("SIGHUP");
    await this.#closed;
    this.#screen.dispose();
  }
}

function runsOf(line, columns) {
  const runs = [];
  for (let x = 0; line !== undefined && x < columns; x += 1) {
    const cell = line.getCell(x);
    if (cell.getWidth() === 0) continue;
    const look = {
      color: cell.isFgDefault() ? undefined : cell.getFgColor(),
      bold: cell.isBold() > 0,
      dim: cell.isDim() > 0,
    };
    const before = runs.at(-1);
    const same =
      before && before.color === look.color && before.bold === look.bold && before.dim === look.dim;
    if (same) before.text += cell.getChars() || " ";
    else runs.push({ at: x, text: cell.getChars() || " ", ...look });
  }
  const last = runs.at(-1);
  if (last !== undefined) last.text = last.text.trimEnd();
  return runs.filter(({ text }) => text !== "");
}
