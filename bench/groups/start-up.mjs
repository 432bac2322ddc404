import { rounds } from "../rounds.mjs";

/** @import { Bench, Section } from "../run.mjs" @import { Contestant } from "../rounds.mjs" @import { Program } from "../program.mjs" */

/** The start of Node itself. */
export const bare = "`node -e 0`";

/** What the program costs before it does anything. @param {Bench} bench @returns {Promise<Section[]>} */
export async function startUp({ program, stopwatch, runs }) {
  return [{ title: "Start-up", lines: await rounds(startUpLines(program), runs(20), stopwatch) }];
}

/** @param {Program} program @returns {Contestant[]} */
export function startUpLines(program) {
  const env = program.env();
  const lines = ["--version", "--help", "scope --help", "scope list --help", "completion bash"].map(
    (line) => ({
      name: `\`rptctl ${line}\``,
      command: { argv: program.rptctl(...line.split(" ")), env },
      against: [{ name: bare, goal: 1.12, what: `\`${line}\`` }],
      optional: true,
    }),
  );
  return [{ name: bare, command: { argv: [program.node, "-e", "0"], env } }, ...lines];
}
