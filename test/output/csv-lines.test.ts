import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ListResult } from "../../src/output/result.ts";
import { Row } from "../../src/rows/row.ts";
import { printed } from "./memory-world.ts";

/** What csv prints of rows whose bytes are these. */
async function csv(texts: readonly string[], names: readonly string[], csvRaw = false): Promise<string> {
  const rows = texts.map((text) => new Row(Buffer.from(text)));
  const list: ListResult = {
    kind: "list",
    rows: (async function* () {
      yield rows;
    })(),
    columns: names.map((name) => ({ name })),
    id: "id",
    empty: "",
  };
  return (await printed(list, { format: "csv", headers: false, csvRaw })).out;
}

describe("csv made of bytes", () => {
  it.each<[string, string, string]>([
    ["numbers as they were written", '{"a":9007199254740993,"b":1.10}', "9007199254740993,1.10"],
    ["nothing for null and for what is not there", '{"a":null}', ","],
    ["quotes where they are needed", '{"a":"x,y","b":"say \\"hi\\""}', '"x,y","say ""hi"""'],
    ["lines in quotes", '{"a":"x\\ny","b":"x\\r\\ny"}', '"x\ny","x\r\ny"'],
    ["a guard before formulas", '{"a":"=1+1","b":"@x"}', "'=1+1,'@x"],
    ["a guard before tabs that were escaped", '{"a":"\\t1","b":"\\u003d1"}', "'\t1,'=1"],
    ["no guard before numbers", '{"a":"-1.5","b":-1.50}', "-1.5,-1.50"],
    ["letters of all kinds", '{"a":"è 日本 👍","b":"\\u00e8"}', "è 日本 👍,è"],
    ["controls written out", '{"a":"\u009b1","b":"\\u001b[1m"}', "\\u009b1,\\u001b[1m"],
    ["what nests as JSON", '{"a":{"n":1.10},"b":["x"]}', '"{""n"":1.10}","[""x""]"'],
    ["lists as JSON", '{"a":[1.10],"b":["x",1]}', '[1.10],"[""x"",1]"'],
    ["lists with what must be looked at", '{"a":["\\n"],"b":["\u009b"]}', '"[""\\n""]","[""\\u009b""]"'],
    ["the last one of a key", '{"a":1,"a":2,"b":true}', "2,true"],
  ])("prints %s", async (_name, text, line) => {
    expect(await csv([text], ["a", "b"])).toBe(`${line}\r\n`);
  });

  it("prints a column twice that is named twice, and one at a path", async () => {
    expect(await csv(['{"a":"x","b":{"c":1}}'], ["a", "a"])).toBe("x,x\r\n");
    expect(await csv(['{"a":"x","b":{"c":1}}'], ["b.c", "a"])).toBe("1,x\r\n");
  });

  it("has room for cells of any length", async () => {
    const long = "x".repeat(300_000);
    const text = JSON.stringify({ a: `,${"\u009b".repeat(100_000)}`, b: long });
    const line = `",${"\\u009b".repeat(100_000)}",${long}\r\n`;
    expect(await csv([text, text], ["a", "b"])).toBe(line + line);
  });

  it("is what comes of parsed rows, whatever is in them", async () => {
    const texts = fc.string({
      unit: fc.constantFrom("a", ",", '"', "=", "-", "1", "\t", "\r", "\n", "\\", "é", "\u202e", "👍", "'"),
      maxLength: 6,
    });
    const lists = fc.array(fc.oneof(texts, fc.double()), { maxLength: 3 });
    const value = fc.oneof(texts, lists, fc.jsonValue({ maxDepth: 1 }), fc.integer(), fc.double());
    const record = fc.dictionary(fc.constantFrom("a", "b", "c", 'q"'), value);
    await fc.assert(
      fc.asyncProperty(
        fc.array(record),
        fc.boolean(),
        fc.constantFrom(undefined, 1),
        async (all, raw, space) => {
          const rows = all.map((one) => JSON.stringify(one, null, space));
          // A path with a dot in it makes that rows are parsed whole.
          const parsed = await csv(rows, ["a", "b", 'q"', "no.where"], raw);
          const cut = await csv(rows, ["a", "b", 'q"', "nowhere"], raw);
          expect(cut).toBe(parsed);
        },
      ),
    );
  });
});
