import { usage } from "../errors.ts";
import { nearest } from "../nearest.ts";
import { globalFlags } from "./globals.ts";
import { childNamed, type Group, isGroup, type Node } from "./tree.ts";

/** Where in the tree the typed words lead, found without loading any command. */
export interface Resolved {
  readonly path: readonly string[];
  readonly node: Node;
  /** What was typed, less the words of the path. */
  readonly rest: readonly string[];
  readonly help: boolean;
  readonly version: boolean;
}

const valued = new Set(
  Object.entries(globalFlags).flatMap(([name, flag]) => ("kind" in flag ? [`--${name}`] : [])),
);
const valuedShort = new Set(
  Object.values(globalFlags).flatMap((flag) => ("short" in flag && "kind" in flag ? [flag.short] : [])),
);

/** True where a short cluster such as `-qo` ends in a flag whose value is the next word. */
function clusterTakesNext(token: string): boolean {
  const letters = token.slice(1);
  for (let i = 0; i < letters.length; i += 1) {
    if (valuedShort.has(letters[i]!)) return i === letters.length - 1;
  }
  return false;
}

/**
 * Walks the typed words down the tree. Flags may stand anywhere, also before the verb; the value of a flag that only the
 * verb knows is told from a wrong word by standing behind a flag.
 * @throws Fault usage, with the nearest match, where a word names nothing.
 */
export function resolve(root: Group, argv: readonly string[]): Resolved {
  const path: string[] = [];
  const rest: string[] = [];
  let node: Node = root;
  let help = false;
  let version = false;
  for (let i = 0; i < argv.length; i += 1) {
    const token = argv[i]!;
    if (token === "--") {
      rest.push(...argv.slice(i));
      break;
    }
    if (token === "--help" || token === "-h") help = true;
    else if (token === "--version" && path.length === 0) version = true;
    else if (token.startsWith("--")) {
      rest.push(token);
      if (valued.has(token) && i + 1 < argv.length) rest.push(argv[(i += 1)]!);
    } else if (token.startsWith("-") && token.length > 1) {
      rest.push(token);
      if (clusterTakesNext(token) && i + 1 < argv.length) rest.push(argv[(i += 1)]!);
    } else if (!isGroup(node)) rest.push(token);
    else {
      const child = childNamed(node, token);
      if (child !== undefined) {
        path.push(child.name);
        node = child.node;
      } else if (rest.at(-1)?.startsWith("-") && !rest.at(-1)!.includes("=") && !isGlobal(rest.at(-1)!))
        rest.push(token);
      else throw unknownCommand(path, node, token);
    }
  }
  if (isGroup(node) && !help && path.length > 0) {
    const list = childNamed(node, "list");
    if (list !== undefined) return { path: [...path, "list"], node: list.node, rest, help, version };
  }
  return { path, node, rest, help, version };
}

function isGlobal(token: string): boolean {
  return Object.hasOwn(globalFlags, token.slice(2));
}

function unknownCommand(path: readonly string[], group: Group, word: string): Error {
  const typed = ["rptctl", ...path, word].join(" ");
  const near = nearest(word, Object.keys(group.children));
  const prefix = ["rptctl", ...path].join(" ");
  return usage(
    `unknown command "${typed}"`,
    ...(near === undefined ? [] : [`did you mean "${prefix} ${near}"?`]),
    `rptctl help ${path.join(" ")}`.trimEnd(),
  );
}
