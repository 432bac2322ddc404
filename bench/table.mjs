/** @import { Measured, Missing, Ratio, Spread } from "./rounds.mjs" @import { Goal } from "./run.mjs" */

const head = [
  "| what | wall ms, median (min to max) | CPU ms | peak MiB | ratio: wall (min to max), CPU | goal |",
  "|---|---|---|---|---|---|",
];

/**
 * A Markdown table; goals that the median on the clock misses are set in bold.
 * @param {readonly (Measured | Missing)[]} lines
 */
export function table(lines) {
  return [...head, ...lines.map((line) => ("missing" in line ? missingLine(line) : measuredLine(line)))].join(
    "\n",
  );
}

/** @param {Missing} line */
function missingLine({ name, missing }) {
  return `| ${name} | not measured: ${missing.trim()} | | | | |`;
}

/** @param {Measured} line */
function measuredLine({ name, wall, cpu, peak, ratios }) {
  const compared = ratios.map((ratio) => ratioText(ratio)).join("; ");
  const goals = ratios
    .filter(({ goal }) => goal !== undefined)
    .map(goalText)
    .join("; ");
  const cells = [
    name,
    range(wall, milliseconds),
    milliseconds(cpu.median),
    peak.median.toFixed(0),
    compared,
    goals,
  ];
  return `| ${cells.join(" | ")} |`;
}

/** @param {Ratio} ratio */
function ratioText({ name, times, wall, cpu }) {
  const other = times === 1 ? name : `${times} times ${name}`;
  return `${range(wall, factor)}, CPU ${factor(cpu.median)} x ${other}`;
}

/** @param {Ratio} ratio */
function goalText({ goal, wall }) {
  return verdict(goal, isMet(goal, wall));
}

/** Goals are given with two digits, and so is what is held against them. @param {number} goal @param {Spread} wall */
export function isMet(goal, { median }) {
  return Number(factor(median)) <= goal;
}

/** @param {string | number} goal @param {boolean} met */
export function verdict(goal, met) {
  return met ? `${goal}: met` : `**${goal}: missed**`;
}

/** The goals of the lines, by what they are called. @param {readonly (Measured | Missing)[]} lines @returns {Goal[]} */
export function goalsOf(lines) {
  return lines.flatMap((line) =>
    ("missing" in line ? [] : line.ratios)
      .filter(({ goal }) => goal !== undefined)
      .map(({ name, times, goal, what, wall }) => ({
        what: what ?? line.name,
        goal: `${factor(goal)} x ${times === 1 ? name : `${times} times ${name}`}`,
        measured: factor(wall.median),
        met: isMet(goal, wall),
      })),
  );
}

/** A Markdown table of goals. @param {readonly Goal[]} goals */
export function goalTable(goals) {
  const rows = goals.map(({ what, goal, measured, met }) =>
    ["", what, goal, measured, met ? "met" : "**missed**", ""].join(" | ").trim(),
  );
  return ["| what | goal | measured | |", "|---|---|---|---|", ...rows].join("\n");
}

/** @param {Spread} spread @param {(value: number) => string} form */
function range({ median, min, max }, form) {
  return `${form(median)} (${form(min)} to ${form(max)})`;
}

function milliseconds(value) {
  return value < 100 ? value.toFixed(1) : value.toFixed(0);
}

/** A ratio with two or three digits. @param {number} value */
export function factor(value) {
  return value < 1 ? value.toPrecision(2) : value.toFixed(2);
}
