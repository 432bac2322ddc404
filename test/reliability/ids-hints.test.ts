import { beforeAll, describe, expect, it } from "vitest";
import { shellLine } from "../../src/shell-words.ts";
import { needPackages } from "../real/packages.ts";
import { saySkipped } from "../real/skip.ts";
import { hostileIds, idLines, place } from "./ids-lines.ts";
import { idRunner } from "./ids-run.ts";
import type { Mood } from "./ids-server.ts";
import { paster, type Shell, shells } from "./ids-shells.ts";
import { measured, sized } from "./measure.ts";

const reason = await needPackages(["bash", "zsh", "fish"]);
if (reason !== undefined) saySkipped("shells", reason);

const moods: readonly Mood[] = ["obliging", "absent", "failing", "conflict", "cut", "odd", "inactive"];

/** A command line to type next, and the words that it has to be read as. */
interface Hint {
  readonly line: string;
  readonly words: readonly string[];
}

/** The command lines of what was said, each to the end of its line. */
function linesIn(said: string): string[] {
  const hints = said.split("\n").filter((line) => /^ {2}hint: |: rptctl /.test(line));
  return hints.flatMap((line) => /(?:: )(rptctl .*)$/.exec(line)?.[1] ?? []);
}

describe.skipIf(reason !== undefined)("hints that name an id", () => {
  const hints: Hint[] = [];

  beforeAll(async () => {
    const run = await idRunner();
    let turn = 0;
    for (const [path, each] of Object.entries(idLines)) {
      for (const line of each) {
        for (const mood of moods) {
          const said = async (id: string) => {
            const { code, stdout, stderr } = await run(path, line, id, mood);
            return { code, lines: linesIn(stdout + stderr) };
          };
          const { code, lines: plain } = await said(place);
          const named = plain.flatMap((hint, index) => (hint.includes(place) ? [index] : []));
          if (named.length === 0) continue;
          for (const id of hostileIds) {
            turn += 1;
            if (turn % sized(8, 1) !== 0) continue;
            const { code: other, lines } = await said(id);
            // Where an id is refused, or is looked for in another way, other things are said.
            if (other !== code || lines.length !== plain.length) continue;
            for (const index of named) {
              const words = plain[index]!.split(" ").flatMap((word) =>
                word === place && id.startsWith("-") ? ["--", id] : word.replaceAll(place, () => id),
              );
              hints.push({ line: lines[index]!, words });
            }
          }
        }
      }
    }
    // What is taken for a flag that is none.
    for (const id of hostileIds.filter((each) => each.startsWith("-") && each !== "-")) {
      const { stderr } = await run("scope get", { words: [place] }, id);
      const words = ["rptctl", "scope", "get", "--", id];
      for (const line of linesIn(stderr)) if (line.includes(" -- ")) hints.push({ line, words });
    }
  }, 600_000);

  it.each(Object.keys(shells) as Shell[])("are read back by %s as they are meant", (shell) => {
    const distinct = [...new Map(hints.map((hint) => [hint.line, hint])).values()];
    const called = paster("rptctl")(
      shell,
      distinct.map(({ line }) => line),
    );
    const wrong = distinct.flatMap(({ line, words }, index) => {
      const got = called[index]!;
      return JSON.stringify(got) === JSON.stringify(words) ? [] : [{ line, got, words }];
    });
    expect(wrong.slice(0, 5)).toEqual([]);
    const what = `hints pasted into ${shell}`;
    measured({ chapter: "ids", what, tried: distinct.length, clean: distinct.length - wrong.length });
  });

  it.each(Object.keys(shells) as Shell[])("and any path, in %s", (shell) => {
    const paths = hostileIds.filter((path) => path !== "" && !path.endsWith("\n") && !path.includes("\0"));
    const called = paster("rm")(
      shell,
      paths.map((path) => shellLine`rm ${path}`),
    );
    const wrong = paths.filter((path, index) => called[index]!.at(-1) !== path || called[index]!.length > 3);
    expect(wrong).toEqual([]);
    measured({
      chapter: "ids",
      what: `paths pasted into ${shell}`,
      tried: paths.length,
      clean: paths.length - wrong.length,
    });
  });
});
