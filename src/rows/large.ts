import type { Scanner } from "./scanner.ts";

/** Bytes that are cut before the scanner is worth its loading. */
const worthwhile = 128 * 1024;

let cut = 0;
let loading: Promise<Scanner | undefined> | undefined;
let loaded: Scanner | undefined;

/**
 * The scanner, once the documents of this process have shown themselves to be large; it is loaded while they are still on their
 * way. Told of each chunk's length.
 */
export function scannerFor(bytes: number): Scanner | undefined {
  cut += bytes;
  if (cut > worthwhile) void loadScanner();
  return loaded;
}

/** The scanner; undefined where the machine has no WebAssembly, or no room for it. */
export function loadScanner(): Promise<Scanner | undefined> {
  loading ??= import("./scanner.ts").then(({ Scanner }) => (loaded = new Scanner())).catch(() => undefined);
  return loading;
}
