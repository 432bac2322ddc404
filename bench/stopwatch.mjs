import { spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/**
 * What one run of a command cost: milliseconds on the clock, milliseconds of the processor (its own and those of its
 * children, in user mode and in the kernel), and the most memory that one process of it held, in MiB.
 * @typedef {{ wall: number, cpu: number, peak: number }} Cost
 */

/**
 * A command and all of its environment.
 * @typedef {{ argv: readonly string[], env: Readonly<Record<string, string>> }} Command
 */

/** Runs commands one at a time, stdin empty and stdout to /dev/null, and measures them. */
export class Stopwatch {
  #directory;
  #python = spawn("python3", [fileURLToPath(new URL("stopwatch.py", import.meta.url))], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  #lines = createInterface({ input: this.#python.stdout })[Symbol.asyncIterator]();

  /** @param {string} directory For what the commands print. */
  constructor(directory) {
    this.#directory = directory;
  }

  /**
   * @param {Command} command
   * @returns {Promise<Cost>} Rejects with what it wrote to stderr when the command fails.
   */
  async run(command) {
    return this.#run(command, "/dev/null");
  }

  /**
   * The same, unmeasured: what it prints.
   * @param {Command} command
   * @returns {Promise<Buffer>}
   */
  async output(command) {
    const stdout = join(this.#directory, "stdout");
    await this.#run(command, stdout);
    const bytes = readFileSync(stdout);
    rmSync(stdout);
    return bytes;
  }

  /** @param {Command} command @param {string} stdout */
  async #run({ argv, env }, stdout) {
    const stderr = join(this.#directory, "stderr");
    this.#python.stdin.write(`${JSON.stringify({ argv, env, stdout, stderr })}\n`);
    const { value, done } = await this.#lines.next();
    if (done) throw new Error(`${argv[0]} cannot be started (see above)`);
    const { status, ...cost } = JSON.parse(value);
    if (status === 0) return cost;
    throw new Error(`${argv.join(" ")}: exit ${status}\n${readFileSync(stderr, "utf8").slice(-500)}`);
  }

  close() {
    this.#python.stdin.end();
  }
}
