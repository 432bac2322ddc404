import fc from "fast-check";
import stringWidth from "fast-string-width";
import { describe, expect, it } from "vitest";
import { millisTime } from "../../src/output/cells.ts";
import type { ItemResult, ListResult } from "../../src/output/result.ts";
import { Row, type Rows } from "../../src/rows/row.ts";
import { printed } from "./memory-world.ts";

const columns = [
  { name: "id" },
  { name: "name", tone: () => "good" as const },
  { name: "note" },
  { name: "n", align: "right" as const },
];

function list(values: readonly unknown[]): ListResult {
  async function* rows(): Rows {
    yield values.map((value) => Row.of(value));
  }
  return { kind: "list", rows: rows(), columns, id: "id", empty: "" };
}

const uuid = "0b1e4c5e-7f0a-4c7e-9d62-0a3a5b1c2d3e";
const sample = [
  { id: uuid, name: "日本語のレポート", note: "long ".repeat(30), n: 7 },
  { id: uuid, name: "👍", note: "short", n: 12345 },
];

describe("a table on a terminal", () => {
  it("is framed, with wide characters in their columns", async () => {
    const { out } = await printed(list([{ id: "a", name: "日本", note: "x", n: 1 }]), {}, 80);
    expect(out).toBe(
      [
        "┌────┬──────┬──────┬───┐",
        "│ ID │ NAME │ NOTE │ N │",
        "├────┼──────┼──────┼───┤",
        "│ a  │ 日本 │ x    │ 1 │",
        "└────┴──────┴──────┴───┘",
        "",
      ].join("\n"),
    );
  });

  it("cuts the widest text to fit and leaves ids and numbers whole", async () => {
    const { out } = await printed(list(sample), {}, 80);
    const lines = out.trimEnd().split("\n");
    expect(new Set(lines.map((line) => stringWidth(line)))).toEqual(new Set([80]));
    expect(out).toContain(uuid);
    expect(out).toContain("12345");
    expect(out).toContain("…");
  });

  it("never is wider than the terminal, whatever it holds", async () => {
    const text = fc.string({ unit: "grapheme", maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ id: text, name: text, note: text, n: fc.nat() }), {
          minLength: 1,
          maxLength: 4,
        }),
        fc.integer({ min: 1, max: 120 }),
        async (values, terminal) => {
          for (const line of (await printed(list(values), {}, terminal)).out.trimEnd().split("\n")) {
            expect(stringWidth(line)).toBeLessThanOrEqual(terminal);
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  it.each([60, 70, 100])("of %d columns shows ids whole, and says what it leaves out", async (terminal) => {
    const { out, err } = await printed(list(sample.map((row) => ({ ...row, n: 10 ** 9 }))), {}, terminal);
    expect(out.split(uuid)).toHaveLength(3);
    expect(out.includes("1000000000")).toBe(terminal === 100);
    expect(err.replace(/\n(?=.)/, " ")).toBe(
      {
        60: "2 columns do not fit: note, n; --columns chooses, -o json has all\n",
        70: "1 column does not fit: n; --columns chooses, -o json has all\n",
      }[terminal] ?? "",
    );
  });

  it("leaves out what no row says anything in, and is silent on it, before it cuts anything", async () => {
    const values = [{ id: uuid, name: "Role Report", note: "n".repeat(20), problem: "" }];
    const problem = { name: "problem" };
    const wide = await printed({ ...list(values), columns: [...columns.slice(0, 3), problem] }, {}, 100);
    expect(wide.out).toContain("PROBLEM");
    const { out, err } = await printed(
      { ...list(values), columns: [...columns.slice(0, 3), problem] },
      {},
      80,
    );
    expect(out).toContain("n".repeat(20));
    expect(out).not.toContain("PROBLEM");
    expect(err).toBe("");
  });

  it("cuts the heading of a time rather than leave the time out", async () => {
    const time = { name: "last_processed_timestamp", path: "at", text: millisTime };
    const result = { ...list([{ id: uuid, at: 0 }]), columns: [{ name: "id" }, time] };
    const { out } = await printed(result, {}, 63);
    expect(out).toContain("1970-01-01T00:00:00Z");
    expect(out).toContain("LAST_PROCESSED_TIME…");
  });

  it("has no frame below 60 columns, where the id has all the room it needs", async () => {
    const { out, err } = await printed(list(sample), {}, 40);
    expect(out).toBe(`ID\n${uuid}\n${uuid}\n`);
    expect(err).toBe("3 columns do not fit: name, note, n;\n--columns chooses, -o json has all\n");
  });

  it("cuts a name before a time, and leaves a time out rather than cut it", async () => {
    const timed = (name: string): ListResult => ({
      ...list([{ id: uuid, name, time: 1_700_000_000_000 }]),
      columns: [{ name: "id" }, { name: "name" }, { name: "time", text: millisTime }],
    });
    const name = "a name that is rather long for this";
    expect((await printed(timed(name), {}, 80)).out).toContain("2023-11-14T22:13:20Z");
    expect((await printed(timed(name), {}, 70)).err).toContain("1 column does not fit: time;");
  });

  it("prints a late id whole though it is wider than those before", async () => {
    const many = Array.from({ length: 300 }, (_, n) => ({ id: n === 299 ? uuid : "a", name: "x", n }));
    expect((await printed(list(many), {}, 80)).out).toContain(uuid);
  });

  it("is as wide as 80 columns where the terminal does not say", async () => {
    const { out } = await printed(list(sample), {}, 0);
    expect(stringWidth(out.split("\n")[0] as string)).toBe(80);
  });

  it("paints what the columns mean, and the header, only when colour is wanted", async () => {
    const { out } = await printed(list(sample), { color: true }, 100);
    expect(out).toContain("\u001b[1mNAME\u001b[22m");
    expect(out).toContain("\u001b[32m👍\u001b[39m");
    expect((await printed(list(sample), {}, 100)).out).not.toContain("\u001b");
  });

  it("has no header where none is wanted", async () => {
    const { out } = await printed(list(sample), { headers: false }, 100);
    expect(out).not.toContain("NAME");
    expect(out).toContain("short");
  });

  it("loses its frame beyond 200 rows, but still fits", async () => {
    const many = (count: number) => Array.from({ length: count }, (_, n) => ({ ...sample[0], n }));
    expect((await printed(list(many(200)), {}, 80)).out).toContain("│");
    const { out } = await printed(list(many(201)), {}, 80);
    expect(out).not.toContain("│");
    expect(out.trimEnd().split("\n")).toHaveLength(202);
    for (const line of out.split("\n")) expect(stringWidth(line)).toBeLessThanOrEqual(80);
  });
});

describe("an item on a terminal", () => {
  it("breaks long values into lines and loses nothing", async () => {
    const text = "0123456789".repeat(20);
    const item: ItemResult = {
      kind: "item",
      row: Row.of({ id: "a", text }),
      columns: [{ name: "id" }],
      id: "id",
    };
    const { out } = await printed(item, {}, 60);
    for (const line of out.split("\n")) expect(stringWidth(line)).toBeLessThanOrEqual(60);
    expect(out.replace(/[^0-9]/g, "")).toBe(text);
  });
});

it("an item on a narrow terminal has no frame, and its values stay whole to be copied", async () => {
  const row = Row.of({ id: `${uuid}${uuid}`, name: "n", empty: "" });
  const item: ItemResult = { kind: "item", row, columns: [{ name: "id" }], id: "id" };
  expect((await printed(item, {}, 40)).out).toBe(`id: ${uuid}${uuid}\nname: n\nempty:\n`);
});

describe("a table in a pipe", () => {
  it("cuts nothing, ends no line with blanks and prints later wider rows whole", async () => {
    const rows = Array.from({ length: 300 }, (_, n) => ({
      id: String(n),
      name: n === 299 ? "w".repeat(50) : "n",
      note: n % 2 ? "" : "y",
    }));
    const { out } = await printed(list(rows));
    expect(out).toContain(`299  ${"w".repeat(50)}\n`);
    expect(out).not.toMatch(/ $/m);
    expect(out.split("\n")[0]).toBe("ID   NAME  NOTE  N");
  });

  it("keeps what follows a right-aligned column in its place, empty cells or not", async () => {
    const few = [
      { id: "a", n: 1, note: "x" },
      { id: "b", n: 1000, note: "y" },
      { id: "c", note: "z" },
    ];
    const { out } = await printed(list(few), { columns: ["n", "note", "id"] });
    expect(out).toBe("   N  NOTE  ID\n   1  x     a\n1000  y     b\n      z     c\n");
  });

  it("paints without moving a column", async () => {
    const plain = (await printed(list(sample))).out;
    const painted = (await printed(list(sample), { color: true })).out;
    expect(painted).toContain("\u001b[32m");
    expect(painted.replace(/\u001b\[\d+m/g, "")).toBe(plain);
  });
});
