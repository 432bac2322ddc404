import { writeSync } from "node:fs";

/**
 * The program's first lines: answers `--version` at once, refuses a Node that is too old, and loads the rest for
 * everything else. The exit code is set, never forced: a forced exit cuts what is still being written to a pipe.
 * `program` is the path of the `rptctl` that was called.
 */
export function start(program: string, version: string): void {
  const argv = process.argv.slice(2);
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 18)) {
    process.stderr.write(`rptctl: needs Node 20.18.1 or newer, this is ${process.versions.node}\n`);
    process.exitCode = 1;
  } else if (argv.length !== 1 || argv[0] !== "--version" || !isWritten(`rptctl ${version}\n`)) {
    void Promise.all([import("./main.ts"), import("./process-world.ts")]).then(
      async ([{ main }, { processWorld }]) => {
        process.exitCode = await main(argv, processWorld(program, version));
      },
    );
  }
}

/** False where stdout does not take it: main then says why, as for every other output. */
function isWritten(text: string): boolean {
  try {
    return writeSync(1, text) === text.length;
  } catch {
    return false;
  }
}
