import { describe, expect, it } from "vitest";
import { Fault } from "../../src/errors.ts";
import { checkJq, takesRowsOneByOne } from "../../src/output/jq.ts";
import { render } from "../../src/output/render.ts";
import type { ListResult } from "../../src/output/result.ts";
import { Row, type Rows } from "../../src/rows/row.ts";
import { memoryWorld, plainOptions, printed } from "./memory-world.ts";

function list(values: Iterable<unknown>): ListResult {
  async function* rows(): Rows {
    yield [...values].map((value) => Row.of(value));
  }
  return { kind: "list", rows: rows(), columns: [], id: "id", empty: "" };
}

describe("checkJq", () => {
  it.each([
    ".",
    ".[] | .id",
    "-1",
    "map(select(.a > 1)) | length",
    "repeat(.)",
    "input",
    "error",
    "def f: .; f",
  ])("accepts %s without running it", async (filter) => expect(await checkJq(filter)).toBeUndefined());

  it.each([
    [".[] |", "--jq: syntax error, unexpected end of file at <top-level>, line 1"],
    ["nope", "--jq: nope/0 is not defined at <top-level>, line 1"],
    ["a | b", "--jq: a/0 is not defined at <top-level>, line 1; b/0 is not defined at <top-level>, line 1"],
    ['import "x" as x; .', "--jq: module not found: x"],
  ])("refuses %s with what jq says", async (filter, message) => {
    await expect(checkJq(filter)).rejects.toMatchObject({ code: "usage", message });
  });
});

describe("--jq", () => {
  it.each<[string, string]>([
    [".[0].name", "è 日本 👍\n"],
    [".[] | .n", "1\n2.50\n"],
    ["map(.id)", '[\n  "a",\n  "b"\n]\n'],
    ['.[] | select(.id == "b") | [.id, .n] | @tsv', "b\t2.50\n"],
    ["empty", ""],
    ['[.[] | .id] | join("\\n")', "a\nb\n"],
    ['$ENV | has("HOME", "RPTCTL_RPT_TOKEN")', "true\nfalse\n"],
  ])("prints what jq -r would print: %s", async (filter, out) => {
    const values = [
      new Row(Buffer.from('{"id":"a","name":"è 日本 👍","n":1}')),
      new Row(Buffer.from('{"id":"b","n":2.50}')),
    ];
    async function* rows(): Rows {
      yield values;
    }
    expect(await printed({ ...list([]), rows: rows() }, { jq: filter, format: "csv" })).toEqual({
      exit: 0,
      out,
      err: "",
    });
  });

  it("prints what came before an error, then fails", async () => {
    const world = memoryWorld();
    const rendering = render(
      list([{ a: 1 }, { a: "x" }, { a: 3 }]),
      { ...plainOptions, jq: ".[] | .a - 1" },
      world,
    );
    const fault = await rendering.catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(Fault);
    expect(fault).toMatchObject({
      code: "failure",
      message: expect.stringMatching(/^--jq: string .* cannot be subtracted/),
    });
    expect(world.stdout.text).toBe("0\n");
  });

  it("leaves the exit code of the process alone", async () => {
    const before = process.exitCode;
    await checkJq(".[").catch(() => {});
    await printed(list([1]), { jq: ".[0].x" }).catch(() => {});
    expect(process.exitCode).toBe(before);
  });

  it("stands a list of many megabytes, whole and in portions", async () => {
    const many = Array.from({ length: 30_000 }, (_, id) => ({ id, text: "x".repeat(280) }));
    expect((await printed(list(many), { jq: "map(.id) | add" })).out).toBe("449985000\n");
    const ids = (await printed(list(many), { jq: ".[] | .id" })).out;
    expect(ids === many.map(({ id }) => `${id}\n`).join("")).toBe(true);
  });

  it("says what to do when jq has no memory left", async () => {
    const filter = '[range(30) | "x"] | reduce range(30) as $i (.; . + .) | length';
    const fault = await printed(list([1]), { jq: filter }).catch((error: unknown) => error);
    expect(fault).toMatchObject({ code: "failure", message: "--jq: jq gave up: out of memory" });
  });

  it("reads bytes too", async () => {
    async function* bytes() {
      yield Buffer.from('{"a":');
      yield Buffer.from("[1,2]}");
    }
    expect((await printed({ kind: "bytes", bytes: bytes() }, { jq: ".a[]" })).out).toBe("1\n2\n");
  });
});

it.each<[string, boolean]>([
  [".[]", true],
  [" .[] | .id", true],
  ['.[].a.b[0]["x y"]?.c | f', true],
  ['.[]|select(.a|test("x"))|.a,.b', true],
  [".[] |= 1", false],
  [".[].id, length", false],
  [".[] as $x | $x", false],
  [".[] + 1", false],
  [".[] // 1", false],
  [".", false],
  [".[0] | .x", false],
  [".[] | input", false],
  [".[] | halt", false],
  ["first(.[])", false],
  [".[] # | all\n, length", false],
])("filters in portions what may be: %s: %s", (filter, may) => expect(takesRowsOneByOne(filter)).toBe(may));
