import { loadConfig } from "./config/config.ts";
import { resolveContext } from "./config/context.ts";
import { placeOf } from "./seen/place.ts";
import { plainLine } from "./seen/plain-line.ts";
import { readSeen } from "./seen/store.ts";
import type { World } from "./world.ts";

/**
 * `rptctl __complete WHAT --typed=TEXT WORD...`, which the completion scripts ask: what can stand for TEXT, one candidate a line with
 * its name behind a TAB. WHAT is `context`, or what ids are ids of (`scope/scopes`), the words are those of the line so far.
 * It looks at files alone, is never an error, and loads nothing that a request needs.
 */
export async function complete(
  [what = "", typed = "--typed=", ...line]: readonly string[],
  world: World,
): Promise<number> {
  try {
    const candidates = await candidatesFor(what, line, world);
    const lines = offered(candidates, typed.slice("--typed=".length)).map(([word, name]) =>
      name === "" ? word : `${word}\t${name}`,
    );
    if (lines.length > 0) await world.stdout.write(`${lines.join("\n")}\n`);
  } catch {
    // Whoever presses TAB wants no message in the middle of the line.
  }
  return 0;
}

type Candidate = readonly [word: string, name: string];

async function candidatesFor(
  what: string,
  line: readonly string[],
  world: World,
): Promise<readonly Candidate[]> {
  const config = await loadConfig(world);
  if (what === "context") {
    const { contexts, currentContext } = config;
    return Object.keys(contexts).map((name) => [name, name === currentContext ? "the current context" : ""]);
  }
  const { name } = resolveContext(config, world, { context: contextIn(line) });
  const place = placeOf(what, name, config, world);
  return place === undefined ? [] : (readSeen(place)[what] ?? []);
}

/** `--context NAME` or `--context=NAME`, the last one. */
function contextIn(line: readonly string[]): string | undefined {
  return line.reduce<string | undefined>((found, word, index) => {
    if (word.startsWith("--context=")) return word.slice("--context=".length);
    return line[index - 1] === "--context" && word !== "" ? word : found;
  }, undefined);
}

/** What a shell takes as it is, wherever it puts it: ids come from servers. */
const plain = /^[\p{L}\p{N}_./][\p{L}\p{N}_.@%+:/-]*$/u;

/**
 * Those that begin as typed, else those whose name has what is typed in it. Behind commas the last value is completed.
 */
function offered(candidates: readonly Candidate[], typed: string): readonly Candidate[] {
  const comma = typed.lastIndexOf(",") + 1;
  const last = typed.slice(comma);
  const usable = candidates.filter(([word]) => plain.test(word));
  const begin = usable.filter(([word]) => word.startsWith(last));
  const wanted = last.toLowerCase();
  const found = begin.length > 0 ? begin : usable.filter(([, name]) => name.toLowerCase().includes(wanted));
  return found.map(([word, name]) => [typed.slice(0, comma) + word, plainLine(name)]);
}
