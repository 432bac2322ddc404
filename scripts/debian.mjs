// npm run debian [-- --quick]: the Debian package build/rptctl_VERSION_amd64.deb, of the single executable: it needs no Node. --quick packs
// it larger, in a fraction of the time.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { gzipSync } from "node:zlib";
import { root, version } from "./bundling.mjs";

const isQuick = process.argv.includes("--quick");
const tree = join(root, "build/debian");
const maintainer = "rptctl maintainers <rptctl@users.noreply.github.com>";
/** What the files and the changelog are dated: the same sources make the same package. */
const date = new Date(1000 * Number(process.env.SOURCE_DATE_EPOCH ?? Math.floor(Date.now() / 1000)));

if (process.umask() !== 0o022) process.umask(0o022);
rmSync(tree, { recursive: true, force: true });
executable();
manual();
completions();
papers();
control();
seal();

function executable() {
  const program = join(root, "build/rptctl");
  if (!existsSync(program)) throw new Error("debian: run npm run single-file first");
  copyFileSync(program, place("usr/bin/rptctl"));
  chmodSync(join(tree, "usr/bin/rptctl"), 0o755);
}

function manual() {
  for (const page of filesBelow(join(root, "man")))
    put(`usr/share/man/${page}.gz`, zipped(readFileSync(join(root, "man", page))));
}

function completions() {
  const homes = {
    "rptctl.bash": "bash-completion/completions/rptctl",
    _rptctl: "zsh/vendor-completions/_rptctl",
    "rptctl.fish": "fish/vendor_completions.d/rptctl.fish",
  };
  for (const [script, home] of Object.entries(homes))
    put(`usr/share/${home}`, readFileSync(join(root, "completions", script)));
}

/** What Debian wants to stand beside every program, and what is known to be odd in this one. */
function papers() {
  put(
    "usr/share/doc/rptctl/copyright",
    `Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: rptctl
Comment:
 Node.js and packages of npm are part of usr/bin/rptctl. Their licences stand
 in THIRD-PARTY-LICENSES.txt.gz, beside this file.

Files: *
Copyright: 2026 the rptctl authors
License: Apache-2.0
 On Debian systems the licence stands in /usr/share/common-licenses/Apache-2.0.
`,
  );
  put(
    "usr/share/doc/rptctl/THIRD-PARTY-LICENSES.txt.gz",
    zipped(readFileSync(join(root, "build/rptctl-LICENSES.txt"))),
  );
  const log = `rptctl (${version}) unstable; urgency=medium

  * What changed: CHANGELOG.md, beside this file.

 -- ${maintainer}  ${date.toUTCString().replace("GMT", "+0000")}
`;
  put("usr/share/doc/rptctl/changelog.gz", zipped(log));
  put("usr/share/doc/rptctl/CHANGELOG.md.gz", zipped(readFileSync(join(root, "CHANGELOG.md"))));
  // All of Node is in it, as it was released, with the libraries that it brings.
  put("usr/share/lintian/overrides/rptctl", "rptctl: embedded-library *\nrptctl: hardening-no-pie *\n");
}

function control() {
  const files = [...filesBelow(tree)].sort();
  const size = files.reduce((sum, path) => sum + Math.ceil(statSync(join(tree, path)).size / 1024), 0);
  const sums = files.map((path) => `${md5(readFileSync(join(tree, path)))}  ${path}\n`);
  put("DEBIAN/md5sums", sums.join(""));
  // The oldest that Node's own release asks for.
  const needs = ["libatomic1", "libc6 (>= 2.28)", "libgcc-s1 | libgcc1", "libstdc++6 (>= 5.2)"];
  put(
    "DEBIAN/control",
    `Package: rptctl
Version: ${version}
Architecture: amd64
Maintainer: ${maintainer}
Installed-Size: ${size}
Depends: ${needs.join(", ")}
Section: admin
Priority: optional
Description: command line for reports, registries, pipelines and rating scopes
 rptctl speaks to NetIQ Identity Manager Reporting, Seer Box, Opsera, Shinken
 Enterprise and OpenStack CloudKitty: from a shell, in cron jobs and in steps of
 CI. A sandbox that plays all five is built in.
`,
  );
}

function seal() {
  const packed = join(root, `build/rptctl_${version}_amd64.deb`);
  const how = isQuick ? ["-Zgzip", "-z1"] : ["-Zxz"];
  execFileSync("dpkg-deb", ["--root-owner-group", ...how, "--build", tree, packed], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, SOURCE_DATE_EPOCH: String(date.getTime() / 1000) },
  });
  rmSync(tree, { recursive: true });
  console.log(relative(process.cwd(), packed));
}

/** The path of a file of the package, whose directory is then there. */
function place(path) {
  const placed = join(tree, path);
  mkdirSync(dirname(placed), { recursive: true });
  return placed;
}

function put(path, contents) {
  writeFileSync(place(path), contents, { mode: 0o644 });
}

/** Without a name and a time in it, as Debian wants it. */
function zipped(contents) {
  return gzipSync(contents, { level: 9 });
}

function* filesBelow(directory, path = "") {
  for (const entry of readdirSync(join(directory, path), { withFileTypes: true })) {
    const below = path === "" ? entry.name : `${path}/${entry.name}`;
    if (entry.isDirectory()) yield* filesBelow(directory, below);
    else yield below;
  }
}

function md5(bytes) {
  return createHash("md5").update(bytes).digest("hex");
}
