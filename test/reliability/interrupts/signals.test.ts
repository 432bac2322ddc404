import { existsSync, mkdirSync, readdirSync, readFileSync, watch, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { strToU8, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { type Ended, freshHomes, startProgram } from "../../process/program.ts";
import { measured, sized } from "../measure.ts";
import { seeded } from "../seeded.ts";
import { trials } from "../trials.ts";
import { guid, type ReportingServer, reportingServer } from "./reporting-server.ts";

const fresh = freshHomes();
const archive = zipSync({ "package.xml": strToU8("<x/>".repeat(200_000)) }, { level: 0 });
const lanes = 3;

const signals = [
  ["SIGINT", 130, /rptctl: interrupted\n(?: {2}hint: .*\n)*$/],
  ["SIGTERM", 143, /rptctl: terminated\n(?: {2}hint: .*\n)*$/],
] as const;

/** Where a trial runs, and against what. */
interface Stage {
  readonly home: string;
  readonly into: string;
  readonly server: ReportingServer;
}

interface Interrupted {
  readonly what: string;
  argv(stage: Stage, trial: number): readonly string[];
  /** Requests after which the signal may come, besides at any moment. */
  readonly events: readonly RegExp[];
  /** What is wrong after the signal; undefined where nothing is. */
  after(stage: Stage, ended: Ended): string | undefined;
  /** What is wrong once the same command was given again and succeeded. */
  again(stage: Stage, trial: number): string | undefined;
}

const commands: readonly Interrupted[] = [
  {
    what: "reports download",
    argv: ({ into }) => ["reports", "download", "r-one", "--dir", into],
    events: [/\/file$/],
    after: (stage, ended) => partsOf(stage, ended),
    again: (stage) => onlyWhole(stage, readdirSync(stage.into)),
  },
  {
    what: "rpt run --wait --download",
    argv: ({ into }, trial) => [
      ...["rpt", "run", guid, "--wait", "--download", into, "--interval", "50ms"],
      // Without a key a second call is another run, and may be.
      ...(trial % 2 === 0 ? ["--run-key", "nightly"] : []),
    ],
    events: [/^POST /, /\/rpt\/reports\?/, /\/file$/],
    after: (stage, ended) => partsOf(stage, ended),
    again(stage, trial) {
      const isKeyed = trial % 2 === 0;
      if (isKeyed && stage.server.schedules.length !== 1) return `${stage.server.schedules.length} schedules`;
      const names = readdirSync(stage.into);
      return onlyWhole(stage, isKeyed ? names : names.filter((name) => !/\.part(\.json)?$/.test(name)));
    },
  },
  {
    what: "defs import",
    argv: ({ home }) => ["defs", "import", join(home, "a.rpz")],
    events: [/^POST .*uploadid/],
    after({ server }) {
      const states = [...server.uploads.values()];
      const left = states.filter((state) => state === "open" || state === "broken");
      return left.length === 0 ? undefined : "the upload was not cancelled at the server";
    },
    again: ({ server }) => ([...server.uploads.values()].at(-1) === "done" ? undefined : "was not imported"),
  },
];

/** A part that can be continued, or nothing; the whole file where it was done already. */
function partsOf({ into, server: { body } }: Stage, { code }: Ended): string | undefined {
  const names = readdirSync(into);
  const parts = names.filter((name) => name.endsWith(".part"));
  const whole = names.filter((name) => name.endsWith(".pdf"));
  if (names.some((name) => !/\.pdf(\.part(\.json)?)?$/.test(name))) return `left ${names}`;
  if (parts.length > 1 || whole.length > 1 || (code === 0 && whole.length === 0))
    return `exit ${code} with ${names}`;
  for (const name of parts) {
    const part = readFileSync(join(into, name));
    if (part.length === 0) return "an empty part";
    if (!body.subarray(0, part.length).equals(part)) return "the part holds other bytes";
    if (!existsSync(join(into, `${name}.json`))) return "the part cannot be continued";
  }
  return names.length === whole.length + 2 * parts.length ? undefined : `left ${names}`;
}

/** A signal that comes while a process ends ends it too, and nothing of the work is open any more. */
function isDone({ into, server }: Stage): boolean {
  return (
    readdirSync(into).some((name) => name.endsWith(".pdf")) || [...server.uploads.values()].includes("done")
  );
}

function onlyWhole({ into, server: { body } }: Stage, names: readonly string[]): string | undefined {
  if (names.length === 0 || names.some((name) => !name.endsWith(".pdf"))) return `left ${names}`;
  return names.every((name) => readFileSync(join(into, name)).equals(body)) ? undefined : "other bytes";
}

async function onStage<T>(work: (stage: Stage) => Promise<T>): Promise<T> {
  const home = fresh();
  const into = join(home, "into");
  mkdirSync(into);
  writeFileSync(join(home, "a.rpz"), archive);
  const server = await reportingServer();
  try {
    return await work({ home, into, server });
  } finally {
    await server.close();
  }
}

function start({ home, server }: Stage, argv: readonly string[]) {
  return startProgram(argv, { env: { HOME: home, TZ: "UTC", ...server.env } });
}

/** The moment of the signal: anywhere in the run, or soon after something that can be seen from outside. */
async function momentOf(
  { into, server }: Stage,
  { events }: Interrupted,
  { trial, random, duration }: { trial: number; random: () => number; duration: number },
): Promise<void> {
  const kinds = events.length + 2;
  const kind = trial % kinds;
  if (kind === 0) return sleep(random() * duration * 1.05);
  if (kind <= events.length) await server.next(events[kind - 1]!);
  else await someFile(into);
  await sleep(random() ** 2 * duration * 0.6);
}

/** Resolves when anything appears in the directory; never where nothing does. */
function someFile(directory: string): Promise<void> {
  return new Promise((resolve) => {
    const watcher = watch(directory, { persistent: false }, () => {
      watcher.close();
      resolve();
    });
  });
}

describe.each(signals)("%s", (signal, exit, said) => {
  it.each(commands)("at any moment of $what", async (command) => {
    const began = performance.now();
    const clean = await onStage((stage) => start(stage, command.argv(stage, 1)).ended);
    expect(clean).toMatchObject({ code: 0 });
    const duration = performance.now() - began;
    const random = seeded(exit);

    // A sample tries other moments of each command.
    const first = sized(commands.indexOf(command) + (signal === "SIGINT" ? 0 : 2), 0);

    async function trial(index: number): Promise<string | undefined> {
      const number = first + index;
      return onStage(async (stage) => {
        const argv = command.argv(stage, number);
        const { child, ended } = start(stage, argv);
        const over = ended.then(() => {});
        await Promise.race([over, momentOf(stage, command, { trial: number, random, duration })]);
        child.kill(signal);
        const interrupted = await ended;
        await stage.server.left();
        // Before the program's own first line the signal has its usual effect, which a shell shows as the same code.
        const isEnded =
          interrupted.code === exit ? said.test(interrupted.stderr) : child.signalCode === signal;
        if (!isEnded && interrupted.code !== 0) return `exit ${interrupted.code}, ${interrupted.stderr}`;
        const problem = command.after(stage, interrupted);
        if (problem !== undefined || interrupted.code === 0 || isDone(stage)) return problem;
        const second = await start(stage, argv).ended;
        if (second.code !== 0) return `again: exit ${second.code}, ${second.stderr}`;
        return command.again(stage, number);
      });
    }

    const { dirty, ...counts } = await trials(sized(3, 100), lanes, trial);
    expect.soft(dirty.slice(0, 10)).toEqual([]);
    measured({
      chapter: "interrupts",
      what: `${signal} at random moments of ${command.what}`,
      ...counts,
      note: `exit ${exit}, or the command was done; the same command given again ends as if nothing had happened`,
    });
  });
});
