// npm run release: everything that is published, in build/: the tarball for npm, the single executable, the Debian package, the bills of
// materials of both bundles, and SHA256SUMS of them all.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root, version } from "./bundling.mjs";

const build = join(root, "build");
mkdirSync(build, { recursive: true });

run("npm", "pack", "--silent", "--pack-destination", build);
copyFileSync(join(root, "dist/sbom.cdx.json"), join(build, `rptctl-${version}.cdx.json`));
run("node", "scripts/single-file.mjs");
run("node", "scripts/debian.mjs", ...process.argv.slice(2));

const published = [
  `rptctl-${version}.tgz`,
  `rptctl-${version}.cdx.json`,
  "rptctl",
  "rptctl.cdx.json",
  `rptctl_${version}_amd64.deb`,
];
const sums = published.map((name) => `${sha256(join(build, name))}  ${name}\n`);
writeFileSync(join(build, "SHA256SUMS"), sums.join(""));
process.stdout.write(sums.join(""));

function run(program, ...words) {
  execFileSync(program, words, { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
}

function sha256(path) {
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}
