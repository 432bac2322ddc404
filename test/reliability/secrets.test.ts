import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, expect, it } from "vitest";
import { leaves } from "../../src/cli/tree.ts";
import { commands } from "../../src/commands/index.ts";
import { main } from "../../src/main.ts";
import { programWords } from "../commands/line.ts";
import { memoryWorld } from "../output/memory-world.ts";
import { measured, sized } from "./measure.ts";
import { moods, type SecretsServer, secretsServer } from "./secrets-server.ts";
import { canariesIn, layOut, type Slots, shows, slotsAt } from "./secrets-slots.ts";

let server: SecretsServer;
let slots: Readonly<Record<string, Slots>>;
/** Every line that a command's help shows as an example. */
let lines: readonly (readonly string[])[];
const homes: string[] = [];

beforeAll(async () => {
  server = await secretsServer();
  slots = slotsAt(server.url);
  const found: string[][] = [];
  for (const { path, leaf } of leaves(commands)) {
    // Those start servers and programs, and ask no system.
    if (path[0] === "sandbox" || ["defs", "sched", "reports"].includes(path[0]!)) continue;
    const { examples } = (await leaf.load()).default;
    for (const example of examples)
      found.push(programWords(typeof example === "string" ? example : example.line));
  }
  lines = found;
});
afterAll(() => {
  for (const home of homes) rmSync(home, { recursive: true, force: true });
});

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A home in which these slots are laid out, and signed in where that is to be done first. */
async function homeOf(of: Slots): Promise<string> {
  const home = mkdtempSync(join(tmpdir(), "rptctl-secrets-"));
  homes.push(home);
  layOut(home, of);
  for (const name of ["in.json", "role-report.rpz", "reports.spz"]) writeFileSync(join(home, name), "{}");
  server.mood = "obliging";
  for (const [line, stdin] of of.before ?? []) await run(home, of, line.split(" "), stdin);
  return home;
}

async function run(home: string, { env }: Slots, argv: readonly string[], stdin = ""): Promise<Ended> {
  let now = Date.parse("2026-11-22T12:00:00Z");
  const world = {
    ...memoryWorld(),
    env: {
      PATH: process.env.PATH,
      RPTCTL_CONFIG_DIR: home,
      RPTCTL_KEYRING: "off",
      RPTCTL_STACK: "1",
      TZ: "UTC",
      ...env,
    },
    cwd: home,
    home,
    stdin: { isTTY: false, stream: Readable.from([Buffer.from(stdin)]) },
    now: () => now,
    sleep: async (milliseconds: number) => {
      now += milliseconds;
    },
  };
  const code = await main(argv, world);
  return { code, stdout: world.stdout.text, stderr: world.stderr.text };
}

/** The files of a home that hold a secret and are not where it was put or is to be kept. */
function strayFiles(home: string, of: Slots, numbers: readonly string[]): string[] {
  // A document that was saved is the server's, whatever it holds.
  const isStore = (path: string) =>
    ["credentials.yaml", "config.yaml", ...Object.keys(of.files ?? {})].includes(path) ||
    /^sessions\/|\.(?:csv|pdf|rpz)$/.test(path);
  return readdirSync(home, { recursive: true, withFileTypes: true }).flatMap((entry) => {
    if (!entry.isFile()) return [];
    const path = relative(home, join(entry.parentPath, entry.name));
    const text = readFileSync(join(home, path), "latin1");
    return !isStore(path) && numbers.some((number) => shows(text, number)) ? [path] : [];
  });
}

const slotNames = Object.keys(slotsAt("http://h"));

it.each(slotNames)("%s: no command shows a secret, or leaves it behind", async (name) => {
  const of = slots[name]!;
  // Those of the slots, and the tokens and the password that the servers made themselves.
  const numbers = [...canariesIn(of), "900", "901"];
  const wrong: string[] = [];
  const arrived = new Set<string>();
  let tried = 0;
  let turn = slotNames.indexOf(name);
  let home = await homeOf(of);
  // It signs in everywhere.
  await run(home, of, ["doctor"]);
  for (const each of server.got) for (const number of numbers) if (shows(each, number)) arrived.add(number);
  for (const mood of moods) {
    for (const words of lines) {
      for (const format of ["json", "table"]) {
        turn += 1;
        if (turn % sized(97, 1) !== 0) continue;
        const status = [400, 401, 403, 404, 409, 500, 503][turn % 7]!;
        Object.assign(server, { mood, status, patience: mood === "obliging" ? 0 : turn % 4 });
        server.got.length = 0;
        const own = words.some((word) => /^(?:-o|--output)/.test(word)) ? [] : ["-o", format];
        const ended = words.indexOf("--");
        const at = ended < 0 ? words.length : ended;
        const flags = ["--debug", "--retries", "0", "--deadline", "20s", ...own];
        const { code, stdout, stderr } = await run(
          home,
          of,
          [...words.slice(0, at), ...flags, ...words.slice(at)],
          "{}",
        );
        tried += 1;
        for (const each of server.got)
          for (const number of numbers) if (shows(each, number)) arrived.add(number);
        // What a server answers with a success is the result, whatever it holds; `auth token` is asked for one.
        const isResult =
          mood === "odd" ||
          `${words[0]} ${words[1]}` === "auth token" ||
          words.includes("--show-secrets") ||
          (mood === "obliging" && words[0] === "api");
        const said = isResult ? stderr : stdout + stderr;
        const shown = numbers.filter((number) => shows(said, number));
        const stray = strayFiles(home, of, numbers);
        if (shown.length > 0 || stray.length > 0) {
          const where = said.split("\n").filter((each) => numbers.some((number) => shows(each, number)));
          wrong.push(
            `${words.join(" ")} -o ${format}, ${mood} ${status}: ${code} files ${stray}, ${where.slice(0, 2)}`,
          );
        }
        const isSignedOut = words[0] === "auth" || words[0] === "context" || words[0] === "config";
        if (isSignedOut) home = await homeOf(of);
      }
    }
  }
  expect(wrong.slice(0, 8).map((each) => each.slice(0, 900))).toEqual([]);
  // Each was used: a slot that nothing is sent of would be clean for nothing.
  expect(canariesIn(of).filter((number) => arrived.has(number) !== (of.unsent === undefined))).toEqual([]);
  measured({ chapter: "secrets", what: name, tried, clean: tried - wrong.length });
});
