import { type ChildProcess, spawn } from "node:child_process";

/** An interactive program on a pseudo-terminal, made by script(1). */
export class Terminal {
  readonly #child: ChildProcess;
  readonly #closed: Promise<void>;
  #shown = "";
  #wake: () => void = () => {};

  constructor(command: string, cwd: string, env: Readonly<Record<string, string>>) {
    this.#child = spawn("script", ["-qec", command, "/dev/null"], {
      cwd,
      env,
      stdio: ["pipe", "pipe", "inherit"],
    });
    this.#child.stdout!.setEncoding("utf8").on("data", (text: string) => {
      this.#shown += text;
      this.#wake();
    });
    this.#closed = new Promise((resolve) => this.#child.once("close", () => resolve()));
    void this.#closed.then(() => this.#wake());
  }

  type(keys: string): void {
    this.#child.stdin!.write(keys);
  }

  /** Waits until the screen has shown that, and forgets what came up to it. @throws Error where the program ends first. */
  async until(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const found = pattern.exec(this.#shown);
      if (found !== null) {
        this.#shown = this.#shown.slice(found.index + found[0].length);
        return found;
      }
      if (this.#child.exitCode !== null) throw new Error(`it ended, and showed: ${this.#shown}`);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Ends the program: with its terminal gone, it gets a SIGHUP. script(1) itself waits for a program that is busy, so it is killed. */
  async close(): Promise<void> {
    this.#child.stdin!.end();
    this.#child.kill("SIGKILL");
    await this.#closed;
  }
}
