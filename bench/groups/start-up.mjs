import { rounds } from "../rounds.mjs";
import { table } from "../table.mjs";

/** @import { Bench } from "../run.mjs" */

/** What the program costs before it does anything. @param {Bench} bench */
export async function startUp({ program, stopwatch, runs }) {
  const bare = "`node -e 0`";
  const env = program.env();
  const lines = ["--version", "--help", "scope --help", "scope list --help", "completion bash"].map(
    (line) => ({
      name: `\`rptctl ${line}\``,
      command: { argv: program.rptctl(...line.split(" ")), env },
      against: [{ name: bare, goal: 1.12 }],
      optional: true,
    }),
  );
  const contestants = [{ name: bare, command: { argv: [process.execPath, "-e", "0"], env } }, ...lines];
  return [{ title: "Start-up", text: table(await rounds(contestants, runs(20), stopwatch)) }];
}
