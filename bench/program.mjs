import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Left out of every measured environment: it adds to each start of Node, or sends requests elsewhere. */
const disturbing = /^(NODE_.*|.*_proxy|OS_.*|RPTCTL_.*|XDG_.*|DBUS_.*|SSL_CERT_.*|CREDENTIALS_DIRECTORY)$/i;

/**
 * The built program on one Node, copied so that a build during the run does not disturb it, with a home directory of its own.
 * @typedef {{
 *   directory: string,
 *   node: string,
 *   version: string,
 *   on: (node: string) => Program,
 *   rptctl: (...args: string[]) => string[],
 *   env: (more?: Record<string, string>) => Record<string, string>,
 * }} Program
 */

/** @param {string} directory An empty one, removed by the caller. @returns {Program} */
export function copyProgram(directory) {
  if (!existsSync(join(root, "dist"))) throw new Error("dist is not there: run `npm run build` first");
  for (const part of ["bin", "dist", "completions", "package.json"]) {
    cpSync(join(root, part), join(directory, "program", part), { recursive: true });
  }
  const home = join(directory, "home");
  mkdirSync(home, { mode: 0o700 });
  const kept = Object.entries(process.env).filter(([name]) => !disturbing.test(name));
  const clean = { ...Object.fromEntries(kept), HOME: home, NO_PROXY: "127.0.0.1" };
  const on = (node) => ({
    directory,
    node,
    version: execFileSync(node, ["-p", "process.versions.node"], { encoding: "utf8", env: clean }).trim(),
    on,
    rptctl: (...args) => [node, join(directory, "program/bin/rptctl.js"), ...args],
    env: (more = {}) => ({ ...clean, ...more }),
  });
  return on(process.execPath);
}
