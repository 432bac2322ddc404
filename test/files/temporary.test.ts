import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ownerName } from "../../src/files/owner.ts";
import { replaceFile } from "../../src/files/replace.ts";
import { removeAbandoned, temporaryPath } from "../../src/files/temporary.ts";
import { freshDirectories } from "./directory.ts";

const fresh = freshDirectories();
const host = hostname()
  .replace(/[^\w.-]/g, "_")
  .slice(0, 64);
const dead = `4194999-5-aa@${host}`;

it("removes what a killed process has left, files and directories, before the next file is written", () => {
  const directory = fresh();
  writeFileSync(join(directory, `.rptctl-${dead}.tmp`), "half");
  const aside = temporaryPath(directory, `4194999-5-bb@${host}`);
  mkdirSync(aside);
  writeFileSync(join(aside, `4194999-5-bb@${host}`), "");
  replaceFile(join(directory, "file"), "new", { mode: 0o600 });
  expect(readdirSync(directory)).toEqual(["file"]);
});

it("leaves what a living process writes, what another host's may, and what is no temporary file", () => {
  const directory = fresh();
  const names = [
    `.rptctl-${ownerName()}.tmp`,
    ".rptctl-1-5-aa@elsewhere.tmp",
    ".rptctl-x.tmp",
    `${dead}.tmp`,
  ];
  for (const name of names) writeFileSync(join(directory, name), "");
  removeAbandoned(directory);
  expect(readdirSync(directory).sort()).toEqual([...names].sort());
});

it("follows no link, and empties no directory", () => {
  const directory = fresh();
  const victim = join(directory, "victim");
  mkdirSync(victim);
  writeFileSync(join(victim, "file"), "");
  symlinkSync(victim, temporaryPath(directory, dead));
  const full = temporaryPath(directory, `4194999-5-bb@${host}`);
  mkdirSync(full);
  writeFileSync(join(full, "precious"), "");
  removeAbandoned(directory);
  expect(existsSync(join(victim, "file"))).toBe(true);
  expect(existsSync(join(full, "precious"))).toBe(true);
});
