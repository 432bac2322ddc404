import { once } from "node:events";
import { expect, it } from "vitest";
import { freshHomes, startProgram } from "./program.ts";
import { answering } from "./scopes-server.ts";

const fresh = freshHomes();

it("keeps a second run out, and lets the next one in when the first was killed by kill -9", async () => {
  const HOME = fresh();
  const server = await answering(() => {});
  const first = startProgram(["scope", "list", "--lock", "nightly", "--timeout", "1h"], {
    env: { HOME, ...server.env },
  });
  await server.asked(1);
  const another = () => startProgram(["config", "path", "--lock", "nightly"], { env: { HOME } }).ended;

  const second = await another();
  expect(second).toMatchObject({ code: 75, stdout: "" });
  expect(second.stderr).toContain(`--lock nightly: another run holds it (process ${first.child.pid})`);

  first.child.kill("SIGKILL");
  await once(first.child, "exit");
  expect(await another()).toMatchObject({ code: 0, stderr: "" });
});
