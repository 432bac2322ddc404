/** @import { Command, Cost, Stopwatch } from "./stopwatch.mjs" */

/**
 * One line of a table. `against` names the contestants it is compared with, each with the ratio that it must not exceed
 * where there is such a goal (and what that goal is called), and what their cost is multiplied by where they do less. `rows` must be
 * printed, each with `key` in it; `before` and `check` are called before and after each run, unmeasured.
 * @typedef {{
 *   name: string,
 *   command: Command,
 *   against?: readonly { name: string, goal?: number, times?: number, what?: string }[],
 *   rows?: number,
 *   key?: string,
 *   optional?: boolean,
 *   before?: () => void,
 *   check?: () => void,
 * }} Contestant
 */

/** @typedef {{ median: number, min: number, max: number }} Spread */

/**
 * @typedef {{ name: string, times: number, goal: number | undefined, what: string | undefined, wall: Spread, cpu: Spread }} Ratio
 * @typedef {{ name: string, wall: Spread, cpu: Spread, peak: Spread, ratios: readonly Ratio[] }} Measured
 * @typedef {{ name: string, missing: string }} Missing
 */

/** Three rounds are made however long they take; no more are begun after so many milliseconds. */
const enough = { rounds: 3, time: 25_000 };

/**
 * Runs all of them once to warm up, and then in turn, at most `runs` times over, so that whatever else the machine does meets all of them
 * alike; a ratio is taken within a round, and then the median of the rounds. An optional one that fails is left out.
 * @param {readonly Contestant[]} contestants
 * @param {number} runs
 * @param {Stopwatch} stopwatch
 * @returns {Promise<(Measured | Missing)[]>}
 */
export async function rounds(contestants, runs, stopwatch) {
  /** @type {Map<string, Cost[]>} */
  const costs = new Map();
  /** @type {Missing[]} */
  const missing = [];
  for (const contestant of contestants) {
    try {
      await warmUp(contestant, stopwatch);
      costs.set(contestant.name, []);
    } catch (error) {
      if (!contestant.optional) throw error;
      missing.push({ name: contestant.name, missing: String(error).split("\n")[1] ?? String(error) });
    }
  }
  const present = contestants.filter(({ name }) => costs.has(name));
  const begun = performance.now();
  for (let round = 0; round < runs; round += 1) {
    if (round >= enough.rounds && performance.now() - begun > enough.time) break;
    for (const { name, command, before, check } of turned(present, round)) {
      before?.();
      costs.get(name)?.push(await stopwatch.run(command));
      check?.();
    }
  }
  return [...present.map((contestant) => measured(contestant, costs)), ...missing];
}

/** A run that is not counted: it fills caches, and shows that the command does what it is measured for. */
async function warmUp({ name, command, rows, key, before, check }, stopwatch) {
  before?.();
  if (rows === undefined) await stopwatch.run(command);
  else {
    const printed = rowsIn(await stopwatch.output(command), key);
    if (printed !== rows) throw new Error(`${name} printed ${printed} rows instead of ${rows}`);
  }
  check?.();
}

/** The rows of a document with JSON objects in it, else the lines below a header. @param {Buffer} bytes @param {string} [key] */
function rowsIn(bytes, key = '"scope_id"') {
  const keys = count(bytes, key) + count(bytes, '"Scope ID"');
  return keys > 0 ? keys : count(bytes, "\n") - 1;
}

function count(bytes, text) {
  let found = 0;
  for (let at = bytes.indexOf(text); at >= 0; at = bytes.indexOf(text, at + text.length)) found += 1;
  return found;
}

/** Another one goes first in each round: the one after a heavy one finds the machine in another state. */
function turned(list, by) {
  const start = by % list.length;
  return [...list.slice(start), ...list.slice(0, start)];
}

/** @returns {Measured} */
function measured({ name, against = [] }, costs) {
  const own = costs.get(name);
  const of = (key) => spread(own.map((cost) => cost[key]));
  const ratios = against
    .filter((other) => costs.has(other.name))
    .map(({ name: other, goal, what, times = 1 }) => {
      const theirs = costs.get(other);
      const ratio = (key) => spread(own.map((cost, round) => cost[key] / (times * theirs[round][key])));
      return { name: other, times, goal, what, wall: ratio("wall"), cpu: ratio("cpu") };
    });
  return { name, wall: of("wall"), cpu: of("cpu"), peak: of("peak"), ratios };
}

/** @param {readonly number[]} values @returns {Spread} */
export function spread(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  return { median, min: sorted[0], max: sorted.at(-1) };
}
