import { StringDecoder } from "node:string_decoder";
import type { Printing } from "./printing.ts";
import type { BytesResult, TextResult } from "./result.ts";
import { sanitiseLines } from "./sanitise.ts";

/** Text that is the result, with a line end; on a terminal with nothing in it that the terminal would obey. */
export async function printText(result: TextResult, { out, world, options }: Printing): Promise<void> {
  const shown = world.stdout.isTTY ? sanitiseLines(result.text) : result.text;
  const text = result.headings && options.color ? await headed(shown) : shown;
  out.add(text.endsWith("\n") || text === "" ? text : `${text}\n`);
  await out.flush();
}

async function headed(text: string): Promise<string> {
  const { withHeadings } = await import("./headings.ts");
  return withHeadings(text);
}

/** Bytes as they come; on a terminal as text that it can show. */
export async function printBytes(result: BytesResult, { out, world }: Printing): Promise<void> {
  const decoder = new StringDecoder("utf8");
  for await (const bytes of result.bytes) {
    out.add(world.stdout.isTTY ? sanitiseLines(decoder.write(Buffer.from(bytes))) : bytes);
    await out.flush();
  }
  if (world.stdout.isTTY) out.add(sanitiseLines(decoder.end()));
  await out.flush();
}
