import { fstatSync, statSync, write, writeSync } from "node:fs";
import { homedir } from "node:os";
import { Fault } from "./errors.ts";
import { startTimer } from "./times/timer.ts";
import type { Sink, World } from "./world.ts";

/** The World of a real process. Nothing else in the program reads `process`. */
export function processWorld(program: string, version: string, isTraced: boolean): World {
  return {
    isTraced,
    env: process.env,
    cwd: workingDirectory(),
    home: process.env.HOME || homedir(),
    platform: process.platform,
    stdin: {
      get isTTY() {
        return kindOf(0) === "terminal";
      },
      get stream() {
        return process.stdin;
      },
    },
    stdout: sink(1),
    stderr: sink(2),
    program,
    version,
    now: Date.now,
    random: Math.random,
    sleep,
    signal: signals(),
  };
}

/** A directory that was deleted under us holds nothing that could be named, so any other will do. */
function workingDirectory(): string {
  try {
    return process.cwd();
  } catch {
    return "/";
  }
}

/** What is behind a descriptor: a disk (or /dev/null) takes what it is given at once, a reader in its own time. */
function kindOf(descriptor: number): "terminal" | "disk" | "reader" {
  try {
    const status = fstatSync(descriptor);
    if (status.isFile()) return "disk";
    if (!status.isCharacterDevice()) return "reader";
    if (status.rdev === nullDevice()) return "disk";
    // Loaded only for devices: it costs four milliseconds.
    return process.getBuiltinModule("node:tty").isatty(descriptor) ? "terminal" : "disk";
  } catch {
    return "reader";
  }
}

/** What /dev/null is known by; undefined where there is none. */
function nullDevice(): number | undefined {
  return statSync("/dev/null", { throwIfNoEntry: false })?.rdev;
}

/**
 * A file descriptor to write to. `process.stdout` costs several milliseconds to set up and hides failed writes, so the descriptor
 * is written to directly; a reader that is slow holds up the write, and with it whoever awaits it.
 */
function sink(descriptor: 1 | 2): Sink {
  let known: ReturnType<typeof kindOf> | undefined;
  const kind = () => {
    known ??= kindOf(descriptor);
    return known;
  };
  const terminal = () =>
    kind() === "terminal" ? (descriptor === 1 ? process.stdout : process.stderr) : undefined;
  let last: Promise<void> = Promise.resolve();
  return {
    get isTTY() {
      return kind() === "terminal";
    },
    get columns() {
      return terminal()?.columns;
    },
    get rows() {
      return terminal()?.rows;
    },
    onResize(listener) {
      const stream = terminal()?.on("resize", listener);
      return () => void stream?.off("resize", listener);
    },
    write(text) {
      // A console has a code page of its own, which Node's stream knows to go round.
      if (process.platform === "win32" && kind() === "terminal") return writeToConsole(terminal()!, text);
      const bytes = typeof text === "string" ? Buffer.from(text) : text;
      if (kind() === "disk") return new Promise((done) => done(writeNow(descriptor, bytes)));
      // One after another: writes that run side by side overtake each other.
      const written = last.then(() => writeAll(descriptor, bytes));
      last = written.catch(() => {});
      return written;
    },
  };
}

function writeToConsole(console: NodeJS.WriteStream, text: string | Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    console.write(text, (error) => (error ? reject(error) : resolve()));
  });
}

/** Without the detour over a thread, which costs a third of the time of a long list. */
function writeNow(descriptor: number, bytes: Uint8Array): void {
  for (let taken = 0; taken < bytes.byteLength; ) taken += writeSync(descriptor, bytes, taken);
}

async function writeAll(descriptor: number, bytes: Uint8Array): Promise<void> {
  let rest = bytes;
  while (rest.byteLength > 0) {
    const taken = await writeOnce(descriptor, rest);
    if (taken === "full") await sleep(5);
    else rest = rest.subarray(taken);
  }
}

/** Bytes taken, or `full` where a non-blocking pipe has no room now. */
function writeOnce(descriptor: number, bytes: Uint8Array): Promise<number | "full"> {
  return new Promise((resolve, reject) => {
    write(descriptor, bytes, (error, taken) => {
      if (error === null) resolve(taken);
      else if (error.code === "EAGAIN") resolve("full");
      else reject(error);
    });
  });
}

function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const give = () => {
      timer.stop();
      reject(signal?.reason);
    };
    const timer = startTimer(() => {
      signal?.removeEventListener("abort", give);
      resolve();
    }, milliseconds);
    if (signal?.aborted) give();
    else signal?.addEventListener("abort", give, { once: true });
  });
}

/** Ctrl-C and SIGTERM abort the work, which then cleans up; a second one ends the process at once. */
function signals(): AbortSignal {
  const controller = new AbortController();
  process.once("SIGINT", () => controller.abort(new Fault("interrupted", "interrupted")));
  process.once("SIGTERM", () => controller.abort(new Fault("terminated", "terminated")));
  return controller.signal;
}
