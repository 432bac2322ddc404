import { spawn } from "node:child_process";
import { constants } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { errnoOf, Fault, messageOf, usage } from "../../errors.ts";
import { withoutSystems } from "../../sandbox/child-environment.ts";
import { makeOwnDirectory } from "../../sandbox/own-directory.ts";
import { type SandboxOptions, startSandbox } from "../../sandbox/server.ts";
import type { World } from "../../world.ts";

/**
 * Runs a program against a sandbox of its own and gives its exit code (128 + N where signal N ended it). The program sees none of
 * the user's contexts and credentials, and finds this very rptctl first on its PATH.
 */
export async function runInSandbox(
  world: World,
  command: readonly string[],
  keptState: string | undefined,
  optionsOf: (state: string) => SandboxOptions,
): Promise<number> {
  const isWindows = world.platform === "win32";
  const { path: own, remove } = makeOwnDirectory(isWindows ? {} : { rptctl: world.program });
  try {
    const state = keptState === undefined ? join(own, "state") : resolve(world.cwd, keptState);
    const sandbox = await startSandbox(optionsOf(state));
    try {
      const path = isWindows ? world.env.PATH : [own, world.env.PATH ?? ""].join(delimiter);
      return await run(world, command, {
        ...withoutSystems(world.env),
        // Only the upper-case name is set below, and the other one would win.
        no_proxy: undefined,
        ...sandbox.environment,
        PATH: path,
        NO_PROXY: ["127.0.0.1", world.env.NO_PROXY].filter(Boolean).join(","),
        RPTCTL_CONFIG_DIR: join(own, "config"),
        RPTCTL_KEYRING: "off",
        RPTCTL_SANDBOX_STATE: state,
      });
    } finally {
      await sandbox.close();
    }
  } finally {
    remove();
  }
}

function run(
  world: World,
  command: readonly string[],
  env: Record<string, string | undefined>,
): Promise<number> {
  const [program = "", ...args] = command;
  return new Promise((done, fail) => {
    const child = spawn(program, args, { stdio: "inherit", env, cwd: world.cwd });
    // Ctrl-C on a terminal reaches the child by itself; SIGTERM is sent to us alone.
    const pass = () => {
      if (world.signal.reason instanceof Fault && world.signal.reason.code === "terminated")
        child.kill("SIGTERM");
    };
    world.signal.addEventListener("abort", pass, { once: true });
    child.once("error", (error) => {
      const missing = errnoOf(error) === "ENOENT";
      fail(usage(missing ? `"${program}" is not a command` : `${program}: ${messageOf(error)}`));
    });
    child.once("close", (code, signal) => {
      world.signal.removeEventListener("abort", pass);
      done(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}
