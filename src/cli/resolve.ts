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

const shorts = new Set(
  Object.values(globalFlags).flatMap((flag) => ("short" in flag ? [flag.short as string] : [])),
);

/** True where the next word is the value of this global flag: `--output`, or a short cluster such as `-qo`. */
function takesNext(token: string): boolean {
  if (token.startsWith("--")) return valued.has(token);
  const letters = [...token.slice(1)];
  const first = letters.findIndex((letter) => valuedShort.has(letter));
  return first >= 0 && first === letters.length - 1;
}

/**
 * Walks the typed words down the tree. Flags may stand anywhere, also before the verb; the value of a flag that only the
 * verb knows is told from a wrong word by standing behind a flag.
 * `entered` is told of each step, so that it is known how far a line led that leads nowhere.
 * @throws Fault usage, with the nearest match, where a word names nothing.
 */
export function resolve(
  root: Group,
  argv: readonly string[],
  entered: (name: string, node: Node) => void = () => {},
): Resolved {
  const path: string[] = [];
  const rest: string[] = [];
  const words = [...argv];
  let node: Node = root;
  let help = false;
  let version = false;
  for (let token = words.shift(); token !== undefined; token = words.shift()) {
    if (token === "--") {
      rest.push(token, ...words);
      break;
    }
    if (token === "--help" || token === "-h") help = true;
    else if (token === "--version" && path.length === 0) version = true;
    else if (token.startsWith("-") && token.length > 1) {
      rest.push(withoutEquals(token));
      if (takesNext(token)) rest.push(...words.splice(0, 1));
    } else if (!isGroup(node)) rest.push(token);
    else {
      const child = childNamed(node, token);
      if (child !== undefined) {
        path.push(child.name);
        node = child.node;
        entered(child.name, node);
      } else if (mayBeValueOf(rest.at(-1))) rest.push(token);
      else throw unknownCommand(path, node, token);
    }
  }
  if (isGroup(node) && !help && path.length > 0) {
    const list = childNamed(node, "list");
    if (list !== undefined) return { path: [...path, "list"], node: list.node, rest, help, version };
  }
  return { path, node, rest, help, version };
}

/** True behind a flag that only the verb knows: whether it takes a value is not known yet. */
function mayBeValueOf(before: string | undefined): boolean {
  return (
    before?.startsWith("-") === true && !before.includes("=") && !Object.hasOwn(globalFlags, before.slice(2))
  );
}

/** `-o=json`, as kubectl takes it: commander would take the `=` for a part of the value. */
function withoutEquals(token: string): string {
  const equals = token.indexOf("=");
  return !token.startsWith("--") && equals > 0 && takesNext(token.slice(0, equals))
    ? token.slice(0, equals) + token.slice(equals + 1)
    : token;
}

/**
 * Refuses what stands beside the name of a group alone and is no global flag: the group's help would hide the slip.
 * @throws Fault usage, with the nearest match.
 */
export function refuseStrayWords(path: readonly string[], rest: readonly string[]): void {
  const help = `rptctl help ${path.join(" ")}`.trimEnd();
  for (const [index, word] of rest.entries()) {
    if (isGlobalFlag(word) || takesNext(rest[index - 1] ?? "")) continue;
    if (!word.startsWith("-") || word === "--") throw usage("a command is needed", help);
    const near = nearest(word.replace(/=.*/, ""), [
      "--help",
      "--version",
      ...Object.keys(globalFlags).map((name) => `--${name}`),
    ]);
    throw usage(`unknown option '${word}'`, ...(near === undefined ? [] : [`Did you mean ${near}?`]), help);
  }
}

function isGlobalFlag(word: string): boolean {
  if (word.startsWith("--")) return Object.hasOwn(globalFlags, word.slice(2).replace(/=.*/, ""));
  if (!/^-[a-z]/i.test(word)) return false;
  const letters = [...word.slice(1)];
  const valuedAt = letters.findIndex((letter) => valuedShort.has(letter));
  return (valuedAt < 0 ? letters : letters.slice(0, valuedAt)).every((letter) => shorts.has(letter));
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
