import { rounds } from "../rounds.mjs";
import { bare } from "./start-up.mjs";

/** @import { Bench, Section } from "../run.mjs" @import { Contestant } from "../rounds.mjs" */

/** A hundred requests one after another, and a table of 10 000 rows. @param {Bench} bench @returns {Promise<Section[]>} */
export async function pages(bench) {
  const { runs, stopwatch } = bench;
  const hundred = await rounds(hundredLines(bench), runs(10), stopwatch);
  const tables = await rounds(tableLines(bench), runs(10), stopwatch);
  const more = tables.at(-1).wall.median - tables[0].wall.median;
  const measured = `${more.toFixed(0)} ms more than one row`;
  const goals = [{ what: "a table of 10 000 x 7", goal: "100 ms", measured, met: more <= 100 }];
  return [
    { title: "100 requests one after another", lines: hundred },
    { title: "A table of 10 000 x 7", lines: tables, goals },
  ];
}

/** @param {Bench} bench */
function lister({ program, stub }) {
  const env = (rows) => program.env({ RPTCTL_SCOPE_URL: stub.http(rows), RPTCTL_SCOPE_AUTH_TYPE: "none" });
  return (rows, ...flags) => ({ argv: program.rptctl("scope", "list", ...flags), env: env(rows) });
}

/** @param {Bench} bench @returns {Contestant[]} */
export function hundredLines(bench) {
  const { program, stub } = bench;
  const list = lister(bench);
  return [
    { name: bare, command: { argv: [program.node, "-e", "0"], env: program.env() } },
    {
      name: "curl, 100 pages of one row, one connection",
      command: {
        argv: ["curl", "-sS", `${stub.http(100)}/v2/scope?limit=1&offset=[0-99]`],
        env: program.env(),
      },
      rows: 100,
      against: [{ name: bare }],
    },
    {
      name: "`scope list`, 100 pages of one row",
      command: list(100, "--page-size", "1", "--limit", "100", "-o", "ndjson"),
      rows: 100,
      against: [{ name: bare, goal: 3.6, what: "100 requests one after another" }],
    },
  ];
}

/** @param {Bench} bench @returns {Contestant[]} */
function tableLines(bench) {
  const list = lister(bench);
  const one = "`scope list`, a table of one row";
  return [
    { name: one, command: list(1), rows: 1 },
    {
      name: "`-o id` of 10 000 rows, one page",
      command: list(10_000, "--page-size", "100000", "-o", "id"),
      against: [{ name: one }],
    },
    {
      name: "`-o table` of 10 000 rows, one page",
      command: list(10_000, "--page-size", "100000"),
      rows: 10_000,
      against: [{ name: one }],
    },
    {
      name: "`-o table` of 10 000 rows and 7 columns, one page",
      command: list(10_000, "--page-size", "100000", "--columns", sevenColumns),
      rows: 10_000,
      against: [{ name: one }],
    },
  ];
}

const sevenColumns =
  "scope_id,scope_key,fetcher,collector,active,last_processed_timestamp,scope_activation_toggle_date";
