import type { Printing, Shaped } from "./printing.ts";
import type { BytesResult } from "./result.ts";

export async function printJq(_result: Shaped, _filter: string, _printing: Printing): Promise<void> {
  throw new Error("not yet");
}

export async function printJqOfBytes(
  _result: BytesResult,
  _filter: string,
  _printing: Printing,
): Promise<void> {
  throw new Error("not yet");
}
