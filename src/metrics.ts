import { existsSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { messageOf } from "./errors.ts";
import { replaceFile } from "./files/replace.ts";
import type { Tally, World } from "./world.ts";

/** How a run went. Times in milliseconds, the start since the epoch. */
export interface RunFigures {
  /** The file that tells it: two jobs may run the same command in the same context. */
  readonly file: string;
  readonly command: string;
  readonly context: string;
  readonly start: number;
  readonly duration: number;
  readonly exit: number;
  readonly items: number;
  readonly retries: number;
}

/**
 * Makes the call, and writes how it went to the file of `--metrics-file`, also where it failed, was refused or interrupted. The exit code
 * is the call's in any case: a file that cannot be written is a warning.
 */
export async function measured(
  argv: readonly string[],
  world: World,
  call: (world: World) => Promise<number>,
): Promise<number> {
  const file = typedValue(argv, "--metrics-file");
  if (file === undefined) return call(world);
  const count = new Count();
  const start = world.now();
  const exit = await call({ ...world, tally: count });
  const figures: RunFigures = {
    file: basename(file),
    command: count.words.join(" "),
    context:
      [...count.contexts].join(",") || (typedValue(argv, "--context") ?? world.env.RPTCTL_CONTEXT ?? ""),
    start,
    duration: Math.max(0, world.now() - start),
    exit,
    items: count.items,
    retries: count.retries,
  };
  try {
    write(resolve(world.cwd, file), metricsText(figures));
  } catch (error) {
    const { sanitise } = await import("./output/sanitise.ts");
    const said = `rptctl: warning: --metrics-file: ${sanitise(messageOf(error))}\n`;
    await world.stderr.write(said).catch(() => {});
  }
  return exit;
}

/** A line that was refused has no values yet: what follows the flag is read off the words. */
function typedValue(argv: readonly string[], flag: string): string | undefined {
  const end = argv.indexOf("--");
  const words = end < 0 ? argv : argv.slice(0, end);
  const at = words.findLastIndex((word) => word === flag || word.startsWith(`${flag}=`));
  const value = at < 0 ? undefined : words[at] === flag ? words[at + 1] : words[at]!.slice(flag.length + 1);
  return value || undefined;
}

class Count implements Tally {
  readonly words: string[] = [];
  readonly contexts = new Set<string>();
  items = 0;
  retries = 0;

  entered(word: string): void {
    this.words.push(word);
  }

  usedContext(name: string): void {
    this.contexts.add(name);
  }

  addItems(count: number): void {
    this.items += count;
  }

  addRetry(): void {
    this.retries += 1;
  }
}

/** Readable for all: the collector is another user. Its directory is made by who set it up, or the name has a slip. */
function write(path: string, text: string): void {
  const directory = dirname(path);
  if (!existsSync(directory)) throw new Error(`cannot write ${path}: there is no directory ${directory}`);
  replaceFile(path, text, { mode: 0o644 });
}

const families: readonly (readonly [name: string, help: string, value: (run: RunFigures) => number])[] = [
  ["start_timestamp_seconds", "When the last run began, since the epoch.", (run) => run.start / 1000],
  ["duration_seconds", "How long the last run took.", (run) => run.duration / 1000],
  ["exit_code", "How the last run ended; 0 is well.", (run) => run.exit],
  ["items", "Records that the last run gave out or changed.", (run) => run.items],
  ["retries", "Requests that the last run had to send again.", (run) => run.retries],
];

/** The figures as both read them, Prometheus's text format and OpenMetrics: gauges alone, for counters are written differently. */
export function metricsText(run: RunFigures): string {
  const labels = ["command", "context", "file"] as const;
  const labelled = labels.map((name) => `${name}="${escaped(run[name])}"`).join(",");
  const lines = families.flatMap(([name, help, value]) => [
    `# HELP rptctl_run_${name} ${help}`,
    `# TYPE rptctl_run_${name} gauge`,
    `rptctl_run_${name}{${labelled}} ${value(run)}`,
  ]);
  return `${lines.join("\n")}\n# EOF\n`;
}

function escaped(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}
