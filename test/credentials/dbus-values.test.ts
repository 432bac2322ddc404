import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { marshal, typesOf, unmarshal } from "../../src/credentials/dbus-values.ts";

describe("typesOf", () => {
  it.each([
    ["", []],
    ["su", ["s", "u"]],
    ["a{sv}(oayays)b", ["a{sv}", "(oayays)", "b"]],
    ["aao(s(yy))g", ["aao", "(s(yy))", "g"]],
  ])("takes %j apart", (signature, types) => {
    expect(typesOf(signature)).toEqual(types);
  });
});

describe("marshal", () => {
  // The first two are the examples of the specification's section on marshaling, in little-endian.
  it.each<[string, readonly unknown[], string]>([
    ["sss", ["foo", "+", "bar"], "03000000 666f6f00 01000000 2b000000 03000000 62617200"],
    ["yu", [1, 2], "01000000 02000000"],
    ["v", [["b", true]], "01620000 01000000"],
    ["g", ["a{sv}"], "05 617b73767d 00"],
    ["ya(y)", [7, [[9]]], "07000000 01000000 09"],
    ["a{ss}", [[]], "00000000 00000000"],
    ["a{ss}", [[["k", "v"]]], "0e000000 00000000 01000000 6b000000 01000000 7600"],
  ])("writes %s of %j", (signature, values, bytes) => {
    expect(marshal(signature, values).toString("hex")).toBe(bytes.replaceAll(" ", ""));
  });

  it("is undone by unmarshal", () => {
    const text = fc.string({ unit: "grapheme" }).filter((each) => !each.includes("\0"));
    const bytes = fc.uint8Array().map((each) => Buffer.from(each));
    const values = fc.tuple(
      fc.nat(255),
      fc.boolean(),
      fc.array(fc.tuple(text, text)),
      fc.tuple(text, bytes, bytes, text),
      fc.array(text),
      fc.nat(0xffffffff),
    );
    fc.assert(
      fc.property(values, (given) => {
        expect(unmarshal("yba{ss}(sayays)aou", marshal("yba{ss}(sayays)aou", given))).toEqual(given);
      }),
    );
  });
});

describe("unmarshal", () => {
  it("reads a big-endian sender", () => {
    expect(unmarshal("ub", Buffer.from("0000000100000001", "hex"), false)).toEqual([1, true]);
  });

  it.each([
    ["s", "ff0000006100"],
    ["u", "0100"],
    ["ay", "0500000001"],
    ["x", "0000000000000000"],
  ])("throws for bytes that are no %s: %s", (signature, bytes) => {
    expect(() => unmarshal(signature, Buffer.from(bytes, "hex"))).toThrow();
  });
});
