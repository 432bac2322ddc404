import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterEach } from "vitest";
import { main } from "../src/main.ts";
import { memoryWorld } from "./output/memory-world.ts";

const directories: string[] = [];

afterEach(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true });
});

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface MemoryProgram {
  /** Home and configuration directory; gone after the test. */
  readonly home: string;
  /** How long the program slept, one entry a time; the clock moved on by as much and nobody waited. */
  readonly sleeps: readonly number[];
  now(): number;
  run(...argv: readonly string[]): Promise<Ended>;
}

/** The program in this process, for command after command: argv in, text and exit code out. */
export function memoryProgram(
  options: {
    readonly env?: Readonly<Record<string, string>>;
    /** The config.yaml. */
    readonly config?: string;
    /** What stdin holds. */
    readonly stdin?: string;
    /** The width of the terminal that stdout and stderr are; absent where they are none. */
    readonly terminal?: number;
    /** undici's dispatcher that stands for the network. */
    readonly dispatcher?: unknown;
    /** Where the clock begins, in milliseconds since the epoch. */
    readonly now?: number;
    /** Lets time pass elsewhere too, while the program sleeps. */
    onSleep?(milliseconds: number): Promise<unknown>;
    /** Ends the program, as Ctrl-C does. */
    readonly signal?: AbortSignal;
  } = {},
): MemoryProgram {
  const home = mkdtempSync(join(tmpdir(), "rptctl-program-"));
  directories.push(home);
  if (options.config !== undefined) writeFileSync(join(home, "config.yaml"), options.config);
  const sleeps: number[] = [];
  let now = options.now ?? Date.parse("2026-11-22T12:00:00Z");
  return {
    home,
    sleeps,
    now: () => now,
    async run(...argv) {
      const world = {
        ...memoryWorld(options.terminal),
        env: { RPTCTL_CONFIG_DIR: home, RPTCTL_KEYRING: "off", TZ: "UTC", ...options.env },
        stdin: {
          isTTY: false,
          stream: Readable.from(options.stdin === undefined ? [] : [Buffer.from(options.stdin)]),
        },
        home,
        cwd: home,
        now: () => now,
        async sleep(milliseconds: number, signal?: AbortSignal) {
          signal?.throwIfAborted();
          sleeps.push(milliseconds);
          now += milliseconds;
          await options.onSleep?.(milliseconds);
        },
        dispatcher: options.dispatcher,
        ...(options.signal === undefined ? {} : { signal: options.signal }),
      };
      const code = await main(argv, world);
      return { code, stdout: world.stdout.text, stderr: world.stderr.text };
    },
  };
}
