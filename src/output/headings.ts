import { painter } from "./tones.ts";

/** A help for a colour terminal: its headings, the lines in capitals, are set off from the rest. */
export async function withHeadings(text: string): Promise<string> {
  const paint = await painter(true);
  return text.replace(/^[A-Z][A-Z0-9 -]*$/gm, (line) => paint(line, "strong"));
}
