import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { freshHomes, startProgram } from "../../process/program.ts";
import { measured, sized } from "../measure.ts";
import { keystone, type Manners, reporting, seerBox, signInServer } from "./sign-in-server.ts";

const fresh = freshHomes();
const many = sized(12, 100);
const numbers = Array.from({ length: many }, (_, index) => index);
/** How many meet at a first sign-in. */
const cold = sized(4, 100);
const chapter = "parallel";
const note = "all processes started before the first of them had ended";

function start(home: string, argv: readonly string[], stdin = "") {
  return startProgram(argv, { env: { HOME: home, RPTCTL_CONFIG_DIR: home }, stdin });
}

/** Starts them all, and gives the failures of those that did not end well, once every one has ended. */
async function together(
  home: string,
  argvOf: (index: number) => readonly string[],
  { stdin = "", count = many } = {},
) {
  const started = numbers.slice(0, count).map((index) => start(home, argvOf(index), stdin));
  expect(started.every(({ child }) => child.exitCode === null)).toBe(true);
  const ended = await Promise.all(started.map((one) => one.ended));
  const failed = ended.filter(({ code }) => code !== 0);
  expect.soft(failed.map(({ stderr }) => stderr).slice(0, 5)).toEqual([]);
  return failed.length;
}

const changes = [
  {
    what: "context set, another context each",
    file: "config.yaml",
    argv: (index: number) => ["context", "set", `c${index}`, `scope.url=http://host-${index}.test`],
    isKept: (file: Tree, index: number) =>
      file.contexts?.[`c${index}`]?.scope?.url === `http://host-${index}.test`,
  },
  {
    what: "auth login --with-token, another context each",
    file: "credentials.yaml",
    argv: (index: number) => ["auth", "login", "pipeline", "--with-token", "--context", `c${index}`],
    isKept: (file: Tree, index: number) => file[`c${index}`]?.pipeline?.token === "token",
  },
];

// biome-ignore lint/suspicious/noExplicitAny: a file that a test reads what it expects in
type Tree = any;

it.each(changes)("keeps every change of many: $what", async ({ what, file, argv, isKept }) => {
  const home = fresh();
  const server = await signInServer(seerBox);
  const contexts = numbers.map((index) => `  c${index}: {pipeline: {url: "${server.url}"}}\n`);
  writeFileSync(join(home, "config.yaml"), `# ours\ncontexts:\n${contexts.join("")}`);
  const failed = await together(home, argv, { stdin: "token\n" });
  await server.close();
  const found: Tree = parse(readFileSync(join(home, file), "utf8"));
  const kept = numbers.filter((index) => isKept(found, index));
  expect.soft(failed).toBe(0);
  expect(
    readdirSync(home).filter((name) => !/^(config|credentials|\.config)\.yaml(\.parsed)?$/.test(name)),
  ).toEqual([]);
  measured({ chapter, what, tried: many, clean: kept.length, note: `changes kept; ${note}` });
});

interface Signed {
  readonly system: string;
  readonly manners: Manners;
  readonly argv: readonly string[];
  settings(url: string): string;
}

const systems: readonly Signed[] = [
  {
    system: "scope",
    manners: keystone,
    argv: ["scope", "list"],
    settings: (url) => `auth-url: "${url}", username: ops, project-name: admin`,
  },
  {
    system: "registries",
    manners: seerBox,
    argv: ["registries", "list"],
    settings: (url) => `url: "${url}", username: ops`,
  },
  {
    system: "rpt",
    manners: reporting,
    argv: ["reports", "list"],
    settings: (url) => `url: "${url}", auth-url: "${url}/auth/tokens", username: ops`,
  },
];

it.each(systems)("signs in once for many: $system", async ({ system, manners, argv, settings }) => {
  const home = fresh();
  const server = await signInServer(manners);
  const config = `current-context: prod\ncontexts:\n  prod: {${system}: {${settings(server.url)}}}\n`;
  writeFileSync(join(home, "config.yaml"), config);
  const secrets = `prod: {${system}: {kept: file, username: ops, password: canary}}\n`;
  writeFileSync(join(home, "credentials.yaml"), secrets, { mode: 0o600 });

  const line = [...argv, "--timeout", "10m"];
  const failedAtFirst = await together(home, () => line, { count: cold });
  const atFirst = server.signIns();
  server.expire(many);
  const failed = await together(home, () => line);
  const again = server.signIns() - atFirst;
  const refused = server.refused();
  await server.close();
  expect(refused, "came with the expired session").toBe(many);
  measured({
    chapter,
    what: `${system}: commands that find no session`,
    tried: cold,
    clean: atFirst === 1 ? cold - failedAtFirst : 0,
    note: `signed in ${atFirst} time`,
  });
  measured({
    chapter,
    what: `${system}: commands whose session is refused, all at once`,
    tried: many,
    clean: again === 1 ? many - failed : 0,
    note: `signed in ${again} time`,
  });
});
