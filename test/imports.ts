import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../src", import.meta.url));

/** One import of a source file. */
export interface Import {
  /** The file that imports, below src/: `http/send.ts`. */
  readonly from: string;
  /** A file below src/, or a package by the name that is installed. */
  readonly to: string;
  readonly isPackage: boolean;
  /** `type`: gone at run time; `static`: loaded with the file; `dynamic`: loaded when it is wanted. */
  readonly kind: "type" | "static" | "dynamic";
}

/** The files below src/, with what they hold. */
export const sources: ReadonlyMap<string, string> = new Map(
  readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .sort()
    .map((name) => [name.replaceAll("\\", "/"), readFileSync(join(root, name), "utf8")]),
);

const statement = /^(?:import|export)\s+(type\s)?([^;"']*?)\sfrom\s+"([^"]+)"|^import\s+"([^"]+)"/gm;
const dynamic = /(typeof\s+)?\bimport\(\s*"([^"]+)"/g;

export function importsOf(from: string, text: string): readonly Import[] {
  const found: Import[] = [];
  const add = (named: string, kind: Import["kind"]) => {
    if (named.startsWith("node:")) return;
    const isPackage = !named.startsWith(".");
    const to = isPackage ? packageOf(named) : posix.join(posix.normalize(dirname(from)), named);
    found.push({ from, to, isPackage, kind });
  };
  for (const [, type, names, path, bare] of text.matchAll(statement)) {
    add((path ?? bare)!, type !== undefined || isTypesOnly(names) ? "type" : "static");
  }
  for (const [, type, path] of text.matchAll(dynamic)) add(path!, type === undefined ? "dynamic" : "type");
  return found;
}

/** `{ type A, type B }`, of which nothing is left at run time. */
function isTypesOnly(names: string | undefined): boolean {
  const inner = /^\{([^}]*)\}$/
    .exec(names?.trim() ?? "")?.[1]
    ?.split(",")
    .filter((name) => name.trim() !== "");
  return inner !== undefined && inner.length > 0 && inner.every((name) => /^\s*type\s/.test(name));
}

function packageOf(named: string): string {
  const parts = named.split("/");
  return parts.slice(0, named.startsWith("@") ? 2 : 1).join("/");
}

export const imports: readonly Import[] = [...sources].flatMap(([name, text]) => importsOf(name, text));

/** A ring of files of which each is loaded with the one before; undefined where there is none. */
export function ring(all: readonly Import[]): readonly string[] | undefined {
  const next = new Map<string, string[]>();
  for (const { from, to, isPackage, kind } of all) {
    if (!isPackage && kind === "static") next.set(from, [...(next.get(from) ?? []), to]);
  }
  const done = new Set<string>();
  const visit = (name: string, path: readonly string[]): readonly string[] | undefined => {
    if (path.includes(name)) return [...path.slice(path.indexOf(name)), name];
    if (done.has(name)) return undefined;
    for (const to of next.get(name) ?? []) {
      const found = visit(to, [...path, name]);
      if (found !== undefined) return found;
    }
    done.add(name);
    return undefined;
  };
  for (const name of next.keys()) {
    const found = visit(name, []);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** All that is loaded when a file is: files and packages. */
export function loadedWith(start: string, all: readonly Import[]): ReadonlySet<string> {
  const loaded = new Set([start]);
  for (const name of loaded) {
    for (const { from, to, kind } of all) if (from === name && kind === "static") loaded.add(to);
  }
  return loaded;
}

/** The source without comments, text and patterns, as near as a few rules come. */
export function codeOf(text: string): string {
  return text.replace(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '""');
}
