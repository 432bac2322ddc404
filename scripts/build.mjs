// Bundles src/ into dist/: CommonJS chunks, one a command, because that is what starts soonest (see docs/decisions).
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { licencesOf } from "./licenses.mjs";
import { writeReadyAnswers } from "./ready-answers.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const { version } = JSON.parse(readFileSync(`${root}/package.json`, "utf8"));
rmSync(`${root}/dist`, { recursive: true, force: true });
/**
 * Every chunk costs a third of a millisecond to find, read and compile, and one request would need fifty. What every call and
 * what nearly every request needs is therefore put together (with all that it imports); what only some need (YAML, jq, undici, a
 * format) stays apart.
 */
const groups = [
  {
    name: "core",
    priority: 2,
    test: /src\/(program|main|process-world|record|counted|times\/timer)\.ts$|rolldown.runtime/,
  },
  {
    name: "request",
    priority: 1,
    test: /src\/(run-command|context|connect|http\/(wire-node|proxies)|output\/(render|table|plain-columns|cells)|credentials\/sessions)\.ts$/,
  },
];

const bundle = await rolldown({
  cwd: root,
  input: { start: "src/launch/start.ts", program: "src/program.ts" },
  platform: "node",
  external: [/^node:/, "@napi-rs/keyring"],
  transform: { define: { RPTCTL_VERSION: JSON.stringify(version) } },
  // That a module is in a group's chunk although somebody imports it late is what groups are for.
  onLog: (level, log, handle) => log.code !== "INEFFECTIVE_DYNAMIC_IMPORT" && handle(level, log),
  logLevel: "warn",
});
const { output } = await bundle.write({
  dir: `${root}/dist`,
  format: "cjs",
  entryFileNames: "[name].cjs",
  chunkFileNames: "[name]-[hash].cjs",
  codeSplitting: { groups },
  minify: { mangle: true, compress: true, codegen: { removeWhitespace: true } },
  // For the stack traces of --debug, which need no sources.
  sourcemap: true,
  sourcemapExcludeSources: true,
});
await bundle.close();
const modules = output.flatMap((chunk) => (chunk.type === "chunk" ? chunk.moduleIds : []));
writeFileSync(`${root}/dist/THIRD-PARTY-LICENSES.txt`, licencesOf(modules));
await writeReadyAnswers(root, version);
