import { expect, it } from "vitest";
import { defined } from "../src/defined.ts";

it("leaves out what is undefined, and nothing else", () => {
  const members = { a: undefined, b: null, c: "", d: 0, e: false, f: "text" };
  expect(Object.keys(defined(members))).toEqual(["b", "c", "d", "e", "f"]);
  expect(defined(members)).toEqual(members);
});
