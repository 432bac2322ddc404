import { Writable } from "node:stream";
import { sanitise } from "../output/sanitise.ts";
import type { World } from "../world.ts";

/** One line on a terminal that says how far something is, and is gone when it is over. */
export interface Progress {
  /** True where somebody sees it: what only makes it nicer need not be asked for otherwise. */
  readonly shown: boolean;
  update(text: string): void;
  /** Takes the line away; resolves when it is gone, so that what is printed next stays. Never throws. */
  end(): Promise<void>;
}

/** Says nothing: for pipes, cron jobs and `--quiet`. */
export const silent: Progress = { shown: false, update: () => {}, end: async () => {} };

/** Begins a line on stderr; ora is loaded only here. */
export async function openProgress(world: World, text: string, color: boolean): Promise<Progress> {
  const { default: ora } = await import("ora");
  const terminal = terminalOf(world);
  const spinner = ora({
    text: sanitise(text),
    stream: terminal as unknown as NodeJS.WriteStream,
    isEnabled: true,
    // The keyboard is not ours: Ctrl-C must reach the signal's own handler.
    discardStdin: false,
    hideCursor: false,
    ...(color ? { color: "cyan" as const } : { color: undefined as never }),
  }).start();
  return {
    shown: true,
    update(said) {
      spinner.text = sanitise(said);
    },
    end() {
      spinner.stop();
      return new Promise((resolve) => terminal.end(() => resolve()));
    },
  };
}

/** stderr as ora needs it: a stream that says that it is a terminal. */
function terminalOf(world: World): Writable {
  const stream = new Writable({
    decodeStrings: false,
    write(chunk, _encoding, done) {
      world.stderr.write(chunk as string).then(
        () => done(),
        // A terminal that is gone is no reason to fail: nobody misses the line.
        () => done(),
      );
    },
  });
  const write = (sequence: string) => {
    stream.write(sequence);
    return true;
  };
  return Object.assign(stream, {
    isTTY: true,
    // A terminal of unknown width says 0, by which ora would divide.
    columns: world.stderr.columns || 80,
    cursorTo: (column: number) => write(`\u001b[${column + 1}G`),
    clearLine: () => write("\u001b[2K"),
    moveCursor: (_columns: number, rows: number) =>
      rows === 0 || write(`\u001b[${Math.abs(rows)}${rows < 0 ? "A" : "B"}`),
  });
}
