import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { freshHomes, startProgram } from "../process/program.ts";
import { measured } from "./measure.ts";
import { shows } from "./secrets-slots.ts";

const newHome = freshHomes();
const secret = (number: number) => `Zx${number}Qm8vT-Kp5wR${number}Jn`;
const token = secret(81);

/** A secret in every variable that holds one; 81 is the token of inventory, that the command itself prints. */
const secrets: Readonly<Record<string, string>> = {
  RPTCTL_RPT_TOKEN: secret(1),
  RPTCTL_RPT_PASSWORD: secret(2),
  RPTCTL_RPT_CLIENT_SECRET: secret(3),
  RPTCTL_REGISTRIES_TOKEN: secret(4),
  RPTCTL_REGISTRIES_PASSWORD: secret(5),
  RPTCTL_PIPELINE_TOKEN: secret(6),
  RPTCTL_SCOPE_PASSWORD: secret(7),
  RPTCTL_SCOPE_TOKEN: secret(8),
  RPTCTL_SCOPE_APPLICATION_CREDENTIAL_SECRET: secret(9),
};
const clouds: Readonly<Record<string, string>> = { OS_PASSWORD: secret(10), OS_TOKEN: secret(11) };
const numbers = (names: readonly object[]) => Object.assign({}, ...names) as Record<string, string>;

/** The secrets of these variables that a text shows. */
function shown(text: string, ...variables: readonly Readonly<Record<string, string>>[]): string[] {
  const all = Object.entries(numbers(variables));
  return all.filter(([, value]) => shows(text, /Zx(\d+)Q/.exec(value)![1]!)).map(([name]) => name);
}

/** A program that writes down its environment, and how it and all above it were called. */
function spyIn(home: string, prints: string): string {
  const path = join(home, "spy");
  writeFileSync(
    path,
    `#!/bin/sh
tr '\\0' '\\n' </proc/self/environ >"$SPY.env"
pid=$$
while [ "$pid" -gt 1 ]; do
  tr '\\0' '\\n' <"/proc/$pid/cmdline" >>"$SPY.lines" || break
  pid=$(sed -n 's/^PPid:[[:space:]]*//p' "/proc/$pid/status")
done
echo ${prints}
`,
  );
  chmodSync(path, 0o755);
  return path;
}

const spied = (home: string, end: string) => readFileSync(join(home, `seen.${end}`), "utf8");
const hasProc = existsSync("/proc/self/environ");

it.skipIf(!hasProc)(
  "a token command is told no secret of other systems, and nobody's is on a command line",
  async () => {
    const home = newHome();
    const spy = spyIn(home, token);
    const config = `current-context: lab\ncontexts: { lab: { inventory: { url: "http://127.0.0.1:9", token-command: ["${spy}"] } } }\n`;
    writeFileSync(join(home, "config.yaml"), config, { mode: 0o600 });
    const env = {
      ...secrets,
      RPTCTL_CONFIG_DIR: home,
      SPY: join(home, "seen"),
      RPTCTL_INVENTORY_TIMEOUT: "5s",
    };
    const ended = await startProgram(["inventory", "list", "--retries", "0", "--debug"], { env }).ended;
    expect(ended.code).toBe(9);
    const found = [
      ...shown(spied(home, "env"), secrets),
      ...shown(spied(home, "lines"), secrets),
      ...shown(ended.stderr, secrets, { token }),
    ];
    expect(found).toEqual([]);
    const tried = 2 * Object.keys(secrets).length;
    measured({
      chapter: "secrets",
      what: "a token command's environment and command lines",
      tried,
      clean: tried,
    });
  },
);

it.skipIf(!hasProc)("what runs in a sandbox is told no secret of real systems", async () => {
  const home = newHome();
  const spy = spyIn(home, "ok");
  const env = {
    ...secrets,
    ...clouds,
    CREDENTIALS_DIRECTORY: "/secret-place",
    HOME: home,
    SPY: join(home, "seen"),
  };
  const ended = await startProgram(["sandbox", "exec", "--", spy], { env }).ended;
  expect(ended).toMatchObject({ code: 0, stdout: "ok\n" });
  expect([
    ...shown(spied(home, "env"), secrets, clouds),
    ...shown(spied(home, "lines"), secrets, clouds),
  ]).toEqual([]);
  expect(spied(home, "env")).not.toContain("/secret-place");
  const tried = 2 * Object.keys({ ...secrets, ...clouds }).length;
  measured({
    chapter: "secrets",
    what: "sandbox exec: its child's environment and command lines",
    tried,
    clean: tried,
  });
});

const started: string[] = [];
afterAll(async () => {
  for (const home of started)
    await startProgram(["sandbox", "stop", "--state", join(home, "state")], { env: { HOME: home } }).ended;
});

it.skipIf(!hasProc)("a sandbox that runs on keeps no secret of real systems", async () => {
  const home = newHome();
  started.push(home);
  const state = join(home, "state");
  const env = { ...secrets, ...clouds, HOME: home };
  const ended = await startProgram(["sandbox", "start", "--port", "0", "--state", state], { env }).ended;
  expect(ended.code).toBe(0);
  // It is the one process that was called with this directory.
  const servers = readdirSync("/proc").filter((pid) => {
    try {
      return (
        /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(`serve\0--state\0${state}`)
      );
    } catch {
      return false;
    }
  });
  expect(servers).toHaveLength(1);
  const seen = ["environ", "cmdline"]
    .map((name) => readFileSync(`/proc/${servers[0]}/${name}`, "latin1"))
    .join("\n");
  expect(shown(seen, secrets, clouds)).toEqual([]);
  const tried = 2 * Object.keys({ ...secrets, ...clouds }).length;
  measured({
    chapter: "secrets",
    what: "sandbox start: the server's environment and command line",
    tried,
    clean: tried,
  });
});
