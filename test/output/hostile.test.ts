import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { Format } from "../../src/output/options.ts";
import { render } from "../../src/output/render.ts";
import type { ItemResult, ListResult } from "../../src/output/result.ts";
import { RowCutter } from "../../src/rows/cutter.ts";
import { Row, type Rows } from "../../src/rows/row.ts";
import { memoryWorld, plainOptions, printed } from "./memory-world.ts";

const hostile = 'a\u001b[31m\u009b2J\u0007\u007f\u202etxt\u2066\u200b\ufeff\u{e0041}\r\nnext,"q"\tz';
const record = { id: hostile, [hostile]: hostile, nested: { [hostile]: [hostile] } };
/** Characters as a server may send them: raw where JSON allows. */
const raw = Buffer.from(JSON.stringify(record).replaceAll("\\u007f", "\u007f"));

/** No escape, C1, DEL, bidi, zero-width or tag character; and no lone return. */
const obeyed =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]|[\u{e0000}-\u{e007f}]/u;

async function* rows(): Rows {
  yield new RowCutter([]).push(Buffer.concat([Buffer.from("["), raw, Buffer.from("]")]));
}

const columns = [{ name: "id" }, { name: "nested" }, { name: "odd", path: hostile }];
const list = (): ListResult => ({ kind: "list", rows: rows(), columns, id: "id", empty: hostile });
const item = (): ItemResult => ({ kind: "item", row: new Row(raw), columns: [], id: "id" });

describe("hostile text", () => {
  const formats: Format[] = ["table", "json", "ndjson", "csv", "yaml", "id"];
  const cases = formats.flatMap((format) =>
    [undefined, 200].flatMap((terminal) => [
      [format, "list", terminal, list] as const,
      [format, "item", terminal, item] as const,
    ]),
  );

  it.each(cases)(
    "never reaches anyone raw: %s of a %s, terminal %s",
    async (format, _kind, terminal, result) => {
      const { out, err } = await printed(result(), { format }, terminal);
      expect(out).not.toMatch(obeyed);
      if (format !== "csv") expect(out).not.toMatch(/\r/);
      expect(out).toMatch(/\\u001b|\\e/);
      expect(err).toBe("");
    },
  );

  it("survives json, ndjson and yaml by escaping", async () => {
    expect(JSON.parse((await printed(list(), { format: "json" })).out)).toEqual([record]);
    expect(JSON.parse((await printed(list(), { format: "ndjson" })).out)).toEqual(record);
    expect(JSON.parse((await printed(item(), { format: "json" })).out)).toEqual(record);
    expect(parse((await printed(list(), { format: "yaml" })).out)).toEqual([record]);
  });

  it.each(["a\u202eb", "\u009b", "x\u007f", "key: \u200b", "\ufeff"])("survives yaml: %j", async (text) => {
    const row = Row.of({ [text]: [text] });
    const { out } = await printed({ kind: "item", row, columns: [], id: "id" }, { format: "yaml" });
    expect(out).not.toMatch(obeyed);
    expect(parse(out)).toEqual({ [text]: [text] });
  });

  it("is shown safely by jq on a terminal and as jq prints it in a pipe", async () => {
    expect((await printed(item(), { jq: ".id" }, 80)).out).not.toMatch(obeyed);
    expect((await printed(item(), { jq: ".id" })).out).toBe(`${hostile}\n`);
  });

  it("is safe in notes and in headers", async () => {
    async function* none(): Rows {}
    expect((await printed({ ...list(), rows: none() })).err).not.toMatch(obeyed);
    const named = await printed(list(), { columns: [`x${hostile}`] }, 200);
    expect(named.out + named.err).not.toMatch(obeyed);
  });

  it("of broken UTF-8 reaches a terminal as replacement characters", async () => {
    const broken = Buffer.concat([Buffer.from('["a'), Buffer.from([0x9b, 0x41]), Buffer.from('"]')]);
    const result = {
      ...list(),
      rows: (async function* () {
        yield new RowCutter([]).push(broken);
      })(),
    };
    const world = memoryWorld(80);
    await render(result, { ...plainOptions, format: "ndjson" }, world);
    expect(Buffer.concat(world.stdout.writes)).toEqual(Buffer.from('"a\ufffdA"\n'));
  });
});

it.each<[string, string, string]>([
  ["=1+1", "'=1+1", "=1+1"],
  ["+39 055", "'+39 055", "+39 055"],
  ["-x", "'-x", "-x"],
  ["@cmd", "'@cmd", "@cmd"],
  ["\tx", "'\tx", "\tx"],
  ["\rx", '"\'\rx"', '"\rx"'],
  ["-5", "-5", "-5"],
  ["-1.5e3", "-1.5e3", "-1.5e3"],
  ["=a,b", '"\'=a,b"', '"=a,b"'],
  ["plain", "plain", "plain"],
])("guards csv against formulas: %j", async (value, guarded, raw) => {
  const result = (): ListResult => ({
    kind: "list",
    rows: (async function* () {
      yield [Row.of({ a: value })];
    })(),
    columns: [{ name: "a" }],
    id: "a",
    empty: "",
  });
  expect((await printed(result(), { format: "csv", headers: false })).out).toBe(`${guarded}\r\n`);
  expect((await printed(result(), { format: "csv", headers: false, csvRaw: true })).out).toBe(`${raw}\r\n`);
});
