import { expect, it } from "vitest";
import { SavedNames } from "../../../src/systems/rpt/saved-name.ts";

it.each([
  [["r.PDF"], "r.PDF"],
  [["r"], "r.csv"],
  [["r.exe"], "r.exe.csv"],
  [["r.pdf.part"], "r.pdf.part.csv"],
  [["...", "../../id"], "id.csv"],
  [[undefined, "", "/"], "unnamed.csv"],
])("of the names %j takes %j", (names, saved) => {
  expect(new SavedNames().pathIn("/d", names, "i", [".csv", ".pdf"])).toBe(`/d/${saved}`);
});

it("gives no name twice, also not in another case, and keeps names short enough", () => {
  const names = new SavedNames();
  const next = (name: string, id: string) => names.pathIn("/d", [name], id, [".rpz"]).slice(3);
  expect([
    next("a.rpz", "x/../y"),
    next("A.rpz", "x/../y"),
    next("a.RPZ", "x/../y"),
    next("a_y", "z"),
  ]).toEqual(["a.rpz", "A_y.rpz", "a_3.RPZ", "a_y_z.rpz"]);
  const long = "\u65E5".repeat(200);
  for (const id of [long, "1".repeat(36), long]) {
    expect(Buffer.byteLength(`${next(long, id)}.part.json`)).toBeLessThanOrEqual(255);
  }
});
