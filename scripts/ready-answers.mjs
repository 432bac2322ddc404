// What the program prints without a look at the world, asked from the built program itself: the help of each command, the version,
// the completion scripts. src/ready-answer.ts prints it at once.
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

/** @param {string} root @param {string} version */
export async function writeReadyAnswers(root, version) {
  const { main, commands } = createRequire(import.meta.url)(join(root, "dist/program.cjs"));
  const directory = join(root, "dist/ready");
  mkdirSync(directory);
  const shells = ["bash", "zsh", "fish", "powershell"].map((shell) => ["completion", shell]);
  const helps = [...paths(commands)].map((path) => [...path, "--help"]);
  for (const argv of [["--version"], ...shells, ...helps]) {
    const world = silentWorld(root, version);
    const exit = await main(argv, world);
    if (world.said.stderr !== "") throw new Error(`rptctl ${argv.join(" ")}: ${world.said.stderr}`);
    writeFileSync(join(directory, argv.join(" ")), `${exit}\n${world.said.stdout}`);
  }
}

/** The words of every command that is shown, and of every group. */
function* paths(node, path = []) {
  yield path;
  for (const [name, child] of Object.entries(node.children ?? {})) {
    if (!child.hidden) yield* paths(child, [...path, name]);
  }
}

/** An empty machine: no variables, no files, no terminal. */
function silentWorld(root, version) {
  const said = { stdout: "", stderr: "" };
  const sink = (name) => ({
    isTTY: false,
    write: async (text) => {
      said[name] += text;
    },
  });
  return {
    said,
    env: {},
    cwd: "/nonexistent",
    home: "/nonexistent",
    platform: "linux",
    stdin: { isTTY: false },
    stdout: sink("stdout"),
    stderr: sink("stderr"),
    program: join(root, "bin/rptctl.js"),
    version,
    now: Date.now,
    random: Math.random,
    sleep: async () => {},
    signal: new AbortController().signal,
  };
}
