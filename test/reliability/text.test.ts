import fc from "fast-check";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { Fault } from "../../src/errors.ts";
import { choicesOf } from "../../src/output/choices.ts";
import type { OutputOptions } from "../../src/output/options.ts";
import { checkText } from "../../src/output/plugin.ts";
import type { ItemResult, ListResult, WrittenResult } from "../../src/output/result.ts";
import { report } from "../../src/report.ts";
import { RowCutter } from "../../src/rows/cutter.ts";
import type { Row } from "../../src/rows/row.ts";
import { plainLine } from "../../src/seen/plain-line.ts";
import { icsOf } from "../../src/systems/rpt/ics.ts";
import { memoryWorld, plainOptions, printed } from "../output/memory-world.ts";
import { measured, sized } from "./measure.ts";
import { hostileText, obeyedIn, worstText } from "./text-hostile.ts";

/** A record with such text in every place of it, as its key too. */
const record = fc.oneof(
  fc.constant({
    id: worstText,
    name: worstText,
    [worstText]: worstText,
    list: [worstText, { a: worstText }],
  }),
  fc.tuple(hostileText, hostileText, hostileText, hostileText).map(([id, name, key, deep]) => ({
    id,
    name,
    [`k${key}`]: deep,
    list: [deep, name, { [`k${key}`]: name }],
  })),
);

const columns = [{ name: "id" }, { name: "name" }, { name: "list" }];

/** Rows as they come from a server: characters raw where JSON lets them be. */
function rowsOf(records: readonly unknown[]): readonly Row[] {
  const raw = JSON.stringify(records).replace(/\\u(00[7-9a-f][0-9a-f])/g, (_, code) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  return new RowCutter([]).push(Buffer.from(raw));
}

const list = (records: readonly unknown[], empty = "None."): ListResult => ({
  kind: "list",
  rows: (async function* () {
    if (records.length > 0) yield rowsOf(records);
  })(),
  columns,
  id: "id",
  empty,
});
const item = (one: unknown): ItemResult => ({ kind: "item", row: rowsOf([one])[0]!, columns: [], id: "id" });
const written = (one: { id: string }): WrittenResult => ({
  kind: "written",
  items: [{ id: one.id, response: rowsOf([one])[0]! }],
  several: false,
  note: `Made ${one.id}.`,
});

async function campaign<T>(
  what: string,
  drawn: fc.Arbitrary<T>,
  wrongWith: (one: T) => unknown,
  note?: string,
) {
  let tried = 0;
  await fc.assert(
    fc.asyncProperty(drawn, async (one) => {
      tried += 1;
      expect(await wrongWith(one)).toBeUndefined();
    }),
    { numRuns: sized(60, 5000), seed: 5 },
  );
  measured({ chapter: "text", what, tried, clean: tried, ...(note !== undefined && { note }) });
}

const terminals: readonly (number | undefined)[] = [undefined, 40, 120];
const one = fc.tuple(record, fc.constantFrom(...terminals));

const shown: Readonly<
  Record<
    string,
    (
      from: { id: string },
      options: Partial<OutputOptions>,
      width?: number,
    ) => Promise<{ out: string; err: string }>
  >
> = {
  "a list": (from, options, width) => printed(list([from, from]), options, width),
  "one thing": (from, options, width) => printed(item(from), options, width),
  "what a write changed": (from, options, width) => printed(written(from), options, width),
  "an empty list's note": (from, options, width) => printed(list([], from.id), options, width),
};
const formats = ["table", "json", "ndjson", "csv", "yaml", "id"] as const;

it.each(Object.keys(shown).flatMap((kind) => formats.map((format) => [kind, format] as const)))(
  "%s as %s sends a terminal nothing that it obeys",
  async (kind, format) => {
    await campaign(`${kind} as ${format}`, one, async ([from, width]) => {
      const { out, err } = await shown[kind]!(from, { format, color: false }, width);
      // csv ends its lines so; in a pipe a return within a cell is data.
      const text = format === "csv" ? out.replaceAll("\r\n", "\n") : out;
      const bad =
        obeyedIn(format === "csv" && width === undefined ? text.replaceAll("\r", "") : text) ?? obeyedIn(err);
      if (bad !== undefined) return bad;
      if (format === "table" && kind === "a list" && width === undefined && out.split("\n").length !== 4)
        return "a line end in a cell";
      return undefined;
    });
  },
);

it("comes back from json and ndjson as it was sent", async () => {
  await campaign(
    "json and ndjson, parsed again",
    one,
    async ([from, width]) => {
      expect(JSON.parse((await printed(item(from), { format: "json" }, width)).out)).toEqual(from);
      expect(JSON.parse((await printed(list([from]), { format: "json" }, width)).out)).toEqual([from]);
      expect(JSON.parse((await printed(list([from]), { format: "ndjson" }, width)).out)).toEqual(from);
    },
    "half characters included, as escapes",
  );
});

it("comes back from yaml as it was sent", async () => {
  await campaign("yaml, parsed again", one, async ([from, width]) => {
    const { out } = await printed(list([from]), { format: "yaml" }, width);
    expect(parse(out)).toEqual([from]);
  });
});

/** The cells of RFC 4180, each as it is quoted or not. */
function cellsIn(csv: string): readonly (readonly string[])[] {
  const lines: string[][] = [[]];
  for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    if (end === "" && quoted === undefined && plain === "") break;
    lines.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain ?? "");
    if (end === "\r\n") lines.push([]);
  }
  if (lines.at(-1)!.length === 0) lines.pop();
  return lines;
}

it("is never a live formula in csv, and comes back from csv", async () => {
  await campaign(
    "csv: formulas, quotes, line ends",
    record,
    async (from) => {
      const options = { format: "csv", headers: false, columns: ["id", "name"] } as const;
      const [cells] = cellsIn((await printed(list([from]), options)).out);
      for (const cell of cells!) {
        if (/^[=+\-@\t\r]/.test(cell) && !/^-?[\d.]+(?:e[+-]?\d+)?$/i.test(cell)) return `live: ${cell}`;
      }
      const raw = cellsIn((await printed(list([from]), { ...options, csvRaw: true })).out)[0]!;
      const kept = [from.id, from.name];
      if (raw.length !== kept.length) return `${raw.length} cells`;
      for (const [index, cell] of raw.entries()) {
        // Only what a terminal would obey is written out.
        const sent = Buffer.from(kept[index]!).toString();
        if (obeyedIn(sent.replaceAll("\r", "")) === undefined && !/\u200c|\u200d/.test(sent) && cell !== sent)
          return `${JSON.stringify(sent)} came as ${JSON.stringify(cell)}`;
      }
      return undefined;
    },
    "with --csv-raw; control characters are written out there too",
  );
});

it("is harmless in errors, their hints, and beside completions", async () => {
  await campaign(
    "errors and hints",
    fc.tuple(hostileText, fc.constantFrom(...terminals)),
    async ([text, width]) => {
      const fault = new Fault("rejected", `refused: ${text}`, {
        system: "scope",
        hints: [text],
        subcode: text,
      });
      for (const form of ["text", "json"] as const) {
        const world = memoryWorld(width);
        await report(fault, form, world, (all) => all);
        const bad = obeyedIn(world.stderr.text);
        if (bad !== undefined) return bad;
        if (form === "json") expect(JSON.parse(world.stderr.text).error.subcode).toBe(text);
      }
      return undefined;
    },
  );
  await campaign("names beside completions", hostileText, (text) => {
    const line = plainLine(text);
    return /[\n\t`$\\]/.test(line) ? line : obeyedIn(line);
  });
});

it("is harmless in what monitoring reads", async () => {
  await campaign("check: line, details, perfdata", hostileText, (text) => {
    const said = checkText({
      service: "X",
      state: "OK",
      text,
      perfdata: [{ label: text, value: 1 }],
      details: [text],
    });
    const lines = said.split("\n");
    if (lines.length !== 3 || lines[1]!.includes("|")) return "more lines, or another beginning of perfdata";
    return (lines[0]!.match(/\|/g) ?? []).length === 1 ? obeyedIn(said) : "more than one |";
  });
});

it("is harmless in choices, and in a calendar", async () => {
  await campaign("choices", one, async ([from, width = 80]) => {
    const world = memoryWorld(width);
    const choices = await choicesOf(list([from, { ...from, id: "b" }]), "name", width, {
      options: plainOptions,
      world,
    });
    return choices
      .map(({ label }) => obeyedIn(label) ?? (/[\n\t]/.test(label) ? "a line end" : undefined))
      .find(Boolean);
  });
  await campaign("ics", record, ({ id, name }) => {
    const runs = [{ RunDate: 0, ScheduleID: id, ScheduleDisplayName: name, definitionDisplayName: name }];
    const text = icsOf(runs, "0", 0);
    const lines = text.replaceAll("\r\n ", "").split("\r\n");
    if (lines.length !== 15) return `${lines.length} lines`;
    return obeyedIn(text.replaceAll("\r\n", "\n"));
  });
});
