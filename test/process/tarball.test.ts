import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { runProgram } from "../real/script.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** All that a user needs, and nothing that only a developer does. */
const needed = [
  /^(package\.json|README\.md|CHANGELOG\.md|LICENSE)$/,
  /^bin\/(rptctl\.js|package\.json)$/,
  /^dist\/[\w-]+\.cjs$/,
  // For the stack traces of --debug.
  /^dist\/[\w-]+\.cjs\.map$/,
  /^dist\/THIRD-PARTY-LICENSES\.txt$/,
  /^dist\/sbom\.cdx\.json$/,
  /^dist\/ready\/[a-z -]+$/,
  /^completions\/(rptctl\.(bash|fish|ps1)|_rptctl)$/,
  /^man\/man[1-8]\/rptctl[a-z-]*\.[1-8]$/,
];

it("packs what is needed, and nothing else, in 2.5 megabytes", async () => {
  const line = ["pack", "--dry-run", "--json", "--ignore-scripts", "--loglevel=error"];
  const { stdout } = await runProgram("npm", line, { cwd: root });
  const [packed] = JSON.parse(stdout);
  const paths: string[] = packed.files.map(({ path }: { path: string }) => path);
  expect(paths.filter((path) => !needed.some((one) => one.test(path)))).toEqual([]);
  expect(needed.filter((one) => !paths.some((path) => one.test(path)))).toEqual([]);
  // Code compiled on this machine is of no use on another.
  expect(paths.join("\n")).not.toContain("compiled");
  expect(packed.size).toBeLessThan(2_500_000);
  const program = packed.files.find(({ path }: { path: string }) => path === "bin/rptctl.js");
  expect(program.mode & 0o111).toBe(0o111);
});
