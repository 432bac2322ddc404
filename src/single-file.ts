import { getAsset } from "node:sea";
import { main } from "./main.ts";
import { processWorld } from "./process-world.ts";

/** The version of package.json, written in by the build. */
declare const RPTCTL_VERSION: string;

/**
 * The first lines of the single executable (scripts/single-file.mjs): all of the program is in it, and what it reads of its package too.
 * It is its own Node, so `process.execPath` is the `rptctl` that was called.
 */
const { argv, execPath } = process;
const words = argv.slice(2);
const world = processWorld(execPath, RPTCTL_VERSION, words.includes("--debug"));
void main(words, { ...world, packaged: (path) => getAsset(path, "utf8") }).then((code) => {
  process.exitCode = code;
});
