import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Step } from "../../../src/sandbox/pipeline/catalogue.ts";
import { courseOf, type Run } from "../../../src/sandbox/pipeline/course.ts";

const step = (ends: Step["ends"], name = ends): Step => ({
  _id: name,
  name,
  tool: "script",
  takes: 1000,
  ends,
  console: [],
});
const good = [step("success", "success"), step("success"), step("success")];
const failing = [step("success"), step("failed"), step("success")];
const waiting = [step("success"), step("approval"), step("success")];

describe("a run that began at 0", () => {
  it.each<[string, Step[], Partial<Run>, number, string, string[], number | undefined]>([
    ["begins at once", good, {}, 0, "running", ["running"], undefined],
    ["takes the next step when one is done", good, {}, 1000, "running", ["success", "running"], undefined],
    [
      "still runs a moment before its end",
      good,
      {},
      2999,
      "running",
      ["success", "success", "running"],
      undefined,
    ],
    ["succeeds", good, {}, 3000, "success", ["success", "success", "success"], 3000],
    ["fails, and takes no step after it", failing, {}, 9000, "failed", ["success", "failed"], 2000],
    ["waits", waiting, {}, 9e9, "paused", ["success", "pending"], undefined],
    [
      "goes on when approved",
      waiting,
      { approvedAt: 5000 },
      5500,
      "running",
      ["success", "success", "running"],
      undefined,
    ],
    [
      "succeeds when approved",
      waiting,
      { approvedAt: 5000 },
      6000,
      "success",
      ["success", "success", "success"],
      6000,
    ],
    [
      "finishes its step when stopped",
      good,
      { stopAt: 1500 },
      1999,
      "running",
      ["success", "running"],
      undefined,
    ],
    ["and then is stopped", good, { stopAt: 1500 }, 2000, "stopped", ["success", "success"], 2000],
    [
      "stopped in its last step, succeeds",
      good,
      { stopAt: 2500 },
      3000,
      "success",
      ["success", "success", "success"],
      3000,
    ],
    [
      "stopped in a step that fails, fails",
      failing,
      { stopAt: 1500 },
      2000,
      "failed",
      ["success", "failed"],
      2000,
    ],
    [
      "stopped while it waits, is stopped at once",
      waiting,
      { stopAt: 4000 },
      4000,
      "stopped",
      ["success", "stopped"],
      4000,
    ],
    ["is cut by a reset", good, { resetAt: 1500 }, 1500, "stopped", ["success", "stopped"], 1500],
    [
      "is not cut by a reset to come",
      good,
      { resetAt: 1500 },
      1400,
      "running",
      ["success", "running"],
      undefined,
    ],
    [
      "is what it was when it is reset after its end",
      failing,
      { resetAt: 5000 },
      6000,
      "failed",
      ["success", "failed"],
      2000,
    ],
  ])("%s", (_, plan, more, now, phase, states, endedAt) => {
    const course = courseOf(plan, { runCount: 1, startedAt: 0, ...more }, now);
    expect([course.phase, course.taken.map(({ state }) => state), course.endedAt]).toEqual([
      phase,
      states,
      endedAt,
    ]);
  });

  it("never changes once it has ended, and loses no step that it took", () => {
    const time = fc.nat(10_000);
    const plan = fc.array(fc.constantFrom(step("success"), step("failed"), step("approval")), {
      maxLength: 6,
    });
    const marks = fc.record({ stopAt: time, resetAt: time, approvedAt: time }, { requiredKeys: [] });
    fc.assert(
      fc.property(plan, marks, time, time, (steps, given, a, b) => {
        const run = { runCount: 1, startedAt: 0, ...given };
        const [early, late] = [courseOf(steps, run, Math.min(a, b)), courseOf(steps, run, Math.max(a, b))];
        if (early.endedAt !== undefined && early.endedAt <= Math.min(a, b)) expect(late).toEqual(early);
        expect(late.taken.length).toBeGreaterThanOrEqual(early.taken.length);
      }),
    );
  });
});
