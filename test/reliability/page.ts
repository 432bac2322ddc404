import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import type { Reporter, TestRunEndReason } from "vitest/node";
import { chapters } from "./chapters.ts";
import type { Measured } from "./measure.ts";

/** Writes docs/reliability.md from the record of a full run in which every campaign passed. */
export default class Page implements Reporter {
  readonly #started = new Date();

  onTestRunEnd(_modules: unknown, _errors: unknown, reason: TestRunEndReason): void {
    const record = process.env.RPTCTL_SWEEP_RECORD;
    if (reason !== "passed" || record === undefined) return;
    const rows = readFileSync(record, "utf8").split("\n").filter(Boolean);
    const page = pageOf(
      rows.map((line) => JSON.parse(line) as Measured),
      this.#started,
      new Date(),
    );
    writeFileSync("docs/reliability.md", page);
  }
}

export function pageOf(rows: readonly Measured[], started: Date, ended: Date): string {
  const tried = rows.reduce((sum, row) => sum + row.tried, 0);
  const minutes = Math.ceil((ended.getTime() - started.getTime()) / 60_000);
  const parts = Object.entries(chapters).map(([name, { title, about }]) => {
    const own = rows.filter(({ chapter }) => chapter === name);
    return `## ${title}\n\n${about}\n\n${own.length === 0 ? "Not measured in this run." : table(own)}\n`;
  });
  return `# How rptctl fails

Written by \`npm run sweep\` from what its own run measured; \`npm test\` runs a sample of the same campaigns.
Last run: ${started.toISOString().slice(0, 10)}, Node ${process.version}, ${process.platform} ${process.arch}, ${cpus().length} cores, ${minutes} minutes, ${tried} trials.

${parts.join("\n")}`;
}

function table(rows: readonly Measured[]): string {
  const lines = [...rows]
    .sort((a, b) => (a.what < b.what ? -1 : 1))
    .map(({ what, tried, clean, note = "" }) => {
      const cells = [what, tried, clean === tried ? "all" : `**${clean}**`, note];
      return `| ${cells.map((cell) => String(cell).replaceAll("|", "\\|")).join(" | ")} |`;
    });
  return ["| what | tried | clean | |", "|---|---|---|---|", ...lines].join("\n");
}
