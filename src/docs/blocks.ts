import { type Entry, heading, table, wrapped } from "../cli/layout.ts";

/** A piece of a text that is told on terminals of any width and on manual pages. */
export type Block =
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "table"; readonly rows: readonly Entry[] }
  | { readonly kind: "code"; readonly lines: readonly string[] };

/** In words of letters, digits and blanks: `Nagios and Icinga`. */
export function section(text: string): Block {
  return { kind: "heading", text };
}

/** Line breaks count as blanks: the text is wrapped anew. */
export function paragraph(text: string): Block {
  return { kind: "paragraph", text: text.trim().replace(/\s+/g, " ") };
}

/** Names with what they mean. */
export function entries(rows: readonly Entry[]): Block {
  return { kind: "table", rows };
}

/** Lines that stay as they are: commands, a file. */
export function code(text: string): Block {
  return { kind: "code", lines: text.replace(/^\n|\s+$/g, "").split("\n") };
}

/** The text as a terminal of that width shows it. */
export function plainText(blocks: readonly Block[], width: number): string {
  return blocks
    .map((block) => `${plainBlock(block, width)}\n`)
    .join("\n")
    .replace(headingGap, "$1\n");
}

/** What a heading is about begins right below it. */
const headingGap = /^([A-Z][A-Z0-9 -]*)\n\n(?= {2})/gm;

function plainBlock(block: Block, width: number): string {
  switch (block.kind) {
    case "heading":
      return heading(block.text);
    case "paragraph":
      return wrapped(block.text, width, "  ");
    case "table":
      return table(block.rows, width);
    case "code":
      return block.lines.map((line) => (line === "" ? "" : `    ${line}`)).join("\n");
  }
}
