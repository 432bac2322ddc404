import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { leaves } from "../../src/cli/tree.ts";
import { commands } from "../../src/commands/index.ts";
import { hostileIds, idLines, place } from "./ids-lines.ts";
import { idRunner } from "./ids-run.ts";
import type { Sent } from "./ids-server.ts";
import { measured, sized } from "./measure.ts";

let run: Awaited<ReturnType<typeof idRunner>>;
beforeAll(async () => {
  run = await idRunner();
});

/** What a request has to be where the id is another: the same, with that id as one segment, one value or one text. */
function withId({ method, target, body }: Sent, id: string): object {
  const [path = "", query] = target.split(/\?(.*)/s);
  const form = new URLSearchParams({ x: id }).toString().slice(2);
  return {
    method,
    path: path.replaceAll(place, () => encodeURIComponent(id)),
    query: query?.replaceAll(place, () => form),
    body: bodyOf(body.replaceAll(place, () => JSON.stringify(id).slice(1, -1))),
  };
}

function asSent({ method, target, body }: Sent): object {
  const [path, query] = target.split(/\?(.*)/s);
  return { method, path, query, body: bodyOf(body) };
}

/** Of what is no JSON, an upload, the random boundary is of no interest. */
function bodyOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text.startsWith("--") ? "an upload" : text;
  }
}

/** What no id is: it holds what cannot be carried, or is nothing. */
const isRefused = (id: string) => id === "" || /[\u0000-\u001f\u007f-\u009f]/.test(id);
/** Commas part several ids in these flags, and blanks around them are nothing. */
const isParted = (id: string) => id.includes(",") || id.trim() !== id;

describe("ids from users", () => {
  it("covers every command that takes one", async () => {
    const kinds = new Set(["ID", "DEF", "SCHED", "PARAM"]);
    const takes: string[] = [];
    for (const { path, leaf } of leaves(commands)) {
      const { operands, flags } = (await leaf.load()).default;
      const named = [...Object.values(operands), ...Object.values(flags)].map(
        ({ kind }) => kind?.placeholder ?? "",
      );
      const isAlias = ["defs", "sched", "reports"].includes(path[0] ?? "");
      if (!isAlias && named.some((name) => kinds.has(name))) takes.push(path.join(" "));
    }
    expect(Object.keys(idLines).sort()).toEqual(takes.sort());
  });

  it("are one segment on the wire, or are refused before any request", {
    timeout: sized(60_000, 1_800_000),
  }, async () => {
    const random = fc.sample(fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }), sized(0, 200));
    let tried = 0;
    let turn = 0;
    const wrong: string[] = [];
    for (const [path, each] of Object.entries(idLines)) {
      for (const one of each) {
        const plain = await run(path, one, place);
        expect(JSON.stringify(plain.sent), `${path}: names its id`).toContain(place);
        for (const id of [...hostileIds, ...random]) {
          turn += 1;
          if (turn % sized(7, 1) !== 0) continue;
          if (one.commas && isParted(id)) continue;
          const { code, sent, stderr } = await run(path, one, id);
          tried += 1;
          const refused = code === (path.startsWith("check ") ? 3 : 2) && sent.length === 0;
          const same =
            JSON.stringify(sent.map(asSent)) === JSON.stringify(plain.sent.map((each) => withId(each, id)));
          const clean = isRefused(id)
            ? refused
            : refused
              ? id === "." || id === ".."
              : same && code === plain.code;
          if (!clean)
            wrong.push(
              `${path} ${JSON.stringify(id.slice(0, 40))}: ${code} ${stderr.slice(0, 300)} ${JSON.stringify(sent)}`.slice(
                0,
                500,
              ),
            );
        }
      }
    }
    expect(wrong.slice(0, 20)).toEqual([]);
    measured({
      chapter: "ids",
      what: "one segment, value or text on the wire",
      tried,
      clean: tried - wrong.length,
    });
  });
});
