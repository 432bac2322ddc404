import { describe, expect, it } from "vitest";
import { Fault } from "../../src/errors.ts";
import { type Pace, paceOf, waitFor } from "../../src/times/waiting.ts";

/** A clock on which pauses pass at once. */
function clock(signal = new AbortController().signal) {
  let now = 0;
  const pauses: number[] = [];
  return {
    pauses,
    signal,
    now: () => now,
    async sleep(milliseconds: number, by?: AbortSignal) {
      by?.throwIfAborted();
      pauses.push(milliseconds);
      now += milliseconds;
    },
  };
}

const patient: Pace = { interval: undefined, timeout: undefined };
const away = new Fault("unavailable", "connection refused");

function afterLooks(count: number, result = "done") {
  let looked = 0;
  return async () => {
    looked += 1;
    return looked > count ? result : undefined;
  };
}

function telling() {
  const said: string[] = [];
  return { said, state: () => "it is still running", say: (text: string) => said.push(text) };
}

describe("waitFor", () => {
  it("looks at once", async () => {
    const time = clock();
    expect(await waitFor(afterLooks(0), patient, time, telling())).toBe("done");
    expect(time.pauses).toEqual([]);
  });

  it("looks after 1 s, then less and less often, up to every 15 s", async () => {
    const time = clock();
    await waitFor(afterLooks(10), patient, time, telling());
    expect(time.pauses).toEqual([1000, 1500, 2250, 3375, 5063, 7594, 11391, 15000, 15000, 15000]);
  });

  it("keeps the pace that was asked for", async () => {
    const time = clock();
    await waitFor(afterLooks(3), paceOf({ interval: 200, "wait-timeout": undefined }), time, telling());
    expect(time.pauses).toEqual([200, 200, 200]);
  });

  it("ends with exit 124 and the state after a last look at the limit", async () => {
    const time = clock();
    const pace = paceOf({ interval: undefined, "wait-timeout": 4000 });
    await expect(waitFor(afterLooks(99), pace, time, telling())).rejects.toMatchObject({
      exit: 124,
      message: "waited 4s in vain: it is still running",
    });
    expect(time.pauses).toEqual([1000, 1500, 1500]);
    expect(await waitFor(afterLooks(3), pace, clock(), telling())).toBe("done");
  });

  it("ends in the middle of a look that is not answered", async () => {
    const hanging = (signal: AbortSignal) =>
      new Promise<string>((_, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason));
      });
    const pace = { interval: undefined, timeout: 5 };
    await expect(waitFor(hanging, pace, clock(), telling())).rejects.toMatchObject({
      exit: 124,
      message: "waited 0.005s in vain: it is still running",
    });
  });

  it("ends when it is interrupted", async () => {
    const control = new AbortController();
    const reason = new Fault("interrupted", "interrupted");
    control.abort(reason);
    await expect(waitFor(afterLooks(1), patient, clock(control.signal), telling())).rejects.toBe(reason);
  });

  it("forgives five failed looks in a row, and says so", async () => {
    const told = telling();
    const outcomes = [away, away, away, away, away, undefined, away, away, away, away, away, "done"];
    const look = async () => {
      const next = outcomes.shift();
      if (next instanceof Fault) throw next;
      return next;
    };
    expect(await waitFor(look, patient, clock(), told)).toBe("done");
    expect(told.said).toHaveLength(10);
    expect(told.said[0]).toContain("connection refused");
  });

  it.each([
    ["six failed looks in a row", away, 6],
    ["a refusal", new Fault("forbidden", "no"), 1],
    ["a bug", new TypeError("oops"), 1],
  ])("does not forgive %s", async (_, error, looks) => {
    let looked = 0;
    const look = async () => {
      looked += 1;
      throw error;
    };
    await expect(waitFor(look, patient, clock(), telling())).rejects.toBe(error);
    expect(looked).toBe(looks);
  });
});
