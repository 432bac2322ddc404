// node bench/run.mjs [--runs N] [--write | NAME...]: measures the built program and prints Markdown; see README.md.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { arch, availableParallelism, cpus, loadavg, platform, release, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { inventory } from "./groups/inventory.mjs";
import { latency } from "./groups/latency.mjs";
import { nodes } from "./groups/nodes.mjs";
import { pages } from "./groups/pages.mjs";
import { real } from "./groups/real.mjs";
import { smallList } from "./groups/small-list.mjs";
import { startUp } from "./groups/start-up.mjs";
import { stream } from "./groups/stream.mjs";
import { transfers } from "./groups/transfers.mjs";
import { copyProgram } from "./program.mjs";
import { Stopwatch } from "./stopwatch.mjs";
import { startStub } from "./stub.mjs";
import { goalsOf, goalTable, table } from "./table.mjs";

/** @import { Program } from "./program.mjs" @import { Measured, Missing } from "./rounds.mjs" @import { Stub } from "./stub.mjs" */

/**
 * What a group of measurements works with. `runs` says how many rounds to make of what the group would make so many of.
 * @typedef {{
 *   program: Program,
 *   stopwatch: Stopwatch,
 *   stub: Stub,
 *   directory: string,
 *   runs: (usual: number) => number,
 * }} Bench
 */

/** @typedef {{ what: string, goal: string, measured: string, met: boolean }} Goal */

/**
 * What a group found: lines of a table, or a text of its own; and goals beside those that stand in the lines.
 * @typedef {{ title: string, lines?: readonly (Measured | Missing)[], text?: string, goals?: readonly Goal[] }} Section
 */

/** @type {Record<string, { about: string, measure: (bench: Bench) => Promise<Section[]> }>} */
const groups = {
  "start-up": { about: "--version, helps, completion bash, against node -e 0", measure: startUp },
  "small-list": { about: "one request over http and https, against curl", measure: smallList },
  pages: { about: "100 requests one after another; a table of 10 000 rows", measure: pages },
  stream: { about: "1 000 000 rows, against curl and jq", measure: stream },
  inventory: { about: "one document of 300 MB, against curl and jq", measure: inventory },
  latency: { about: "slow servers: numbered pages, 50 contexts", measure: latency },
  transfers: { about: "2 GiB down and up, against curl", measure: transfers },
  nodes: { about: "start-up and requests on Node 20, 22, 24 and 26 (npm packages)", measure: nodes },
  real: { about: "Keystone and CloudKitty, against the openstack client (Debian 12, root)", measure: real },
};

const usage = [
  "usage: node bench/run.mjs [--runs N] [--write | NAME...]",
  "",
  "  --runs N   so many rounds of everything, instead of what is usual for it",
  "  --write    put the figures of all groups into bench/README.md",
  "",
  ...Object.entries(groups).map(([name, { about }]) => `  ${name.padEnd(11)}${about}`),
].join("\n");

/** @returns {{ runs: string | undefined, write: boolean, names: readonly string[] }} */
function readWords() {
  const options = { runs: { type: "string" }, write: { type: "boolean" }, help: { type: "boolean" } };
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    if (values.help) {
      console.log(usage);
      process.exit();
    }
    const unknown = positionals.find((name) => !Object.hasOwn(groups, name));
    if (unknown !== undefined) throw new Error(`there is no group ${unknown}`);
    if (values.runs !== undefined && !/^[1-9]\d*$/.test(values.runs))
      throw new Error("--runs takes a number");
    if (values.write && positionals.length > 0) throw new Error("--write is for all groups");
    const names = positionals.length > 0 ? positionals : Object.keys(groups);
    return { runs: values.runs, write: values.write === true, names };
  } catch (error) {
    console.error(`bench: ${error.message}\n${usage}`);
    process.exit(2);
  }
}

function machine() {
  const [load] = loadavg();
  const busy = load > availableParallelism() / 2 ? " (busy: only the CPU ratios are steady)" : "";
  return [
    `${new Date().toISOString().slice(0, 10)}, ${commit()}, Node ${process.versions.node}`,
    `${availableParallelism()} x ${cpus()[0]?.model ?? arch()}, ${platform()} ${release()}, load ${load.toFixed(1)} at the start${busy}`,
  ].join("; ");
}

function commit() {
  try {
    const options = { encoding: "utf8", cwd: import.meta.dirname, stdio: ["ignore", "pipe", "ignore"] };
    return `commit ${execFileSync("git", ["rev-parse", "--short", "HEAD"], options).trim()}`;
  } catch {
    return "no commit";
  }
}

/** @param {Section} section */
function markdown({ title, lines, text, goals = [] }) {
  const body = lines === undefined ? text : table(lines);
  return [`### ${title}`, body, ...(goals.length > 0 ? [goalTable(goals)] : [])].join("\n\n");
}

const { runs, write, names } = readWords();
const directory = mkdtempSync(join(tmpdir(), "rptctl-bench-"));
process.on("exit", () => rmSync(directory, { recursive: true }));
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));
const about = `${machine()}.`;
console.log(about);
const stopwatch = new Stopwatch(directory);
const stub = await startStub(directory);
const bench = {
  program: copyProgram(directory),
  stopwatch,
  stub,
  directory,
  runs: (usual) => Number(runs ?? usual),
};
/** @type {string[]} */
const figures = [];
/** @type {Goal[]} */
const goals = [];
for (const name of names) {
  const begun = performance.now();
  try {
    for (const section of await groups[name].measure(bench)) {
      figures.push(markdown(section));
      goals.push(...goalsOf(section.lines ?? []), ...(section.goals ?? []));
      console.log(`\n${figures.at(-1)}`);
    }
  } catch (error) {
    console.error(`bench: ${name}: ${error.message}`);
    process.exitCode = 1;
  }
  console.error(`bench: ${name}: ${((performance.now() - begun) / 1000).toFixed(0)} s`);
}
stub.close();
stopwatch.close();
const missed = goals.filter(({ met }) => !met).length;
const summary = `### Goals: ${goals.length - missed} of ${goals.length} met\n\n${goalTable(goals)}`;
if (goals.length > 0) console.log(`\n${summary}`);
if (write && process.exitCode !== 1) {
  const readme = fileURLToPath(new URL("README.md", import.meta.url));
  const heading = "## Latest figures\n";
  const above = readFileSync(readme, "utf8").split(heading)[0];
  writeFileSync(readme, `${above}${heading}\n${[about, summary, ...figures].join("\n\n")}\n`);
}
