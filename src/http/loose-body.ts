import { valueAt } from "../rows/path.ts";
import { Row } from "../rows/row.ts";
import type { Page } from "./api.ts";
import { parseLenient } from "./lenient-json.ts";
import type { WireResponse } from "./wire.ts";

/** What a body means that strict JSON refused; undefined where it does not plainly mean anything. */
export function readLoosely(text: string, response: Pick<WireResponse, "headers">): unknown {
  if (/html/i.test(response.headers["content-type"] ?? "")) return undefined;
  if (!/^\uFEFF?\s*[[{]/.test(text)) return undefined;
  try {
    return parseLenient(text);
  } catch {
    return undefined;
  }
}

/** The page that a loosely read document holds. */
export function rowsAt(document: unknown, path: readonly string[]): Omit<Page, "headers"> {
  const rows = valueAt(document, path);
  if (!Array.isArray(rows)) return { rows: [], found: false, envelope: document };
  return { rows: rows.map((row) => Row.of(row)), found: true, envelope: document };
}
