import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { measured, sized } from "./measure.ts";
import { seeded } from "./seeded.ts";
import { type Line, linesOfTree } from "./sweep/cells.ts";
import { effectOf } from "./sweep/expectation.ts";
import type { Arrived } from "./sweep/faulting-proxy.ts";
import { drawnFaults } from "./sweep/lottery.ts";
import { Stage } from "./sweep/stage.ts";

vi.mock("../../src/times/timer.ts", () => import("./sweep/virtual-time.ts"));

/** A line that writes what two requests would write twice. */
interface Write {
  readonly line: Line;
  /** The number of its first write, where nothing goes wrong. */
  readonly first: number;
}

interface Twice {
  readonly seed: number;
  readonly line: Line;
  readonly what: string;
}

const runs = sized(300, 10_000);
/** Another one plays other faults; with the seed of a failure and 1 run, that one again. */
const firstSeed = Number(process.env.RPTCTL_SWEEP_SEED ?? 1);

const stages: Stage[] = [];
const writes: Write[] = [];
const counts = new Map<string, { runs: number; sent: number; again: number }>();
const twice: Twice[] = [];

beforeAll(async () => {
  for (let number = 0; number < 6; number += 1) stages.push(await Stage.open(20 + number));
  for (const line of await linesOfTree()) {
    const { arrived } = await stages[0]!.run(line.invocation, line.argv);
    const first = arrived.findIndex((request) => isWrite(line, request));
    if (first >= 0) writes.push({ line, first });
  }
  const seeds = Array.from({ length: runs }, (_, index) => firstSeed + index)[Symbol.iterator]();
  await Promise.all(
    stages.map(async (stage) => {
      for (const seed of seeds) await play(stage, seed);
    }),
  );
}, 1_800_000);

afterAll(() => {
  for (const stage of stages) stage.close();
});

async function play(stage: Stage, seed: number): Promise<void> {
  const draw = seeded(seed);
  const { line, first } = writes[Math.floor(draw() * writes.length)]!;
  const random = () => draw();
  const faulty = { argv: line.argv, meets: drawnFaults(draw, first), random };
  // What has a key may be given again, and goes on with what is there.
  const hasKey = line.argv.includes("--run-key");
  const ended = await stage.runs(line.invocation, hasKey ? [faulty, { argv: line.argv, random }] : [faulty]);
  const arrived = ended.flatMap((run) => run.arrived);
  const sent = arrived.filter((request) => isWrite(line, request));
  const count = counts.get(line.command) ?? { runs: 0, sent: 0, again: 0 };
  counts.set(line.command, {
    runs: count.runs + 1,
    sent: count.sent + sent.length,
    again: count.again + (sent.length > 1 ? 1 : 0),
  });
  const what = ended.some(({ code }) => code === undefined)
    ? "it did not end"
    : sentTwice(line, sent, hasKey);
  if (what !== undefined) twice.push({ seed, line, what });
}

function isWrite(line: Line, request: Arrived): boolean {
  if (line.command === "auth login" || request.path.startsWith("/_sandbox")) return false;
  const effect = effectOf(request);
  return effect === "write" || effect === "once";
}

/** The writes that arrived again though nothing allowed it; undefined where there were none. */
function sentTwice(line: Line, sent: readonly Arrived[], hasKey: boolean): string | undefined {
  const before = new Map<string, Arrived>();
  for (const request of sent) {
    const target = `${request.method} ${request.path.replace(/\?.*/, "")}`;
    const earlier = before.get(target);
    if (earlier !== undefined && !maySendAgain(line, earlier) && !(hasKey && !wasCarriedOut(earlier))) {
      return `${target} was sent again after "${earlier.fault ?? "a good answer"}"`;
    }
    before.set(target, request);
  }
  return undefined;
}

/** The server said when to come back, and it is no start or stop of anything. */
function maySendAgain(line: Line, { fault, method, path }: Arrived): boolean {
  const isOnce = effectOf({ method, path }) === "once" && line.command !== "api";
  return !isOnce && (fault === "429 with Retry-After" || fault === "503 with Retry-After");
}

/** Seen from the server, which is what a run key looks at. */
function wasCarriedOut({ status }: Arrived): boolean {
  return status !== undefined && status < 300;
}

it("tries every write that there is", () => {
  const commands = [...new Set(writes.map(({ line }) => line.command))];
  expect([...counts.keys()].sort()).toEqual(commands.sort());
  expect(commands).toContain("rpt run");
  expect(commands).toContain("scope create");
});

describe("no write arrives twice", () => {
  it.each([
    "api",
    "pipeline reset",
    "pipeline run",
    "pipeline stop",
    "pipeline tools update",
    "rpt conf set",
    "rpt defs copy",
    "rpt defs import",
    "rpt run",
    "rpt sched create",
    "rpt sched shift",
    "scope create",
    "scope disable",
    "scope enable",
    "scope update",
  ])("%s", (command) => {
    const { runs: own, sent, again } = counts.get(command)!;
    const bad = twice.filter(({ line }) => line.command === command);
    const told = bad.map(({ seed, line, what }) => `seed ${seed}: rptctl ${line.argv.join(" ")}: ${what}`);
    expect(told.join("\n")).toBe("");
    measured({
      chapter: "never-twice",
      what: command,
      tried: own,
      clean: own - bad.length,
      note: `${sent} writes arrived; in ${again} runs more than one, as the contract and run keys allow`,
    });
  });
});
