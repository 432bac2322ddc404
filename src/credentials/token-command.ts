import { type ChildProcessByStdio, spawn } from "node:child_process";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { reasonOf } from "../errno.ts";
import { errnoOf, Fault } from "../errors.ts";
import type { Secret } from "../secret.ts";
import type { World } from "../world.ts";
import { asToken, oneLine } from "./environment.ts";

export interface TokenCommandOptions {
  /** The system that the token is for, for messages. */
  readonly system: string;
  /** How long it may take, in milliseconds; 30 s unless told. */
  readonly timeout?: number;
}

/** What a token command may print: far more than any token, far less than a wrong command could. */
const mostOutput = 65_536;

/**
 * Runs a program without a shell and returns the first line that it prints. It gets no stdin, and this environment. Throws a Fault
 * `config` when it cannot be started, `auth` with the end of its stderr when it fails, prints nothing or takes too long, and the
 * signal's reason when aborted. What it printed on stdout is never repeated.
 */
export async function tokenFromCommand(
  command: readonly string[],
  world: Pick<World, "env" | "cwd" | "home" | "signal">,
  { system, timeout = 30_000 }: TokenCommandOptions,
): Promise<Secret> {
  const [name = "", ...args] = command;
  const said = `token-command of ${system} (${name})`;
  const program = name.startsWith("~/") ? join(world.home, name.slice(2)) : name;
  const ended = await run(program, args, world, timeout, (error) => {
    const why = errnoOf(error) === "ENOENT" ? "there is no such program" : reasonOf(error);
    return new Fault("config", `${said} cannot be started: ${why}`, {
      system,
      cause: error,
      hints: ["name it with its path, or put it on PATH"],
    });
  });
  const failed = (how: string): Fault => {
    const hints = ended.stderr === "" ? [] : [`it says: ${ended.stderr}`];
    return new Fault("auth", `${said} ${how}`, { system, hints });
  };
  if (ended.how === "late") throw failed(`took longer than ${timeout / 1000}s`);
  if (ended.how === "wordy") throw failed("prints far more than a token");
  if (ended.how !== "exit 0") throw failed(`failed (${ended.how})`);
  const [line = ""] = ended.stdout.split(/\r?\n/, 1);
  if (line.trim() === "") throw failed("printed no token on its first line");
  return asToken(oneLine(line.trim(), said), said);
}

interface Ended {
  /** `exit 0`, `signal SIGSEGV`, or what we ended it for. */
  readonly how: string;
  readonly stdout: string;
  /** For people: one line, without control characters, its end where it is long. */
  readonly stderr: string;
}

function run(
  program: string,
  args: readonly string[],
  { env, cwd, signal }: Pick<World, "env" | "cwd" | "signal">,
  timeout: number,
  unstartable: (error: unknown) => Fault,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const child = start(program, args, { cwd, env }, unstartable);
    let stdout = "";
    let stderr = "";
    // What it started may keep its pipes open, so their end is never waited for.
    const end = (settle: () => void): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", abort);
      child.removeAllListeners("exit");
      child.stdout.destroy();
      child.stderr.destroy();
      settle();
    };
    const giveUp = (settle: () => void): void => {
      child.kill("SIGKILL");
      child.unref();
      end(settle);
    };
    const done = (how: string): void => resolve({ how, stdout, stderr: forPeople(stderr) });
    const abort = (): void => giveUp(() => reject(signal.reason));
    const timer = setTimeout(() => giveUp(() => done("late")), timeout);
    signal.addEventListener("abort", abort);
    child.on("error", (error) => end(() => reject(unstartable(error))));
    child.on("exit", (code, name) => {
      const finish = () => end(() => done(name === null ? `exit ${code}` : `signal ${name}`));
      // Its last words are in the pipes by now: one full turn of the event loop reads them.
      setImmediate(() => setImmediate(finish));
    });
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      stdout += chunk;
      if (stdout.length > mostOutput) giveUp(() => done("wordy"));
    });
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
      stderr = (stderr + chunk).slice(-4096);
    });
  });
}

function start(
  program: string,
  args: readonly string[],
  where: Pick<World, "env" | "cwd">,
  unstartable: (error: unknown) => Fault,
): ChildProcessByStdio<null, Readable, Readable> {
  try {
    return spawn(program, args, { ...where, stdio: ["ignore", "pipe", "pipe"], windowsHide: true });
  } catch (error) {
    throw unstartable(error); // Some failures are thrown, others are events.
  }
}

function forPeople(text: string): string {
  const line = text
    .replace(/\u001b\[[0-?]*[ -/]*[@-~]/g, "")
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ")
    .trim();
  return line.length > 300 ? `...${line.slice(-297)}` : line;
}
