import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { differenceLines, differences, withValue } from "../../src/changes/change.ts";

const record = {
  Format: "PDF",
  Email: { To: ["a"], Subject: "s" },
  List: [{ Name: "x" }, { Name: "y" }],
  None: null,
};

describe("setting a value at a path", () => {
  it.each([
    ["Format", "CSV", { ...record, Format: "CSV" }],
    ["Email.Subject", 1, { ...record, Email: { To: ["a"], Subject: 1 } }],
    ["Email.Cc", "b", { ...record, Email: { ...record.Email, Cc: "b" } }],
    ["List.1.Name", "z", { ...record, List: [{ Name: "x" }, { Name: "z" }] }],
    ["List.2", "new", { ...record, List: [...record.List, "new"] }],
    ["None.Deep.Er", true, { ...record, None: { Deep: { Er: true } } }],
    ["Brand.New", "n", { ...record, Brand: { New: "n" } }],
  ])("%s = %j", (path, value, after) => {
    const before = structuredClone(record);
    expect(withValue(record, path, value)).toEqual(after);
    expect(record).toEqual(before);
  });

  it.each([
    ["format", "there is no format"],
    ["Formatt", "there is no Formatt"],
    ["Email.Subjekt", "there is no Email.Subjekt"],
    ["Format.x", "Format has no members"],
    ["List.3", "the list has 2 elements"],
    ["List.x", "the list has 2 elements"],
    ["", "is no path"],
    ["Email..Subject", "is no path"],
    ["__proto__.polluted", "is no path"],
  ])("%j is refused: %s", (path, message) => {
    expect(() => withValue(record, path, 1)).toThrow(message);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});

describe("differences", () => {
  it("are told by path, lists of other lengths as a whole", () => {
    const after = {
      ...record,
      Email: { To: ["a", "b"], Subject: "s" },
      List: [{ Name: "x" }, { Name: "z" }],
      New: 1,
    };
    expect(differences(record, after)).toEqual([
      { path: "Email.To", before: ["a"], after: ["a", "b"] },
      { path: "List.1.Name", before: "y", after: "z" },
      { path: "New", before: undefined, after: 1 },
    ]);
    expect(differenceLines([{ path: "New", before: undefined, after: 1 }])).toEqual([
      { text: "+ New: 1", tone: "good" },
    ]);
    expect(differenceLines([{ path: "Old", before: "x", after: undefined }])).toEqual([
      { text: '- Old: "x"', tone: "bad" },
    ]);
  });

  it("there are none exactly where two records are alike", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        expect(differences(one, structuredClone(one))).toEqual([]);
        const same = JSON.stringify(one) === JSON.stringify(other);
        if (!same && differences(one, other).length === 0) expect(one).toEqual(other);
      }),
    );
  });
});
