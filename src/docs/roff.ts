import { type Entry, wrapped } from "../cli/layout.ts";
import type { Block } from "./blocks.ts";

/** Text as roff takes it. What a page shows is to be copied: quotes, dashes and carets stay those of a keyboard. */
export function roffText(text: string): string {
  const escaped = text.replace(/[\\\-'`^~"]/g, (character) => escapes[character]!);
  return escaped.replace(/^\./gm, "\\&.");
}

const escapes: Readonly<Record<string, string>> = {
  "\\": "\\e",
  "-": "\\-",
  "'": "\\(aq",
  "`": "\\(ga",
  "^": "\\(ha",
  "~": "\\(ti",
  '"': "\\(dq",
};

/** The day that the pages bear: whatever is shown beside them, a page wants one. */
const written = "2026-11-22";

/** Prose: its lines in the source are short, which says nothing of those that are shown. */
function prose(text: string): string {
  return roffText(wrapped(text, 60));
}

/** The first line of a page. */
export function roffTitle(name: string, section: number, version: string): string {
  return `.TH "${roffText(name.toUpperCase())}" "${section}" "${written}" "rptctl ${roffText(version)}" "rptctl manual"`;
}

export function roffSection(title: string, ...parts: readonly string[]): string {
  return parts.length === 0 ? "" : [`.SH "${roffText(title.toUpperCase())}"`, ...parts].join("\n");
}

/** A paragraph. The first of a section needs no macro before it. */
export function roffParagraph(text: string, isFirst = false): string {
  return `${isFirst ? "" : ".PP\n"}${prose(text)}`;
}

/** Names with what they mean. */
export function roffEntries(rows: readonly Entry[]): string {
  return rows.map(([name, meaning]) => `.TP\n.B "${roffText(name.trim())}"\n${prose(meaning)}`).join("\n");
}

/** Lines that stay as they are. The first of a section needs no macro before them. */
export function roffCode(lines: readonly string[], isFirst = false): string {
  const shown = lines.map((line) => (line === "" ? "\\&" : roffText(line)));
  return [...(isFirst ? [] : [".PP"]), ".RS 4", ".nf", ...shown, ".fi", ".RE"].join("\n");
}

/** The text of a help topic. */
export function roffBlocks(blocks: readonly Block[]): string {
  return blocks.map((block, index) => roffBlock(block, blocks[index - 1]?.kind === "heading")).join("\n");
}

function roffBlock(block: Block, isFirst: boolean): string {
  switch (block.kind) {
    case "heading":
      return `.SH "${roffText(block.text.toUpperCase())}"`;
    case "paragraph":
      return roffParagraph(block.text, isFirst);
    case "table":
      return roffEntries(block.rows);
    case "code":
      return roffCode(block.lines, isFirst);
  }
}
