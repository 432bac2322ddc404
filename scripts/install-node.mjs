import { execFile } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const cache = fileURLToPath(new URL("../node_modules/.cache/rptctl-nodes/", import.meta.url));

/** The oldest Node that runs the program, and the newest of each line after it. */
export const testedNodes = ["20.18.1", "22", "24", "26"];

/**
 * Another version of Node, as npm packages bring it: kept in node_modules/.cache, beside the project's own packages.
 * @param {string} version Exact (20.18.1), or a line (22), whose newest it was when it was installed.
 * @returns {Promise<string>} The path of its binary. Rejects where npm has none for this platform.
 */
export async function installNode(version) {
  const name = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
  const home = join(cache, version);
  const binary = join(home, "node_modules", name, "bin", process.platform === "win32" ? "node.exe" : "node");
  if (existsSync(binary)) return binary;
  const making = `${home}.${process.pid}`;
  mkdirSync(making, { recursive: true });
  try {
    const flags = ["--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"];
    await run("npm", ["install", "--prefix", making, ...flags, `${name}@${version}`], {
      shell: process.platform === "win32",
    });
    rmSync(home, { recursive: true, force: true });
    renameSync(making, home);
  } catch (error) {
    rmSync(making, { recursive: true, force: true });
    throw new Error(`cannot install ${name}@${version}: ${String(error.stderr || error.message).trim()}`);
  }
  return binary;
}
