import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { measured, sized } from "./measure.ts";
import { cellsOf, commandsOfTree, type Line, linesOfTree, type Tried, tryCell } from "./sweep/cells.ts";
import type { Cell } from "./sweep/conditions.ts";
import { faultKinds } from "./sweep/faults.ts";
import { invocations } from "./sweep/invocations.ts";
import { type Ended, Stage } from "./sweep/stage.ts";

vi.mock("../../src/times/timer.ts", () => import("./sweep/virtual-time.ts"));

const lines = await linesOfTree();
const askers = [...new Set(lines.map(({ command }) => command))];
const cleans = new Map<Line, Ended>();
const tried: Tried[] = [];
const stages: Stage[] = [];

beforeAll(async () => {
  for (let number = 0; number < 6; number += 1) stages.push(await Stage.open(number));
  await onEveryStage(lines, async (stage, line) => {
    cleans.set(line, await stage.run(line.invocation, line.argv));
  });
  const cells = lines.flatMap((line) => [...cellsOf(line, cleans.get(line)!)]);
  await onEveryStage(sampleOf(cells), async (stage, cell) => {
    tried.push(await tryCell(stage, cell, cleans.get(cell.line)!));
  });
}, 1_800_000);

afterAll(() => {
  for (const stage of stages) stage.close();
});

/** Each stage takes the next one as soon as it is free. */
async function onEveryStage<T>(things: Iterable<T>, work: (stage: Stage, thing: T) => Promise<void>) {
  const left = things[Symbol.iterator]();
  await Promise.all(
    stages.map(async (stage) => {
      for (let next = left.next(); next.done !== true; next = left.next()) await work(stage, next.value);
    }),
  );
}

/** All of them in a full run, else some of each request's: with a stride that no number of faults divides, all kinds have their turn. */
function sampleOf(cells: readonly Cell[]): readonly Cell[] {
  const stride = sized(29, 1);
  return cells.filter((_, index) => index % stride === 0);
}

it("every command has a line that it is tried by, or a reason why not", () => {
  const known = commandsOfTree().map(({ command }) => command);
  expect(Object.keys(invocations).sort()).toEqual([...known].sort());
});

it("every line works, or fails as it is meant to, where nothing goes wrong", () => {
  const ends = lines.map((line) => [line.argv.join(" "), cleans.get(line)?.code]);
  const odd = ends.filter(([line, code]) => code !== 0 && !/^(check|rpt defs import-)/.test(String(line)));
  expect(odd).toEqual([]);
});

it("every command that asks for anything meets a fault, and every fault is met", () => {
  const asking = askers.filter((command) =>
    lines.some((line) => line.command === command && cleans.get(line)!.arrived.length > 0),
  );
  expect([...new Set(tried.map(({ cell }) => cell.line.command))].sort()).toEqual(asking.sort());
  expect([...new Set(tried.map(({ cell }) => cell.plan.kind))].sort()).toEqual([...faultKinds].sort());
});

describe("each fault at each request", () => {
  it.each(askers)("%s", (command) => {
    const own = tried.filter(({ cell }) => cell.line.command === command);
    const requests = lines
      .filter((line) => line.command === command)
      .reduce((sum, line) => sum + cleans.get(line)!.arrived.length, 0);
    if (requests === 0) return;
    const unclean = own.filter(({ complaints }) => complaints.length > 0);
    expect(unclean.map(told).join("\n")).toBe("");
    measured({
      chapter: "faults",
      what: command,
      tried: own.length,
      clean: own.length - unclean.length,
      note: `${requests} requests, ${faultKinds.length} faults, once and from then on`,
    });
  });
});

/** What is needed to try the cell again. */
function told({ cell: { line, plan, request }, said, complaints }: Tried): string {
  const when = plan.always ? "from" : "at";
  return [
    `rptctl ${line.argv.join(" ")}`,
    `  "${plan.kind}" ${when} request ${plan.at + 1}, ${request.method} ${request.path}`,
    ...complaints.map((complaint) => `  ${complaint}`),
    `  ${said}`,
  ].join("\n");
}
