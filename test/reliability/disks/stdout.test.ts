import { spawn } from "node:child_process";
import { closeSync, existsSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { guid, type ReportingServer, reportingServer } from "../interrupts/reporting-server.ts";
import { measured, sized } from "../measure.ts";
import { trials } from "../trials.ts";
import { type Kind, kinds } from "./places.ts";
import { run } from "./run.ts";

const program = fileURLToPath(new URL("../../../bin/rptctl.js", import.meta.url));
const home = mkdtempSync(join(tmpdir(), "rptctl-home-"));
let server: ReportingServer;
beforeAll(async () => {
  server = await reportingServer();
  // Something to list.
  expect(await run({ path: home }, ["rpt", "run", guid], server.env)).toMatchObject({ code: 0 });
});
afterAll(async () => {
  rmSync(home, { recursive: true });
  await server.close();
});

const lists = ["table", "json", "ndjson", "csv", "yaml", "id"].map((form) => ["reports", "list", "-o", form]);
const commands: readonly (readonly string[])[] = [
  ...lists,
  ["reports", "get", "one"],
  ["reports", "get", "one", "--jq", "."],
  ["reports", "download", "one", "-O", "-"],
  ["defs", "export", guid, "-O", "-"],
  ["api", "rpt", "/rpt/reports"],
  ["api", "rpt", "POST", "/rpt/x", "-F", "a=1", "--dry-run"],
  ["auth", "token", "rpt"],
  ["config", "list"],
  ["config", "path"],
  ["context", "list", "-o", "json"],
  ["completion", "zsh"],
  ["help", "environment"],
  ["help"],
  ["reports", "--help"],
  ["reports", "list", "--help"],
  ["version"],
  ["--version"],
];
const chosen = commands.filter((_, index) => index % sized(4, 1) === 0);

/** What is wrong with the end of a command whose stdout takes nothing. */
function wrong({ code, stderr }: { code: number | null; stderr: string }): string | undefined {
  const isTold = /cannot write to standard output: /.test(stderr) && /hint/.test(stderr);
  if (code !== 0 && code !== null && isTold && !/internal error/.test(stderr)) return undefined;
  return `exit ${code}: ${stderr}`;
}

/** All commands with that descriptor as stdout. */
async function onDescriptor(stdout: number, what: string): Promise<void> {
  const { dirty, ...counts } = await trials(chosen.length, 2, async (index) => {
    const argv = chosen[index]!;
    const problem = wrong(await run({ path: home }, argv, server.env, { stdout }));
    return problem && `${argv.join(" ")}: ${problem}`;
  });
  closeSync(stdout);
  expect.soft(dirty).toEqual([]);
  measured({ chapter: "disks", what, ...counts });
}

it.skipIf(!existsSync("/dev/full"))("tells of a full device", async () => {
  await onDescriptor(openSync("/dev/full", "w"), "stdout is /dev/full");
});

const withFiles = kinds.filter(({ name }) => /full|quota/.test(name));

it.each(withFiles)("tells of a file on $name", async ({ name, missing, open }: Kind) => {
  if ((await missing()) !== undefined) return;
  const place = open();
  try {
    const stdout = openSync(join(place.path, "out"), "w");
    place.fail();
    await onDescriptor(stdout, `stdout is a file on ${name}`);
  } finally {
    place.close();
  }
});

it("ends quietly, with 141, where the reader has left", async () => {
  const { dirty, ...counts } = await trials(chosen.length, 2, async (index) => {
    const argv = chosen[index]!;
    // The reader is gone before the program starts: it tells so by its exit.
    const line = 'exec {pipe}> >(true); wait $!; exec "$NODE" "$PROGRAM" "$@" >&$pipe';
    const child = spawn("bash", ["-c", line, "bash", ...argv], {
      env: {
        PATH: process.env.PATH,
        HOME: home,
        RPTCTL_KEYRING: "off",
        NODE: process.execPath,
        PROGRAM: program,
        ...server.env,
      },
      stdio: ["ignore", "ignore", "pipe"],
    });
    let stderr = "";
    child.stderr.on("data", (text) => {
      stderr += text;
    });
    const code = await new Promise((resolve) => child.once("close", resolve));
    return code === 141 && stderr === "" ? undefined : `${argv.join(" ")}: exit ${code}: ${stderr}`;
  });
  expect.soft(dirty).toEqual([]);
  measured({ chapter: "disks", what: "stdout is a pipe whose reader has left", ...counts });
});
