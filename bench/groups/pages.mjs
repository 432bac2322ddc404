import { rounds } from "../rounds.mjs";
import { table } from "../table.mjs";

/** @import { Bench } from "../run.mjs" */

/** A hundred requests one after another, and a table of 10 000 rows. @param {Bench} bench */
export async function pages({ program, stopwatch, runs, stub }) {
  const bare = "`node -e 0`";
  const env = (rows) => program.env({ RPTCTL_SCOPE_URL: stub.http(rows), RPTCTL_SCOPE_AUTH_TYPE: "none" });
  const list = (rows, ...flags) => ({ argv: program.rptctl("scope", "list", ...flags), env: env(rows) });
  const hundred = [
    { name: bare, command: { argv: [process.execPath, "-e", "0"], env: program.env() } },
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
      against: [{ name: bare, goal: 3.6 }],
    },
  ];
  const one = "`scope list`, a table of one row";
  const tables = [
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
  const measured = await rounds(tables, runs(10), stopwatch);
  const wall = (name) => measured.find((line) => line.name === name).wall.median;
  const more = wall(tables[3].name) - wall(one);
  return [
    { title: "100 requests one after another", text: table(await rounds(hundred, runs(10), stopwatch)) },
    {
      title: "A table of 10 000 x 7",
      text: `${table(measured)}\n\nThe 10 000 rows and 7 columns take ${more.toFixed(0)} ms more than one row; goal 100 ms: ${
        more <= 100 ? "met" : "**missed**"
      }.`,
    },
  ];
}

const sevenColumns =
  "scope_id,scope_key,fetcher,collector,active,last_processed_timestamp,scope_activation_toggle_date";
