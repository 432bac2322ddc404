import { dirname, join } from "node:path";
import { Chunks } from "./chunks.ts";
import { answerAtOnce } from "./ready-answer.ts";

/** The version of package.json, written in by the build: to read the file costs as much as to print it. */
declare const RPTCTL_VERSION: string;

/**
 * The program's first lines: prints what is ready to be printed, refuses a Node that is too old, and loads the rest for
 * everything else. The exit code is set, never forced: a forced exit cuts what is still being written to a pipe.
 * `program` is the path of the `rptctl` that was called, `require` its own.
 */
export function start(program: string, require: (id: string) => unknown): void {
  const { argv, versions, arch } = process;
  const words = argv.slice(2);
  const [major = 0, minor = 0] = versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 18)) {
    process.stderr.write(`rptctl: needs Node 20.18.1 or newer, this is ${versions.node}\n`);
    process.exitCode = 1;
    return;
  }
  const dist = join(dirname(dirname(program)), "dist");
  const answered = answerAtOnce(words, dist);
  if (answered !== undefined) {
    process.exitCode = answered;
    return;
  }
  const isTraced = words.includes("--debug");
  // Node maps the places of an error back to the sources only in what it has loaded itself.
  if (isTraced) process.setSourceMapsEnabled(true);
  const chunks = new Chunks(dist, `${versions.node}-${versions.v8}-${arch}`, require);
  const loaded = isTraced ? require(join(dist, "program.cjs")) : chunks.load("./program.cjs");
  const { main, processWorld } = loaded as typeof import("../program.ts");
  void main(words, processWorld(program, RPTCTL_VERSION, isTraced)).then((code) => {
    process.exitCode = code;
    chunks.keep();
  });
}
