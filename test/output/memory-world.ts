import { Readable } from "node:stream";
import type { OutputOptions } from "../../src/output/options.ts";
import { render } from "../../src/output/render.ts";
import type { Result } from "../../src/output/result.ts";
import type { Sink, World } from "../../src/world.ts";

/** A sink that remembers what it was given. */
export class MemorySink implements Sink {
  readonly isTTY: boolean;
  readonly columns: number | undefined;
  readonly writes: Buffer[] = [];

  constructor(terminal?: number) {
    this.isTTY = terminal !== undefined;
    this.columns = terminal;
  }

  async write(text: string | Uint8Array): Promise<void> {
    this.writes.push(Buffer.from(text as string));
  }

  get text(): string {
    return Buffer.concat(this.writes).toString("utf8");
  }
}

/** A World of sinks in memory; `terminal` is the width of a terminal on standard output. */
export function memoryWorld(terminal?: number): World & { stdout: MemorySink; stderr: MemorySink } {
  return {
    env: terminal === undefined ? {} : { LANG: "C.UTF-8" },
    cwd: "/",
    home: "/",
    platform: "linux",
    stdin: { isTTY: false, stream: Readable.from([]) },
    stdout: new MemorySink(terminal),
    stderr: new MemorySink(terminal),
    program: "rptctl",
    version: "0.0.0",
    now: () => 1_700_000_000_000,
    random: () => 0.5,
    sleep: async () => {},
    signal: new AbortController().signal,
  };
}

export const plainOptions: OutputOptions = {
  format: "table",
  headers: true,
  color: false,
  csvRaw: false,
  quiet: false,
  timezone: "UTC",
};

/** What a result prints. */
export async function printed(result: Result, options: Partial<OutputOptions> = {}, terminal?: number) {
  const world = memoryWorld(terminal);
  const exit = await render(result, { ...plainOptions, ...options }, world);
  return { exit, out: world.stdout.text, err: world.stderr.text };
}
