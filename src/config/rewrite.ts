import { isDeepStrictEqual } from "node:util";
import { type Document, isMap, isScalar, type Pair, parseDocument, type YAMLMap } from "yaml";
import { Fault } from "../errors.ts";
import { isRecord } from "../record.ts";

type Plain = Readonly<Record<string, unknown>>;

/**
 * The YAML text of a map, written into an older text of it: comments, order and quoting of what did not change stay,
 * and a map that moved to another key stays as it was written. Throws a Fault `config` where the older text shares
 * parts by anchors in a way that the change would break.
 */
export function rewriteYaml(older: string, map: Plain, path: string): string {
  const document: Document = parseDocument(older);
  if (isMap(document.contents)) rewriteMap(document, document.contents, map);
  else begin(document, map);
  const text = written(document);
  if (text !== undefined && isDeepStrictEqual(parseDocument(text).toJS() ?? {}, { ...map })) return text;
  throw new Fault("config", `${path} shares parts by anchors and aliases, which this change would break`, {
    hints: [`edit ${path} by hand`],
  });
}

/** The first entries of a file that had none, below its comments. */
function begin(document: Document, map: Plain): void {
  const said = [document.commentBefore, document.contents?.commentBefore, document.contents?.comment];
  const comment = said.filter((text) => text !== null && text !== undefined).join("\n");
  document.contents = document.createNode(map) as Document["contents"];
  if (comment !== "") document.commentBefore = comment;
}

function written(document: Document): string | undefined {
  try {
    return document.toString({ lineWidth: 0 });
  } catch {
    return undefined; // An alias whose anchor is gone.
  }
}

function rewriteMap(document: Document, node: YAMLMap, map: Plain): void {
  const before = node.toJS(document) as Plain;
  const gone = node.items.filter((pair) => !Object.hasOwn(map, keyOf(pair)));
  if (node.items.length === 0) node.flow = false;
  for (const [key, value] of Object.entries(map)) {
    if (Object.hasOwn(before, key)) {
      if (!isDeepStrictEqual(before[key], value)) rewriteEntry(document, node, key, value);
      continue;
    }
    const moved = gone.findIndex((pair) => isDeepStrictEqual(before[keyOf(pair)], value));
    if (moved === -1) node.set(document.createNode(key), document.createNode(value));
    else rename(document, gone.splice(moved, 1)[0]!, key);
  }
  for (const pair of gone) node.items.splice(node.items.indexOf(pair), 1);
}

function rewriteEntry(document: Document, node: YAMLMap, key: string, value: unknown): void {
  const pair = node.items.find((item) => keyOf(item) === key)!;
  if (isMap(pair.value) && isRecord(value)) rewriteMap(document, pair.value, value);
  else if (isScalar(pair.value) && (typeof value !== "object" || value === null)) {
    // The scalar stays for its comment; how it was quoted was right for the old value only.
    pair.value.value = value;
    delete pair.value.type;
    delete pair.value.tag;
    delete pair.value.format;
  } else pair.value = document.createNode(value);
}

function rename(document: Document, pair: Pair, key: string): void {
  if (isScalar(pair.key)) {
    pair.key.value = key;
    delete pair.key.type;
  } else pair.key = document.createNode(key);
}

function keyOf(pair: Pair): string {
  const key = isScalar(pair.key) ? pair.key.value : pair.key;
  return key === null ? "" : String(key);
}
