import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rounds } from "../rounds.mjs";
import { startServer } from "../server.mjs";

/** @import { Bench, Section } from "../run.mjs" */

const pages = 100;
const rowsAPage = 50;
const contexts = 50;

/** Servers that take their time: numbered pages, and many contexts at once. @param {Bench} bench @returns {Promise<Section[]>} */
export async function latency({ program, stopwatch, runs, directory }) {
  const server = await startServer("slow-server.mjs");
  const at = (words) => `http://127.0.0.1:${server.ports.http}/${words}`;
  try {
    const numbered = await rounds(numberedPages(program, at), runs(5), stopwatch);
    const fanned = await rounds(manyContexts(program, at, directory), runs(5), stopwatch);
    const slowest = fanned.at(-1).wall.median;
    return [
      { title: `${pages} numbered pages, 20 ms each`, lines: numbered },
      {
        title: `${contexts} contexts, 200 ms each`,
        lines: fanned,
        goals: [
          {
            what: `${contexts} contexts with 200 ms latency`,
            goal: "under 2 s",
            measured: `${(slowest / 1000).toFixed(2)} s`,
            met: slowest < 2000,
          },
        ],
      },
    ];
  } finally {
    server.close();
  }
}

function numberedPages(program, at) {
  const url = at(`wait/20/rows/${pages * rowsAPage}`);
  const query = `paginate=true&page_size=${rowsAPage}&page=[0-${pages - 1}]`;
  const each = { env: program.env() };
  const oneByOne = "curl, one page after another";
  const rows = pages * rowsAPage;
  return [
    {
      name: oneByOne,
      command: { ...each, argv: ["curl", "-sS", `${url}/api/v1/reports/registries?${query}`] },
      rows,
      key: '"id"',
    },
    {
      name: "`registries list -o ndjson`",
      command: {
        argv: program.rptctl("registries", "list", "-o", "ndjson", "--page-size", String(rowsAPage)),
        env: program.env({ RPTCTL_REGISTRIES_URL: url, RPTCTL_REGISTRIES_TOKEN: "t" }),
      },
      rows,
      key: '"id"',
      against: [{ name: oneByOne, goal: 0.2, what: "numbered pages at 20 ms each" }],
    },
  ];
}

function manyContexts(program, at, directory) {
  const config = join(directory, "many-contexts");
  mkdirSync(config, { mode: 0o700 });
  const names = Array.from({ length: contexts }, (_, index) => `c${index}`);
  const context = (name) =>
    `  ${name}:\n    scope: { url: "${at(`wait/200/name/${name}`)}", auth-type: none }\n`;
  writeFileSync(join(config, "config.yaml"), `contexts:\n${names.map(context).join("")}`, { mode: 0o600 });
  return [
    {
      name: "curl, one server",
      command: { argv: ["curl", "-sS", at("wait/200/name/c0/v2/scope")], env: program.env() },
      rows: 1,
    },
    {
      name: "`scope list --context '*' -o ndjson`",
      command: {
        argv: program.rptctl("scope", "list", "--context", "*", "-o", "ndjson"),
        env: program.env({ RPTCTL_CONFIG_DIR: config }),
      },
      rows: contexts,
    },
  ];
}
