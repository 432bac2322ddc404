import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { freshHomes, startProgram } from "./program.ts";
import { answering } from "./scopes-server.ts";

const fresh = freshHomes();

it.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)("%s leaves a metrics file that says so, and nothing beside it", async (signal, code) => {
  const home = fresh();
  const server = await answering(() => {});
  const line = ["scope", "list", "--timeout", "1h", "--metrics-file", "run.prom"];
  const { child, ended } = startProgram(line, { env: { HOME: home, ...server.env }, cwd: home });
  await server.asked(1);
  child.kill(signal);
  expect((await ended).code).toBe(code);
  expect(readFileSync(join(home, "run.prom"), "utf8")).toContain(
    `\nrptctl_run_exit_code{command="scope list",context="",file="run.prom"} ${code}\n`,
  );
  expect(readdirSync(home)).toEqual(["run.prom"]);
});

it("says of a full disk that nothing was measured, with the command's own exit code", async () => {
  const home = fresh();
  const ended = await startProgram(["config", "path", "--metrics-file", "/dev/full"], { env: { HOME: home } })
    .ended;
  expect(ended).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(/^rptctl: warning: --metrics-file: cannot write \/dev\/full/),
  });
});
