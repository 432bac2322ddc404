// npm run single-file [PATH]: the program and Node in one file, for machines without Node: build/rptctl, for Linux on x64.
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { rolldown } from "rolldown";
import { reading, root, writing } from "./bundling.mjs";
import { installNode } from "./install-node.mjs";
import { licencesOf } from "./licenses.mjs";
import { nodeComponent, sbomOf } from "./sbom.mjs";

/** The first line of Node that makes such files by itself; fixed, so that the same sources give the same program. */
const nodeVersion = "26.10.0";

if (process.platform !== "linux" || process.arch !== "x64")
  throw new Error("single-file: only for Linux on x64");
const target = resolve(process.argv[2] ?? join(root, "build/rptctl"));
const work = join(root, "build/single-file");
rmSync(work, { recursive: true, force: true });
mkdirSync(work, { recursive: true });
mkdirSync(dirname(target), { recursive: true });

const bundle = await rolldown({ ...reading, input: { rptctl: "src/single-file.ts" } });
const { output } = await bundle.write({
  ...writing,
  dir: work,
  entryFileNames: "[name].cjs",
  codeSplitting: false,
});
await bundle.close();
if (output.length !== 1) throw new Error("single-file: the bundle is more than one file");

const node = await installNode(nodeVersion);
// Symbols are a fifth of Node. Without the tool for it the file is larger, and else the same.
const stripped = join(work, "node");
try {
  execFileSync("strip", ["-o", stripped, node], { stdio: "ignore" });
} catch {
  writeFileSync(stripped, readFileSync(node));
}
chmodSync(stripped, 0o755);

const scripts = ["rptctl.bash", "_rptctl", "rptctl.fish", "rptctl.ps1"].map((name) => `completions/${name}`);
const config = {
  main: join(work, "rptctl.cjs"),
  executable: stripped,
  output: target,
  disableExperimentalSEAWarning: true,
  useCodeCache: true,
  assets: Object.fromEntries(scripts.map((path) => [path, join(root, path)])),
};
writeFileSync(join(work, "sea.json"), JSON.stringify(config, undefined, 2));
rmSync(target, { force: true });
execFileSync(node, ["--build-sea", join(work, "sea.json")], { stdio: ["ignore", "ignore", "inherit"] });
chmodSync(target, 0o755);

writeFileSync(`${target}.cdx.json`, sbomOf(output[0].moduleIds, [nodeComponent(nodeVersion)]));
const nodeLicence = readFileSync(join(dirname(node), "..", "LICENSE"), "utf8");
writeFileSync(
  `${target}-LICENSES.txt`,
  `${licencesOf(output[0].moduleIds)}\n${"-".repeat(80)}\n\nNode.js ${nodeVersion}\n\n${nodeLicence}`,
);
rmSync(work, { recursive: true });
