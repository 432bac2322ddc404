import { installNode } from "../../scripts/install-node.mjs";
import { rounds } from "../rounds.mjs";
import { factor, isMet, verdict } from "../table.mjs";
import { hundredLines } from "./pages.mjs";
import { smallListLines } from "./small-list.mjs";
import { bare, startUpLines } from "./start-up.mjs";

/** @import { Bench, Goal, Section } from "../run.mjs" @import { Contestant, Measured } from "../rounds.mjs" */

const lines = ["20", "22", "24", "26"];
const rows = 100_000;

/** Every Node that it is made for, each against its own bare start. @param {Bench} bench @returns {Promise<Section[]>} */
export async function nodes(bench) {
  const { stopwatch, runs } = bench;
  const measured = [];
  for (const line of lines) {
    try {
      const program = bench.program.on(await installNode(line));
      const costs = await rounds(contestants({ ...bench, program }), runs(7), stopwatch);
      measured.push({ version: program.version, costs });
    } catch (error) {
      measured.push({ version: `${line}: ${error.message.split("\n")[0]}`, costs: [] });
    }
  }
  const goals = measured.flatMap(({ version, costs }) => goalsOn(version, costs));
  return [{ title: "On every Node, x its own `node -e 0`", text: table(measured), goals }];
}

/** @param {Bench} bench @returns {Contestant[]} */
function contestants(bench) {
  const { program, stub } = bench;
  const env = program.env({ RPTCTL_SCOPE_URL: stub.http(rows), RPTCTL_SCOPE_AUTH_TYPE: "none" });
  const all = [...startUpLines(program), ...smallListLines(bench), ...hundredLines(bench)];
  const forms = ["ndjson", "json", "csv"].map((format) => ({
    name: `100 000 rows as ${format}`,
    command: { argv: program.rptctl("scope", "list", "-o", format), env },
    against: [{ name: bare }],
  }));
  const isOurs = ({ name, command }, index) => name !== bare && command.argv[0] === program.node && index > 0;
  return [all[0], ...all.filter(isOurs), ...forms];
}

function table(measured) {
  const names = measured.find(({ costs }) => costs.length > 0)?.costs.map(({ name }) => name) ?? [];
  const cell = (name, { costs }) => {
    const cost = costs.find((one) => one.name === name);
    if (cost === undefined) return "";
    if (name === bare) return `${cost.wall.median.toFixed(1)} ms`;
    const [{ goal, wall, cpu }] = cost.ratios;
    const ratio = `${factor(wall.median)}, CPU ${factor(cpu.median)}`;
    return goal === undefined ? ratio : `${ratio} (${verdict(goal, isMet(goal, wall))})`;
  };
  const row = (cells) => `| ${cells.join(" | ")} |`;
  return [
    row(["what", ...measured.map(({ version }) => version)]),
    row(["---", ...measured.map(() => "---")]),
    ...names.map((name) => row([name, ...measured.map((one) => cell(name, one))])),
  ].join("\n");
}

/** How many of its goals a Node meets. @param {string} version @param {readonly Measured[]} costs @returns {Goal[]} */
function goalsOn(version, costs) {
  const held = costs.flatMap(({ ratios = [] }) => ratios.filter(({ goal }) => goal !== undefined));
  if (held.length === 0) return [];
  const met = held.filter(({ goal, wall }) => isMet(goal, wall)).length;
  return [
    {
      what: `start-up and requests on Node ${version}`,
      goal: "all",
      measured: `${met} of ${held.length}`,
      met: met === held.length,
    },
  ];
}
