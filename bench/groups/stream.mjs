import { spawn } from "node:child_process";
import { once } from "node:events";
import { rounds, spread } from "../rounds.mjs";

/** @import { Bench, Goal, Section } from "../run.mjs" */

const million = 1_000_000;

/** A million rows in pages of 1000, to /dev/null. @param {Bench} bench @returns {Promise<Section[]>} */
export async function stream(bench) {
  const { program, stopwatch, runs, stub } = bench;
  const curl = "curl, all pages, one connection";
  const jq = "curl, piped into `jq -c`, a tenth of the rows";
  const urls = (rows) => `${stub.http(rows)}/v2/scope?limit=1000&offset=[0-${rows - 1000}:1000]`;
  const list = (rows, format) => ({
    argv: program.rptctl("scope", "list", "-o", format),
    env: program.env({ RPTCTL_SCOPE_URL: stub.http(rows), RPTCTL_SCOPE_AUTH_TYPE: "none" }),
  });
  const piped = ["sh", "-c", 'curl -sS "$1" | jq -c ".results[]"', "sh", urls(million / 10)];
  const contestants = [
    { name: curl, command: { argv: ["curl", "-sS", urls(million)], env: program.env() }, rows: million },
    { name: jq, command: { argv: piped, env: program.env() }, rows: million / 10 },
    { name: "`-o ndjson`, a tenth of the rows", command: list(million / 10, "ndjson"), rows: million / 10 },
    ...[
      ["ndjson", 5.5],
      ["json", 3.5],
      ["csv", 5],
    ].map(([format, goal]) => ({
      name: `\`-o ${format}\``,
      command: list(million, format),
      rows: million,
      against: [
        { name: curl, goal, what: `1 M rows as ${format}` },
        { name: jq, times: 10, goal: 0.1, what: `1 M rows as ${format}` },
      ],
    })),
  ];
  const measured = await rounds(contestants, runs(5), stopwatch);
  const mostMemory = Math.max(...measured.slice(3).map(({ peak }) => peak.max));
  const memory = {
    what: "memory of 1 M rows, whatever the form",
    goal: "under 100 MiB",
    measured: `${mostMemory.toFixed(0)} MiB`,
    met: mostMemory <= 100,
  };
  const goals = [memory, ...(await firstRows(bench, list))];
  return [{ title: "1 000 000 rows in 1000 pages", lines: measured, goals }];
}

/** How long after the first page left the server, and after the start, the first row is there to be read. @returns {Promise<Goal[]>} */
async function firstRows({ runs, stub }, list) {
  const goals = [];
  for (const format of ["ndjson", "json", "csv"]) {
    const delays = [];
    const since = [];
    for (let run = 0; run < runs(5); run += 1) {
      const begun = process.hrtime.bigint();
      const seen = await firstRow(list(million, format));
      delays.push(Number(seen - (await stub.firstPageAt())) / 1e6);
      since.push(Number(seen - begun) / 1e6);
    }
    const { median, max } = spread(delays);
    const start = spread(since).median.toFixed(0);
    goals.push({
      what: `first row as ${format}, after the first page left the server`,
      goal: "200 ms",
      measured: `${median.toFixed(1)} ms (at most ${max.toFixed(1)}; ${start} from the start)`,
      met: max <= 200,
    });
  }
  return goals;
}

/** When a reader has the first row; the program is then left with a closed pipe. */
async function firstRow({ argv: [file, ...args], env }) {
  const child = spawn(file, args, { env, stdio: ["ignore", "pipe", "inherit"] });
  const closed = once(child, "close");
  let text = "";
  for await (const part of child.stdout) {
    text += part;
    if (text.includes("00000000,") || text.includes('"scope_activation_toggle_date"')) break;
  }
  const seen = process.hrtime.bigint();
  child.stdout.destroy();
  await closed;
  return seen;
}
