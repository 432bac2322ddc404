import { readFileSync } from "node:fs";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import wabt from "wabt";
import { RowCutter } from "../../src/rows/cutter.ts";
import { loadScanner } from "../../src/rows/large.ts";
import { scanProgram } from "../../src/rows/scan-program.ts";
import type { Scanner } from "../../src/rows/scanner.ts";

let scanner: Scanner | undefined;
beforeAll(async () => {
  scanner = await loadScanner();
});

/** All that a cutter tells of a document that comes in these pieces: rows, whether they are clean, and how it ended. */
function told(bytes: Uint8Array, cuts: readonly number[], scan: Scanner | undefined) {
  const cutter = new RowCutter([], {}, () => scan);
  const rows: (readonly [string, boolean])[] = [];
  const places = cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b);
  let from = 0;
  try {
    for (const to of [...places, bytes.length]) {
      for (const row of cutter.push(Uint8Array.from(bytes.subarray(from, to))))
        rows.push([row.text, row.clean]);
      from = to;
    }
    cutter.end();
    return { rows, end: cutter.envelope };
  } catch (error) {
    return { rows, end: String(error) };
  }
}

function expectAlike(text: string | Uint8Array, cuts: readonly number[] = []) {
  const bytes = Buffer.from(text as string);
  expect(told(bytes, cuts, scanner)).toEqual(told(bytes, cuts, undefined));
}

describe("the scanner", () => {
  it("is what its source says", async () => {
    const source = readFileSync(new URL("../../src/rows/scan.wat", import.meta.url), "utf8");
    const { buffer } = (await wabt()).parseWat("scan.wat", source, { simd: true }).toBinary({});
    expect(Buffer.from(buffer).toString("base64")).toBe(scanProgram);
  });

  it("takes what is usual to its last whole group of sixteen bytes", () => {
    const bytes = Buffer.from(`[${'{"name":"\\"è\\\\","list":[1.5e3,{"a":null}]},\n '.repeat(50)}{}`);
    let left = 0;
    const spy = { cut: (...given: Parameters<Scanner["cut"]>) => (left = scanner!.cut(...given)) };
    new RowCutter([], {}, () => spy as unknown as Scanner).push(bytes);
    expect(bytes.length - left).toBeLessThan(16);
  });

  it.each([
    ["a long string over many groups", `[{"a":"${"x".repeat(100)}"},{"b":1}]`],
    ["backslashes in a row", `[{"a":"${"\\\\".repeat(20)}","b":"${"\\\\".repeat(7)}\\""},{"c":"\\"]}"}]`],
    ["deep nesting", `[${"[".repeat(490)}${"]".repeat(490)},{"a":1}]`],
    ["nesting that is too deep", `[${"[".repeat(510)}${"]".repeat(510)}]`],
    ["the wrong bracket", `[{"a":[1,2,3,4,5,6,7,8,9,{"b":1]}]}]`],
    ["a letter that no literal has", `[{"a":            yes            }]`],
    ["a backslash outside strings", `[{"a":            \\            }]`],
    ["a control character in a string", `[{"aaaaaaaaaaaaaaaaaaaaaa\u0001aaaaaaaaaaaa":1}]`],
    ["a line end in a string", `[{"aaaaaaaaaaaaaaaaaaaaaa\naaaaaaaaaaaa":1}]`],
    [
      "scalars among rows",
      `[{"a":1},             2,            {"b":2},"            x",             {"c":3}]`,
    ],
    ["two commas", `[{"a":1}            ,             ,            {"b":2}]`],
    ["no comma", `[{"a":1}                                      {"b":2}]`],
    ["a comma first", `[            ,                        {"b":2}            ]`],
    ["a comma last", `[{"a":1}            ,                                    ]`],
    [
      "line ends in and between rows",
      `[{"a":1}\n,\n{"b":\n1}\r\n,                {"c":1}\n                ]`,
    ],
    [
      "what may trick a terminal",
      `[{"a":"\u202e"},{"b":1,"c":22222222222},{"d":"\u009b"},{"e":"\u007f"},{}]`,
    ],
    ["several 64 KiB", `[${Array.from({ length: 9000 }, (_, n) => `{"n":${n},"x":"\\u0041"}`).join()}]`],
    ["a row larger than 64 KiB", `[{"a":"${"x".repeat(150_000)}"},{"b":[${"1,".repeat(50_000)}1]}]`],
  ])("does with %s as the cutter does", (_name, text) => {
    expectAlike(text);
    const length = Buffer.byteLength(text);
    for (let at = 1; at < Math.min(length, 150); at += 1) expectAlike(text, [at, at + 17, length - at]);
  });

  it("cuts as the cutter does, whatever comes in whatever pieces", () => {
    const value = fc.jsonValue({ maxDepth: 4, stringUnit: "grapheme" });
    const rows = fc.array(value, { minLength: 1, maxLength: 12 });
    const space = fc.constantFrom(undefined, 2, "\t", "\r\n ");
    const cuts = fc.array(fc.nat(), { maxLength: 6 });
    fc.assert(
      fc.property(rows, space, cuts, (all, layout, at) => expectAlike(JSON.stringify(all, null, layout), at)),
      { numRuns: 1000 },
    );
  });

  it("stops where the cutter does, whatever was changed", () => {
    const row = fc.record({
      id: fc.nat(),
      "a\\b": fc.string(),
      list: fc.array(fc.jsonValue({ maxDepth: 1 })),
    });
    const change = fc.record({
      at: fc.nat(),
      drop: fc.nat({ max: 3 }),
      put: fc.string({
        unit: fc.constantFrom(...'[]{},:"\\ \n\t1aex'.split(""), "\u0001", "é", "\u2028", "null"),
        maxLength: 3,
      }),
    });
    const cuts = fc.array(fc.nat(), { maxLength: 4 });
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1 }),
        fc.array(change, { maxLength: 3 }),
        cuts,
        (all, changes, at) => {
          let text = JSON.stringify(all);
          for (const { at: place, drop, put } of changes) {
            const start = place % text.length;
            text = text.slice(0, start) + put + text.slice(start + drop);
          }
          expectAlike(text, at);
        },
      ),
      { numRuns: 3000 },
    );
  });
});
