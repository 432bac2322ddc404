import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startProgram } from "../process/program.ts";
import { needPackages } from "./packages.ts";
import { runProgram } from "./script.ts";
import { mustRun, saySkipped } from "./skip.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const home = mkdtempSync(join(tmpdir(), "rptctl-home-"));
const deb = join(root, `build/rptctl_${version}_amd64.deb`);
const reason = await made();
if (reason !== undefined) saySkipped("Debian package", reason);

/** Makes the package; why it could not be made, where that is no failure. */
async function made(): Promise<string | undefined> {
  if (process.platform !== "linux" || process.arch !== "x64") return "it is for Linux on x64";
  const missing = await needPackages(["dpkg", "binutils", "libatomic1"]);
  if (missing !== undefined) return missing;
  // npm needs what its user has configured.
  const own = { HOME: process.env.HOME ?? home };
  try {
    await ran(process.execPath, [join(root, "scripts/single-file.mjs")], own);
  } catch (error) {
    // Node for it comes from npm's registry.
    const [, why] = /^Error: (cannot install .*)/m.exec(String(error)) ?? [];
    if (why !== undefined && !mustRun) return why;
    throw error;
  }
  await ran(process.execPath, [join(root, "scripts/debian.mjs"), "--quick"]);
  return undefined;
}

/** The scratch system that the package is installed in: dpkg's own files and nothing else. */
const system = mkdtempSync(join(tmpdir(), "rptctl-debian-"));
afterAll(() => {
  for (const directory of [system, home]) rmSync(directory, { recursive: true, force: true });
});

async function ran(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { code, stdout, stderr } = await runProgram(program, args, { env: { HOME: home, ...env } });
  if (code !== 0) throw new Error(`${program} ${args.join(" ")}: ${stderr}`);
  return stdout;
}

const dpkg = (...args: string[]) => ran("dpkg", [`--root=${system}`, "--force-depends", ...args]);
const programs = () => ({ PATH: `${join(system, "usr/bin")}:${process.env.PATH}` });

describe.skipIf(reason !== undefined)("the Debian package", () => {
  beforeAll(async () => {
    for (const kept of ["info", "updates", "triggers"])
      mkdirSync(join(system, "var/lib/dpkg", kept), { recursive: true });
    writeFileSync(join(system, "var/lib/dpkg/status"), "");
    await dpkg("--install", deb);
  });

  it("brings a program that needs no Node", async () => {
    const { stdout } = await runProgram(join(system, "usr/bin/rptctl"), ["--version"], {
      env: { PATH: "/nonexistent" },
    });
    expect(stdout).toBe(`rptctl ${version}\n`);
  });

  it("does the same as what npm installs", async () => {
    for (const line of [
      ["help", "scope", "reset"],
      ["completion", "zsh"],
      ["help", "cron"],
    ]) {
      const { stdout } = await startProgram(line, { env: { HOME: home } }).ended;
      expect(await ran(join(system, "usr/bin/rptctl"), line)).toBe(stdout);
    }
  });

  it("plays the five systems, also as a process of its own", async () => {
    const script =
      "rptctl scope list -o id && rptctl scope reset --all-scopes --to -1d --yes >/dev/null && rptctl doctor";
    const said = await ran("rptctl", ["sandbox", "exec", "--", "sh", "-ec", script], programs());
    expect(said).toContain("rpt");
    await ran("rptctl", ["sandbox", "start"], programs());
    try {
      expect(await ran("rptctl", ["pipeline", "list", "-o", "id"], programs())).toContain(
        "5fd56d90979ee048ee660624",
      );
    } finally {
      await ran("rptctl", ["sandbox", "stop"], programs());
    }
  });

  it("has manual pages and completions where they are looked for, and what Debian wants to know", async () => {
    const files = (await dpkg("--listfiles", "rptctl")).split("\n").filter((path) => {
      return path !== "" && path !== "/." && lstatSync(join(system, path)).isFile();
    });
    const pages = readdirSync(join(root, "man"), { recursive: true, encoding: "utf8" }).filter((name) =>
      name.includes("/"),
    );
    expect(files.sort()).toEqual(
      [
        "/usr/bin/rptctl",
        "/usr/share/bash-completion/completions/rptctl",
        "/usr/share/zsh/vendor-completions/_rptctl",
        "/usr/share/fish/vendor_completions.d/rptctl.fish",
        ...["CHANGELOG.md.gz", "THIRD-PARTY-LICENSES.txt.gz", "changelog.gz", "copyright"].map(
          (name) => `/usr/share/doc/rptctl/${name}`,
        ),
        "/usr/share/lintian/overrides/rptctl",
        ...pages.map((page) => `/usr/share/man/${page}.gz`),
      ].sort(),
    );
    const page = gunzipSync(readFileSync(join(system, "usr/share/man/man1/rptctl.1.gz")));
    expect(page).toEqual(readFileSync(join(root, "man/man1/rptctl.1")));
    const licences = gunzipSync(
      readFileSync(join(system, "usr/share/doc/rptctl/THIRD-PARTY-LICENSES.txt.gz")),
    ).toString();
    for (const part of ["commander ", "undici ", "Node.js 26"]) expect(licences).toContain(`\n${part}`);
  });

  it("has its dependencies on a Debian of today", async () => {
    // Nothing is installed: dpkg says what it would do with this very system.
    await ran("dpkg", ["--dry-run", "--install", deb]);
  });

  it("is gone when it is removed", async () => {
    await dpkg("--purge", "rptctl");
    expect(existsSync(join(system, "usr"))).toBe(false);
  });
});
