// The campaigns of test/reliability at full size. Their reporter writes docs/reliability.md from what they recorded.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const directory = mkdtempSync(join(tmpdir(), "rptctl-sweep-"));
const words = process.argv.slice(2);
// A part of the campaigns is no full run: the page keeps what the last full run found.
const reporter = words.length === 0 ? ["--reporter=default", "--reporter=./test/reliability/page.ts"] : [];
const { status } = spawnSync("npx", ["vitest", "run", "--project", "reliability", ...reporter, ...words], {
  cwd: fileURLToPath(new URL("..", import.meta.url)),
  stdio: "inherit",
  env: { ...process.env, RPTCTL_SWEEP_RECORD: join(directory, "record.ndjson") },
});
rmSync(directory, { recursive: true });
process.exitCode = status ?? 1;
