import { chmodSync, cpSync, readdirSync, readFileSync, watch, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { freshHomes, startProgram } from "../../process/program.ts";
import { measured, sized } from "../measure.ts";
import { seeded } from "../seeded.ts";
import { trials } from "../trials.ts";
import { registriesServer } from "./registries-server.ts";

const fresh = freshHomes();
const hook = fileURLToPath(new URL("kill-at.cjs", import.meta.url));
const lanes = 3;
let server: Awaited<ReturnType<typeof registriesServer>>;
beforeAll(async () => {
  server = await registriesServer();
});
afterAll(() => server.close());

const config = () =>
  `# ours\ncurrent-context: prod\noutput: table # for people\ncontexts:\n  prod:\n    registries: {url: "${server.url}", username: ops}\n`;
const credentials = "prod:\n  registries:\n    kept: file\n    username: ops\n    password: old-password\n";

interface Killed {
  readonly what: string;
  /** The file that is written, in the configuration's directory. */
  readonly file: string | RegExp;
  readonly argv: readonly string[];
  readonly stdin?: string;
  readonly next: readonly string[];
  /** What is in the directory after the next command. */
  readonly left: readonly (string | RegExp)[];
}

const sessionFile = /^[0-9a-f]{16}\.json$/;
const both = ["config.yaml", "credentials.yaml"];

const writes: readonly Killed[] = [
  {
    what: "context set",
    file: "config.yaml",
    argv: ["context", "set", "test", "scope.url=http://new.test"],
    next: ["context", "set", "third", "scope.url=http://third.test"],
    left: both,
  },
  {
    what: "config set",
    file: "config.yaml",
    argv: ["config", "set", "output", "json"],
    next: ["config", "set", "retries", "7"],
    left: both,
  },
  {
    what: "auth login --with-token",
    file: "credentials.yaml",
    argv: ["auth", "login", "registries", "--with-token"],
    stdin: "new-token\n",
    next: ["auth", "login", "registries", "--with-token"],
    left: both,
  },
  {
    what: "a sign-in that keeps its session",
    file: sessionFile,
    argv: ["registries", "list"],
    next: ["registries", "list"],
    left: [...both, "sessions", sessionFile],
  },
];

/** A home with a configuration, a credential and, where one is written, a session that the server refuses. */
function homeBefore(template: string | undefined): string {
  const home = fresh();
  if (template !== undefined) cpSync(template, home, { recursive: true });
  else {
    chmodSync(home, 0o700);
    writeFileSync(join(home, "config.yaml"), config());
    writeFileSync(join(home, "credentials.yaml"), credentials, { mode: 0o600 });
  }
  return home;
}

function start(home: string, argv: readonly string[], stdin = "", env: Record<string, string> = {}) {
  return startProgram(argv, { env: { HOME: home, RPTCTL_CONFIG_DIR: home, ...env }, stdin });
}

/** What is left in a directory, but for the copy of the configuration that may be kept beside it. */
const namesIn = (home: string) =>
  readdirSync(home, { recursive: true })
    .filter((name) => name !== "config.yaml.parsed")
    .map((name) => String(name))
    .sort();

/** Where in the directory that file is; undefined where it is not. */
function find(home: string, file: string | RegExp): string | undefined {
  const names = namesIn(home);
  return names.find((name) =>
    typeof file === "string" ? name === file : file.test(name.replace(/^.*\//, "")),
  );
}

function contents(home: string, file: string | RegExp): string | undefined {
  const name = find(home, file);
  return name === undefined ? undefined : readFileSync(join(home, name), "utf8");
}

/** Sessions differ in when they were saved. */
const stable = (text: string | undefined) =>
  text?.replace(/"savedAt":\d+/, "").replace(/issued-\d+/, "issued");

function isLeft(names: readonly string[], left: Killed["left"]): boolean {
  const bare = names.map((name) => name.replace(/^.*\//, ""));
  return bare.length === left.length && left.every((one) => bare.some((name) => matches(name, one)));
}

function matches(name: string, one: string | RegExp): boolean {
  return typeof one === "string" ? name === one : one.test(name);
}

/** The moment at which the parent kills: soon after the first change in the directory, or anywhere. */
async function moment(home: string, trial: number, random: () => number, duration: number): Promise<void> {
  if (trial % 2 === 0) return sleep(random() * duration * 1.05);
  await new Promise<void>((resolve) => {
    const watcher = watch(home, { persistent: false, recursive: true }, () => {
      watcher.close();
      resolve();
    });
  });
  // A write takes about two milliseconds.
  const until = performance.now() + random() * 3;
  while (performance.now() < until);
}

it.each(writes)("SIGKILL at any moment of $what", async ({ what, file, argv, stdin, next, left }) => {
  const template = homeBefore(undefined);
  if (typeof file !== "string") expect(await start(template, argv).ended).toMatchObject({ code: 0 });
  const before = stable(contents(template, file));

  const countTo = join(fresh(), "count");
  const clean = homeBefore(template);
  const hooked = { NODE_OPTIONS: `--require=${hook}` };
  expect(await start(clean, argv, stdin, { ...hooked, COUNT_TO: countTo }).ended).toMatchObject({ code: 0 });
  const moments = Number(readFileSync(countTo, "utf8"));
  const after = stable(contents(clean, file));
  expect(after).not.toBe(typeof file === "string" ? before : undefined);

  const timed = homeBefore(template);
  const began = performance.now();
  expect(await start(timed, argv, stdin).ended).toMatchObject({ code: 0 });
  const duration = performance.now() - began;
  const random = seeded(what.length);

  const inside = sized(2, moments);
  const { dirty, ...counts } = await trials(inside + sized(2, 200), lanes, async (trial) => {
    const home = homeBefore(template);
    const amid = trial < inside;
    const at = sized(Math.ceil(random() * moments), 1 + (trial % moments));
    const running = start(home, argv, stdin, amid ? { ...hooked, KILL_AT: String(at) } : {});
    if (!amid) {
      await Promise.race([running.ended, moment(home, trial, random, duration)]);
      running.child.kill("SIGKILL");
    }
    await running.ended;
    const found = contents(home, file);
    if (stable(found) !== before && stable(found) !== after) return `holds ${found}`;
    if (typeof file !== "string" && found !== undefined) JSON.parse(found);
    const again = await start(home, next, "third-token\n").ended;
    if (again.code !== 0) return `next: exit ${again.code}, ${again.stderr}`;
    return isLeft(namesIn(home), left) ? undefined : `left ${namesIn(home)}`;
  });
  expect.soft(dirty.slice(0, 10)).toEqual([]);
  measured({
    chapter: "interrupts",
    what: `SIGKILL at random moments of ${what}`,
    ...counts,
    note: `before, amid and after each of its file operations (${moments} moments), and 200 at any time`,
  });
});
