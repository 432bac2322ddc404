import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ownProcess } from "../src/files/process.ts";
import { memoryProgram } from "./memory-program.ts";

const host = hostname()
  .replace(/[^\w.-]/g, "_")
  .slice(0, 64);

/** A program whose lock `nightly` is held by a process. */
function heldBy(pid: number, start: string) {
  const program = memoryProgram();
  const lock = join(program.home, ".local/state/rptctl/locks/nightly.lock");
  mkdirSync(lock, { recursive: true });
  writeFileSync(join(lock, `${pid}-${start}-aa@${host}`), "");
  return { program, lock };
}

const here = ownProcess();

it("runs with the lock, and gives it back", async () => {
  const program = memoryProgram();
  for (let turn = 0; turn < 2; turn += 1) {
    expect(await program.run("config", "path", "--lock", "nightly")).toMatchObject({ code: 0, stderr: "" });
  }
  expect(readdirSync(join(program.home, ".local/state/rptctl/locks"))).toEqual([]);
});

it("gives the lock back after a failure too", async () => {
  const program = memoryProgram();
  expect(await program.run("config", "get", "nonsense", "--lock", "nightly")).toMatchObject({ code: 2 });
  expect(readdirSync(join(program.home, ".local/state/rptctl/locks"))).toEqual([]);
});

it("ends at once with a code of its own where another run holds it", async () => {
  const { program } = heldBy(here.pid, here.start);
  const ended = await program.run("config", "path", "--lock", "nightly");
  expect(ended).toMatchObject({ code: 75, stdout: "" });
  expect(ended.stderr).toContain(
    `rptctl: --lock nightly: another run holds it (process ${here.pid}); nothing was done`,
  );
  const json = await program.run("config", "path", "--lock=nightly", "-o", "json");
  expect(JSON.parse(json.stderr)).toMatchObject({ error: { code: "locked", exit: 75 } });
  expect(await program.run("config", "path", "--lock", "weekly")).toMatchObject({ code: 0 });
  expect(program.sleeps).toEqual([]);
});

it("holds the lock for a line on several contexts", async () => {
  const { program } = heldBy(here.pid, here.start);
  expect(await program.run("scope", "list", "--context", "a,b", "--lock", "nightly")).toMatchObject({
    code: 75,
  });
});

it("takes the lock of a run that was killed", async () => {
  const { program, lock } = heldBy(here.pid, "1");
  expect(await program.run("config", "path", "--lock", "nightly")).toMatchObject({ code: 0 });
  expect(readdirSync(join(lock, ".."))).toEqual([]);
});

it.each(["", "../up", "a/b", ".hidden", "-x", "two words", "ü", "x".repeat(101)])(
  "refuses --lock %j, which is no plain name",
  async (name) => {
    const ended = await memoryProgram().run("config", "path", `--lock=${name}`);
    expect(ended).toMatchObject({ code: 2, stdout: "" });
    expect(ended.stderr).toContain(`--lock: "${name}" is not a plain name`);
  },
);

it("tells monitoring that nothing is known where a check is locked out", async () => {
  const { program } = heldBy(here.pid, here.start);
  const ended = await program.run("check", "registries", "--lock", "nightly");
  expect(ended.code).toBe(3);
  expect(ended.stdout).toContain("UNKNOWN");
});
