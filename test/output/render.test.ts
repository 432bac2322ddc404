import { describe, expect, it } from "vitest";
import { Fault } from "../../src/errors.ts";
import type { OutputOptions } from "../../src/output/options.ts";
import { render } from "../../src/output/render.ts";
import type { Column, ItemResult, ListResult, WrittenResult } from "../../src/output/result.ts";
import { Row, type Rows } from "../../src/rows/row.ts";
import { memoryWorld, plainOptions, printed } from "./memory-world.ts";

const columns: Column[] = [
  { name: "id" },
  { name: "name" },
  { name: "size", align: "right", text: (value) => `${String(value)} B`, tone: () => "good" },
  { name: "owner", path: "owner.name" },
  { name: "big", hidden: true },
];

const texts = [
  '{"id":"b-1","name":"one","size":10,"owner":{"name":"ann","tags":["x","y"]},"big":12345678901234567890}',
  '{"id":"a-2","name":"two, or \\"more\\"","size":9,"owner":{"name":null},"big":1.10}',
];

async function* batches(...all: (readonly string[])[]): Rows {
  for (const batch of all) yield batch.map((text) => new Row(Buffer.from(text)));
}

function list(rows: Rows = batches(texts), more: Partial<ListResult> = {}): ListResult {
  return { kind: "list", rows, columns, id: "id", empty: "No things match.", ...more };
}

const item = (text = texts[0] as string): ItemResult => ({
  kind: "item",
  row: new Row(Buffer.from(text)),
  columns,
  id: "id",
});

const written = (more: Partial<WrittenResult> = {}): WrittenResult => ({
  kind: "written",
  items: [{ id: "b-1", response: new Row(Buffer.from('{"ok":true,"n":1.10}')) }],
  several: false,
  note: "Made b-1.",
  ...more,
});

describe("a list", () => {
  it.each<[string, Partial<OutputOptions>, string]>([
    [
      "table",
      {},
      'ID   NAME            SIZE  OWNER\nb-1  one             10 B  ann\na-2  two, or "more"   9 B\n',
    ],
    ["table without headers", { headers: false, columns: ["id", "size"] }, "b-1  10 B\na-2   9 B\n"],
    [
      "table with chosen columns",
      { columns: ["BIG", "owner.tags"] },
      "BIG                   OWNER.TAGS\n12345678901234567890  x, y\n1.10\n",
    ],
    ["table sorted", { columns: ["id"], sortBy: { path: "id", desc: false } }, "ID\na-2\nb-1\n"],
    [
      "table sorted by a hidden number",
      { columns: ["id"], sortBy: { path: "big", desc: true } },
      "ID\nb-1\na-2\n",
    ],
    ["json", { format: "json" }, `[\n${texts[0]},\n${texts[1]}\n]\n`],
    ["ndjson", { format: "ndjson" }, `${texts[0]}\n${texts[1]}\n`],
    [
      "csv",
      { format: "csv" },
      'id,name,size,owner,big\r\nb-1,one,10,ann,12345678901234567890\r\na-2,"two, or ""more""",9,,1.10\r\n',
    ],
    [
      "csv with chosen columns",
      { format: "csv", columns: ["owner", "ID"] },
      "owner,id\r\nann,b-1\r\n,a-2\r\n",
    ],
    [
      "csv with what nests",
      { format: "csv", columns: ["owner.tags"], headers: false },
      '"[""x"",""y""]"\r\n\r\n',
    ],
    [
      "csv sorted",
      { format: "csv", columns: ["size"], sortBy: { path: "SIZE", desc: false } },
      "size\r\n9\r\n10\r\n",
    ],
    ["id", { format: "id" }, "b-1\na-2\n"],
    ["limited", { format: "id", limit: 1 }, "b-1\n"],
    [
      "yaml",
      { format: "yaml", limit: 1 },
      '- id: b-1\n  name: one\n  size: 10\n  owner:\n    name: ann\n    tags:\n      - x\n      - "y"\n  big: 12345678901234567890\n',
    ],
    ["jq", { jq: ".[] | .owner.name, .big" }, "ann\n12345678901234567890\nnull\n1.10\n"],
    ["jq over the whole", { jq: "length" }, "2\n"],
  ])("as %s", async (_name, options, out) => {
    expect(await printed(list(), options)).toEqual({ exit: 0, out, err: "" });
  });

  it.each<[Partial<OutputOptions>, string, string]>([
    [{}, "", "No things match.\n"],
    [{ quiet: true }, "", ""],
    [{ format: "json" }, "[]\n", ""],
    [{ format: "ndjson" }, "", ""],
    [{ format: "csv" }, "id,name,size,owner,big\r\n", ""],
    [{ format: "csv", columns: ["NAME", "x.y"] }, "name,x.y\r\n", ""],
    [{ format: "csv", headers: false }, "", ""],
    [{ format: "yaml" }, "[]\n", ""],
    [{ format: "id" }, "", ""],
    [{ jq: "length" }, "0\n", ""],
    [{ jq: ".[] | .id" }, "", ""],
  ])("that is empty, with %j", async (options, out, err) => {
    expect(await printed(list(batches()), options)).toEqual({ exit: 0, out, err });
    expect(await printed(list(batches([], [])), options)).toEqual({ exit: 0, out, err });
  });

  it("comes with the keys of its first row where no columns are declared", async () => {
    const bare = { columns: [] };
    expect((await printed(list(batches(['{"a":1,"b":{"c":2}}']), bare))).out).toBe('A  B\n1  {"c":2}\n');
    expect((await printed(list(batches(['"x"', '"y"']), bare), { format: "csv" })).out).toBe(
      "value\r\nx\r\ny\r\n",
    );
    expect((await printed(list(batches(), bare), { format: "csv" })).out).toBe("");
  });

  it("is asked for no more batches than a limit needs", async () => {
    let asked = 0;
    async function* endless(): Rows {
      for (;;) {
        asked += 1;
        yield [Row.of({ id: asked })];
      }
    }
    for (const format of ["table", "json", "ndjson", "csv", "yaml", "id"] as const) {
      asked = 0;
      await printed(list(endless()), { format, limit: 3 });
      expect([format, asked]).toEqual([format, 3]);
    }
  });

  describe("that fails half-way", () => {
    async function* failing(...good: string[]): Rows {
      for (const text of good) yield [new Row(Buffer.from(text))];
      throw new Fault("unavailable", "gone");
    }

    it.each<[OutputOptions["format"], string]>([
      ["json", '[\n{"id":1}'],
      ["ndjson", '{"id":1}\n'],
      ["csv", "id,name,size,owner,big\r\n1,,,,\r\n"],
      ["id", "1\n"],
      ["yaml", "- id: 1\n"],
    ])("leaves %s as far as it came", async (format, out) => {
      const { world, outcome } = await rendering(list(failing('{"id":1}')), { format });
      expect(outcome).toMatchObject({ code: "unavailable" });
      expect(world.stdout.text).toBe(out);
    });

    it.each<OutputOptions["format"]>(["table", "json", "ndjson", "csv", "id", "yaml"])(
      "prints nothing as %s before the first row",
      async (format) => {
        const { world, outcome } = await rendering(list(failing()), { format });
        expect(outcome).toMatchObject({ code: "unavailable" });
        expect(world.stdout.text).toBe("");
      },
    );

    it("gives jq nothing that is not whole", async () => {
      const { world, outcome } = await rendering(list(failing('{"id":1}')), { jq: "length" });
      expect(outcome).toMatchObject({ code: "unavailable" });
      expect(world.stdout.text).toBe("");
    });
  });

  it("shows a live row before the next one is there", async () => {
    for (const options of [{}, { format: "json" }, { format: "ndjson" }, { jq: ".[].id" }] as const) {
      const world = memoryWorld();
      const seen: string[] = [];
      async function* live(): Rows {
        yield [Row.of({ id: "first" })];
        seen.push(world.stdout.text);
        yield [Row.of({ id: "second" })];
      }
      await render(list(live(), { live: true }), { ...plainOptions, ...options }, world);
      expect(seen[0]).toContain("first");
      expect(world.stdout.text).toContain("second");
    }
  });
});

describe("columns that are not there", () => {
  it.each(["table", "csv"] as const)("refuses a slip in %s, before printing", async (format) => {
    const { world, outcome } = await rendering(list(), { format, columns: ["id", "nmae"] });
    expect(outcome).toMatchObject({
      code: "usage",
      message: "--columns: no such column: nmae",
      hints: ["did you mean name?", "columns: id, name, size, owner, big"],
    });
    expect(world.stdout.text).toBe("");
  });

  it("names the flag of a slip in sorting", async () => {
    const { outcome } = await rendering(list(), { sortBy: { path: "sizes", desc: false } });
    expect(outcome).toMatchObject({ code: "usage", message: "--sort-by-column: no such column: sizes" });
  });

  it.each(["bogus", "size:down", ":desc"])("sorts by no %s that no row has", async (path) => {
    for (const format of ["table", "csv"] as const) {
      const { world, outcome } = await rendering(list(), { format, sortBy: { path, desc: false } });
      expect(outcome).toMatchObject({ code: "usage", message: `--sort-by-column: no such column: ${path}` });
      expect(world.stdout.text).toBe("");
    }
  });

  it("takes a path that a row has, however near it is to a name", async () => {
    const rows = batches(['{"name":"a","names":"b"}']);
    expect((await printed(list(rows), { columns: ["names"] })).out).toBe("NAMES\nb\n");
  });

  it.each(["table", "csv"] as const)("notes a path that no row has in %s", async (format) => {
    const { err } = await printed(list(), { format, columns: ["id", "something.else"] });
    expect(err).toBe("--columns: no row has something.else\n");
  });
});

describe("an item", () => {
  it.each<[string, Partial<OutputOptions>, string]>([
    [
      "table",
      {},
      "FIELD       VALUE\nid          b-1\nname        one\nsize        10 B\nowner       ann\nbig         12345678901234567890\nowner.tags  x, y\n",
    ],
    [
      "table with chosen columns",
      { columns: ["name", "owner.tags"], headers: false },
      "name        one\nowner.tags  x, y\n",
    ],
    [
      "json",
      { format: "json" },
      '{\n  "id": "b-1",\n  "name": "one",\n  "size": 10,\n  "owner": {\n    "name": "ann",\n    "tags": [\n      "x",\n      "y"\n    ]\n  },\n  "big": 12345678901234567890\n}\n',
    ],
    ["ndjson", { format: "ndjson" }, `${texts[0]}\n`],
    ["csv", { format: "csv" }, "id,name,size,owner,big\r\nb-1,one,10,ann,12345678901234567890\r\n"],
    ["id", { format: "id" }, "b-1\n"],
    ["jq", { jq: ".owner" }, '{\n  "name": "ann",\n  "tags": [\n    "x",\n    "y"\n  ]\n}\n'],
  ])("as %s", async (_name, options, out) => {
    expect(await printed(item(), options)).toEqual({ exit: 0, out, err: "" });
  });

  it("is one line of ndjson whatever the layout it came in", async () => {
    expect((await printed(item('{\r\n  "id": "a b",\n  "n": 1.10\n}\n'), { format: "ndjson" })).out).toBe(
      '{"id":"a b","n":1.10}\n',
    );
  });
});

describe("a write", () => {
  it.each<[string, Partial<WrittenResult>, Partial<OutputOptions>, string, string]>([
    ["table", {}, {}, "b-1\n", "Made b-1.\n"],
    ["table, quiet", {}, { quiet: true }, "b-1\n", ""],
    ["id", {}, { format: "id" }, "b-1\n", "Made b-1.\n"],
    ["json", {}, { format: "json" }, '{\n  "ok": true,\n  "n": 1.10\n}\n', ""],
    ["json of several", { several: true }, { format: "json" }, '[\n{"ok":true,"n":1.10}\n]\n', ""],
    ["json of none", { several: true, items: [] }, { format: "json" }, "[]\n", ""],
    ["ndjson", {}, { format: "ndjson" }, '{"ok":true,"n":1.10}\n', ""],
    ["csv", {}, { format: "csv" }, "ok,n\r\ntrue,1.10\r\n", ""],
    ["yaml", {}, { format: "yaml" }, 'ok: true\n"n": 1.10\n', ""],
    ["yaml of several", { several: true }, { format: "yaml" }, '- ok: true\n  "n": 1.10\n', ""],
    ["jq", {}, { jq: ".n" }, "1.10\n", ""],
  ])("as %s", async (_name, more, options, out, err) => {
    expect(await printed(written(more), options)).toEqual({ exit: 0, out, err });
  });

  it("exits 11 when some failed, as the first when all did", async () => {
    const failed = [new Fault("not_found", "no x"), new Fault("conflict", "y")];
    expect((await printed(written({ several: true, failed }))).exit).toBe(11);
    expect((await printed(written({ several: true, failed, items: [] }))).exit).toBe(6);
  });
});

describe("what is no record", () => {
  it("prints text as it is, with a line end", async () => {
    expect((await printed({ kind: "text", text: "a\u001bb" }, { format: "json" })).out).toBe("a\u001bb\n");
    expect((await printed({ kind: "text", text: "a\n" })).out).toBe("a\n");
    expect((await printed({ kind: "text", text: "" })).out).toBe("");
    expect((await printed({ kind: "text", text: "a\u001bb\nc" }, {}, 80)).out).toBe("a\\u001bb\nc\n");
  });

  it("prints bytes as they are, and as safe text on a terminal", async () => {
    async function* bytes() {
      yield Buffer.from([0xc3]);
      yield Buffer.from([0xa8, 0x1b, 0x0a]);
    }
    expect((await printed({ kind: "bytes", bytes: bytes() })).out).toBe("è\u001b\n");
    expect((await printed({ kind: "bytes", bytes: bytes() }, {}, 80)).out).toBe("è\\u001b\n");
  });

  it("passes an exit code on", async () => {
    expect(await printed({ kind: "exit", code: 7 })).toEqual({ exit: 7, out: "", err: "" });
  });
});

/** Renders into a world that can be looked at whatever came of it. */
async function rendering(result: ListResult, options: Partial<OutputOptions>) {
  const world = memoryWorld();
  const outcome = await render(result, { ...plainOptions, ...options }, world).catch(
    (error: unknown) => error,
  );
  return { world, outcome };
}
