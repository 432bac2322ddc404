// Bundles src/ into dist/: CommonJS chunks, one a command, because that is what starts soonest (see docs/decisions).
import { rmSync, writeFileSync } from "node:fs";
import { rolldown } from "rolldown";
import { reading, root, version, writing } from "./bundling.mjs";
import { licencesOf } from "./licenses.mjs";
import { writeReadyAnswers } from "./ready-answers.mjs";
import { sbomOf } from "./sbom.mjs";

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
    test: /src\/(program|main|process-world|record|counted|times\/timer|commands\/ids)\.ts$|rolldown.runtime/,
  },
  {
    name: "request",
    priority: 1,
    test: /src\/(run-command|context|connect|http\/(wire-node|proxies)|output\/(render|table|plain-columns|cells)|credentials\/sessions|rows\/seam|systems\/changed)\.ts$/,
  },
];

/** One character beyond Latin-1 doubles the memory that a chunk's text takes, and with it the work of the garbage collector. */
const ascii = (code) =>
  code.replace(/[^\0-\x7f]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);

/**
 * Chunks export by getters, in case that a variable changes later. None of ours does (test/architecture.test.ts), and each use of what
 * another chunk exports would call one: in the loops over a list's bytes that doubles their time.
 */
const plainChunks = {
  name: "plain-chunks",
  generateBundle(_options, files) {
    const getter =
      /Object\.defineProperty\(exports,["`]([\w$]+)["`],\{enumerable:!0,get:function\(\)\{return ?([^{}]+)\}\}\)/g;
    for (const file of Object.values(files)) {
      if (file.type === "chunk") file.code = ascii(file.code.replace(getter, "exports.$1=$2"));
    }
  },
};

const bundle = await rolldown({
  ...reading,
  plugins: [...reading.plugins, plainChunks],
  input: { start: "src/launch/start.ts", program: "src/program.ts" },
});
const { output } = await bundle.write({
  ...writing,
  dir: `${root}/dist`,
  entryFileNames: "[name].cjs",
  chunkFileNames: "[name]-[hash].cjs",
  codeSplitting: { groups },
  // For the stack traces of --debug, which need no sources.
  sourcemap: true,
  sourcemapExcludeSources: true,
});
await bundle.close();
const modules = output.flatMap((chunk) => (chunk.type === "chunk" ? chunk.moduleIds : []));
writeFileSync(`${root}/dist/THIRD-PARTY-LICENSES.txt`, licencesOf(modules));
writeFileSync(`${root}/dist/sbom.cdx.json`, sbomOf(modules));
await writeReadyAnswers(root, version);
