import { type Document, isMap, isScalar, LineCounter, parseDocument } from "yaml";
import { Fault, messageOf } from "../errors.ts";

/** Makes the fault of the entry at a path of keys, with its line and column. */
export type FaultAt = (keys: readonly string[], message: string, hints?: readonly string[]) => Fault;

/** A configuration is a page or two; what is larger is another file, or made to exhaust memory. */
const longest = 1_000_000;

/**
 * A YAML document as plain values, and a maker of faults about what is in it. Throws a Fault `config` with line and
 * column for broken YAML, and for a document that unfolds or nests without measure.
 */
export function parseYaml(text: string, path: string): { value: unknown; fault: FaultAt } {
  if (text.length > longest) throw new Fault("config", `${path} is too large for a configuration file`);
  const lines = new LineCounter();
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${path}:${Math.max(line, 1)}:${Math.max(col, 1)}`;
  };
  const [document, value] = guarded(path, () => {
    const parsed = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: "error" });
    const error = parsed.errors[0];
    if (error !== undefined) {
      throw new Fault("config", `${at(error.pos[0])}: broken YAML: ${error.message}`);
    }
    return [parsed, parsed.toJS({ maxAliasCount: 100 }) as unknown] as const;
  });
  const fault: FaultAt = (keys, message, hints = []) => {
    const offset = offsetOf(document, keys);
    return new Fault("config", `${offset === undefined ? path : at(offset)}: ${message}`, { hints });
  };
  return { value, fault };
}

/** The parser recurses, and its limit on aliases is an error of its own: both are the file's fault, not ours. */
function guarded<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Fault) throw error;
    const why = error instanceof RangeError ? "it nests too deeply" : messageOf(error);
    throw new Fault("config", `${path}: cannot make sense of this YAML: ${why}`, { cause: error });
  }
}

/** Where the last of these keys stands, or the nearest one above it. */
function offsetOf(document: Document.Parsed, keys: readonly string[]): number | undefined {
  let node: unknown = document.contents;
  let offset: number | undefined;
  for (const key of keys) {
    if (!isMap(node)) break;
    const pair = node.items.find((item) => String(isScalar(item.key) ? item.key.value : item.key) === key);
    if (pair === undefined) break;
    offset = (isScalar(pair.key) ? pair.key.range?.[0] : undefined) ?? offset;
    node = pair.value;
  }
  return offset;
}
