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
  } else {
    void Promise.all([import("./main.ts"), import("./process-world.ts")]).then(
      async ([{ main }, { processWorld }]) => {
        process.exitCode = await main(argv, processWorld(program, version));
      },
    );
  }
}
