import { rounds } from "../rounds.mjs";
import { startServer } from "../server.mjs";

/** @import { Bench, Section } from "../run.mjs" */

/** 300 MB of them. */
const elements = 1_000_000;

/** One document of 300 MB, as ndjson and looked into. jq reads a tenth of it. @param {Bench} bench @returns {Promise<Section[]>} */
export async function inventory({ program, stopwatch, runs }) {
  const server = await startServer("bulk-server.mjs");
  const url = (count) => `http://127.0.0.1:${server.ports.http}/elements/${count}`;
  const jq = "curl, piped into `jq -c`, a tenth of the elements";
  const list = (...flags) => ({
    argv: program.rptctl("inventory", "list", ...flags),
    env: program.env({ RPTCTL_INVENTORY_URL: url(elements), RPTCTL_INVENTORY_TOKEN: "t" }),
  });
  const piped = 'curl -sS -d output_format=elements_on_same_level "$1" | jq -c ".elements_found[]"';
  const document = (count) => `${url(count)}/api/v2/inventory`;
  const of = (name, argv) => ({ name, command: { argv, env: program.env() } });
  const contestants = [
    of("curl", ["curl", "-sS", "-d", "output_format=elements_on_same_level", document(elements)]),
    of(jq, ["sh", "-c", piped, "sh", document(elements / 10)]),
    {
      name: "`-o ndjson`",
      command: list("-o", "ndjson"),
      against: [{ name: "curl" }, { name: jq, times: 10, goal: 0.03, what: "300 MB inventory as ndjson" }],
    },
    {
      name: "`-o csv`",
      command: list("-o", "csv"),
      against: [{ name: "curl" }, { name: jq, times: 10, goal: 0.3, what: "300 MB inventory looked into" }],
    },
  ];
  try {
    const lines = await rounds(contestants, runs(3), stopwatch);
    const peak = Math.max(...lines.slice(2).map((line) => line.peak.max));
    const measured = `${peak.toFixed(0)} MiB`;
    const goals = [
      { what: "memory of a 300 MB inventory", goal: "under 100 MiB", measured, met: peak < 100 },
    ];
    return [{ title: "An inventory of 300 MB in one document", lines, goals }];
  } finally {
    server.close();
  }
}
