import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { Fault } from "../../src/errors.ts";
import { isRunning } from "../../src/files/process.ts";
import { launchSandbox } from "../../src/sandbox/launch.ts";
import { memoryWorld } from "../output/memory-world.ts";
import { temporaryDirectory } from "./running.ts";

/** A World whose rptctl says its process id in a file, obeys no SIGTERM and never answers. */
function worldOfDeafChild(stop: AbortController) {
  const directory = temporaryDirectory();
  const pidFile = join(directory, "pid");
  const program = join(directory, "deaf.cjs");
  writeFileSync(
    program,
    `process.on("SIGTERM", () => {});
     require("fs").writeFileSync(${JSON.stringify(`${pidFile}.new`)}, String(process.pid));
     require("fs").renameSync(${JSON.stringify(`${pidFile}.new`)}, ${JSON.stringify(pidFile)});
     setInterval(() => {}, 1000);`,
  );
  const pid = () => Number(readFileSync(pidFile, "utf8"));
  const sleep = () => new Promise<void>((done) => setTimeout(done, 5));
  return { directory, pidFile, pid, sleep, world: { ...memoryWorld(), program, signal: stop.signal } };
}

it.each(["aborted", "late"])("leaves no child behind when it is %s", async (why) => {
  const stop = new AbortController();
  const { directory, pidFile, pid, sleep, world } = worldOfDeafChild(stop);
  let now = 0;
  const launched = launchSandbox(
    {
      ...world,
      now: () => now,
      sleep: async (_ms, signal) => {
        await sleep();
        if (!existsSync(pidFile)) return;
        if (why === "late") now += 60_000;
        else stop.abort(new Fault("terminated", "terminated"));
        signal?.throwIfAborted();
      },
    },
    join(directory, "state"),
    [],
  );
  await expect(launched).rejects.toMatchObject({ code: why === "late" ? "unavailable" : "terminated" });
  onTestFinished(() => {
    if (isRunning({ pid: pid(), start: "" })) process.kill(pid(), "SIGKILL");
  });
  while (isRunning({ pid: pid(), start: "" })) await sleep();
});
