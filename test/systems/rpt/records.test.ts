import { expect, it } from "vitest";
import { isTrue, listOf, member, parametersOf, textOf } from "../../../src/systems/rpt/records.ts";

it("members are found in any case, the exact one first", () => {
  expect(member({ failed: 1, Failed: 2 }, "Failed")).toBe(2);
  expect(member({ failed: 1 }, "Failed")).toBe(1);
  expect(member({}, "toString")).toBeUndefined();
  expect(member([1], "0")).toBeUndefined();
  expect(textOf({ rev: 630 }, "rev")).toBe("630");
});

it.each([
  [true, true],
  ["true", true],
  ["True", true],
  [1, true],
  ["1", true],
  [false, false],
  ["0", false],
  [undefined, false],
  ["yes", false],
])("%j is %j", (value, truth) => expect(isTrue(value)).toBe(truth));

it.each([
  [["a"], ["a"]],
  ["a", ["a"]],
  [{ a: 1 }, [{ a: 1 }]],
  [undefined, []],
  [null, []],
  ["", []],
])("%j as a list is %j", (value, list) => expect(listOf(value)).toEqual(list));

it("a definition with one parameter, written as no list, has one", () => {
  expect(parametersOf({ PluginParameterDefinitions: { InternalName: "a" } })).toEqual([
    { InternalName: "a" },
  ]);
  expect(parametersOf({})).toEqual([]);
});
