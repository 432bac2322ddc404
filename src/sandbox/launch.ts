import { spawn } from "node:child_process";
import { exitCodes, Fault, type FaultCode } from "../errors.ts";
import type { World } from "../world.ts";
import { withoutSystems } from "./child-environment.ts";
import type { RunFile } from "./run-file.ts";
import { runningSandbox } from "./running.ts";

/** Milliseconds that a sandbox may take to answer. */
const patience = 20_000;

/**
 * Starts a sandbox as a process of its own that outlives this one: `rptctl sandbox serve` with these flags.
 * Resolves when it answers. @throws Fault as the other process told it.
 */
export async function launchSandbox(world: World, state: string, flags: readonly string[]): Promise<RunFile> {
  // The single executable is its own Node, and takes no script.
  const script = world.program === process.execPath ? [] : [world.program];
  const child = spawn(
    process.execPath,
    [...script, "sandbox", "serve", "--state", state, "-o", "json", ...flags],
    {
      detached: true,
      stdio: ["ignore", "ignore", "pipe"],
      cwd: "/",
      // It outlives this command, and so would the secrets in it.
      env: withoutSystems(world.env),
    },
  );
  let said = "";
  let ended = false;
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  child.once("close", () => {
    ended = true;
  });
  try {
    for (const end = world.now() + patience; world.now() < end; ) {
      const run = runningSandbox(state);
      if (run?.pid === child.pid && run !== undefined) return run;
      if (ended) throw toldBy(said);
      await world.sleep(25, world.signal);
    }
    throw new Fault("unavailable", `the sandbox did not start within ${patience / 1000}s`);
  } catch (error) {
    // One that hangs in a system call would never come to obey a SIGTERM.
    child.kill("SIGKILL");
    throw error;
  } finally {
    child.stderr.destroy();
    child.unref();
  }
}

/** The fault in the other process's `-o json` report. */
function toldBy(stderr: string): Fault {
  try {
    const { error } = JSON.parse(stderr) as { error: { code: string; message: string; hint: string | null } };
    const code = Object.hasOwn(exitCodes, error.code) ? (error.code as FaultCode) : "failure";
    return new Fault(code, error.message, { hints: error.hint?.split("\n") ?? [] });
  } catch {
    return new Fault("failure", `the sandbox ended at once: ${stderr.trim() || "it said nothing"}`);
  }
}
