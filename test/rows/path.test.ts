import { expect, it } from "vitest";
import { lookup, lookupOf } from "../../src/rows/path.ts";

const record = {
  id: "x",
  "a.b": 1,
  a: { b: 2, c: { d: null } },
  labels: { "app.kubernetes.io/name": "web", "x.y": { z: 3 } },
  list: [{ n: 1 }, { n: 2 }],
};

it.each<[string, unknown]>([
  ["id", "x"],
  ["a.b", 1],
  ["a.c.d", null],
  ["a.c.d.e", undefined],
  ["labels.app.kubernetes.io/name", "web"],
  ["labels.x.y.z", 3],
  ["list.1.n", 2],
  ["list.01.n", undefined],
  ["list.length", undefined],
  ["toString", undefined],
  ["a.constructor.name", undefined],
  ["__proto__", undefined],
  ["id.length", undefined],
  ["", undefined],
])("finds %s", (path, value) => {
  expect(lookup(record, path)).toEqual(value);
  expect(lookupOf(path)(record)).toEqual(value);
});

it("takes the path . for the value itself", () => {
  expect(lookupOf(".")("text")).toBe("text");
});
