// node bench/run.mjs [--runs N] [--write] [NAME...]: measures the built program and prints Markdown; see README.md.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { arch, availableParallelism, cpus, loadavg, platform, release, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { pages } from "./groups/pages.mjs";
import { real } from "./groups/real.mjs";
import { smallList } from "./groups/small-list.mjs";
import { startUp } from "./groups/start-up.mjs";
import { stream } from "./groups/stream.mjs";
import { copyProgram } from "./program.mjs";
import { Stopwatch } from "./stopwatch.mjs";
import { startStub } from "./stub.mjs";

/** @import { Program } from "./program.mjs" @import { Stub } from "./stub.mjs" */

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

/** @type {Record<string, (bench: Bench) => Promise<{ title: string, text: string }[]>>} */
const groups = { "start-up": startUp, "small-list": smallList, pages, stream, real };

const names = Object.keys(groups).join(", ");
const { values, positionals } = parseArgs({
  options: { runs: { type: "string" }, write: { type: "boolean" } },
  allowPositionals: true,
});
const wrong = positionals.find((name) => !Object.hasOwn(groups, name));
const partly = values.write && positionals.length > 0;
if (partly || wrong !== undefined || (values.runs !== undefined && !/^[1-9]\d*$/.test(values.runs))) {
  console.error(`usage: node bench/run.mjs [--runs N] [--write | NAME...]\nNAME is one of ${names}`);
  process.exit(2);
}

/** Prints a piece of Markdown, and keeps it for README.md. */
const said = [];
function say(text) {
  said.push(text);
  console.log(text);
}

function machine() {
  const [load] = loadavg();
  const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], {
    encoding: "utf8",
    cwd: import.meta.dirname,
  });
  const busy = load > availableParallelism() / 2 ? " (busy: only the CPU ratios are steady)" : "";
  return [
    `${new Date().toISOString().slice(0, 10)}, commit ${commit.trim()}, Node ${process.versions.node}`,
    `${availableParallelism()} x ${cpus()[0]?.model ?? arch()}, ${platform()} ${release()}, load ${load.toFixed(1)} at the start${busy}`,
  ].join("; ");
}

const directory = mkdtempSync(join(tmpdir(), "rptctl-bench-"));
process.on("exit", () => rmSync(directory, { recursive: true }));
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));
const stopwatch = new Stopwatch(directory);
const stub = await startStub(directory);
const bench = {
  program: copyProgram(directory),
  stopwatch,
  stub,
  directory,
  runs: (usual) => Number(values.runs ?? usual),
};
say(`${machine()}.`);
for (const name of positionals.length > 0 ? positionals : Object.keys(groups)) {
  try {
    for (const { title, text } of await groups[name](bench)) say(`\n### ${title}\n\n${text}`);
  } catch (error) {
    console.error(`bench: ${name}: ${error.message}`);
    process.exitCode = 1;
  }
}
stub.close();
stopwatch.close();
if (values.write && process.exitCode !== 1) {
  const readme = fileURLToPath(new URL("README.md", import.meta.url));
  const heading = "## Latest figures\n";
  const above = readFileSync(readme, "utf8").split(heading)[0];
  writeFileSync(readme, `${above}${heading}\n${said.join("\n")}\n`);
}
