import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { fakeServer } from "../fake-server.ts";
import { memoryProgram } from "../memory-program.ts";
import { running, temporaryDirectory } from "../sandbox/running.ts";

const config = "contexts: { c: { pipeline: { url: http://opsera.test } } }\ncurrent-context: c\n";
const kept = "c:\n  pipeline:\n    kept: file\n    token: tok-1\n";

it.each([[["auth", "logout"]], [["auth", "logout", "pipeline"]]])(
  "%j --dry-run forgets nothing",
  async (argv) => {
    const server = fakeServer("http://opsera.test", () => ({ body: [] }), { config });
    const path = join(server.home, "credentials.yaml");
    writeFileSync(path, kept, { mode: 0o600 });
    const { code, stderr } = await server.run(...argv, "--dry-run");
    expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringMatching(/^Would .*pipeline/) });
    expect(readFileSync(path, "utf8")).toBe(kept);
    await server.run(...argv);
    expect(existsSync(path)).toBe(false);
  },
);

it("sandbox start --dry-run starts and writes nothing", async () => {
  const program = memoryProgram();
  const state = join(program.home, "state");
  const { code, stderr } = await program.run("sandbox", "start", "--state", state, "--dry-run");
  expect({ code, stderr }).toEqual({
    code: 0,
    stderr: `Would start the sandbox, with its state in ${state}.\n`,
  });
  expect([existsSync(state), existsSync(join(program.home, "config.yaml"))]).toEqual([false, false]);
});

it.each([
  ["stop"],
  ["reset"],
  ["advance", "1d"],
  ["fault", "GET /", "--status", "500"],
  ["fault", "--clear"],
])("sandbox %s %s --dry-run changes nothing", async (...argv) => {
  const directory = temporaryDirectory();
  await running({ state: directory });
  const state = ["--state", directory];
  const program = memoryProgram();
  await program.run("sandbox", "fault", "GET /kept", "--status", "503", ...state);
  await program.run("sandbox", "advance", "2d", ...state);
  const before = await program.run("sandbox", "status", "-o", "json", ...state);
  expect(await program.run("sandbox", ...argv, "--dry-run", ...state)).toMatchObject({ code: 0 });
  const after = await program.run("sandbox", "status", "-o", "json", ...state);
  const steady = (text: string) => {
    const { clock, ...rest } = JSON.parse(text);
    return { ...rest, day: clock.slice(0, 10) };
  };
  expect(steady(after.stdout)).toEqual(steady(before.stdout));
});
