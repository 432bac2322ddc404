import { describe, expect, it } from "vitest";
import { checkText } from "../../src/output/plugin.ts";
import type { CheckResult } from "../../src/output/result.ts";
import { printed } from "./memory-world.ts";

const result: CheckResult = {
  kind: "check",
  service: "SCOPE-LAG",
  state: "WARNING",
  text: "1 of 2 scopes late",
  perfdata: [],
  details: [],
};

describe("what monitoring reads", () => {
  it.each<[string, Partial<CheckResult>, string]>([
    ["a line", {}, "SCOPE-LAG WARNING - 1 of 2 scopes late\n"],
    ["details below", { details: ["a", "b"] }, "SCOPE-LAG WARNING - 1 of 2 scopes late\na\nb\n"],
    ["no second bar", { text: "a|b" }, "SCOPE-LAG WARNING - a/b\n"],
    ["no second line", { text: " a\nb\r\n\tc " }, "SCOPE-LAG WARNING - a b c\n"],
    ["no bar or line in details", { text: "x", details: ["a|b\nc"] }, "SCOPE-LAG WARNING - x\na/b c\n"],
    ["nothing that a terminal obeys", { text: "a\u001b[31m" }, "SCOPE-LAG WARNING - a\\u001b[31m\n"],
  ])("is %s", (_, change, text) => {
    expect(checkText({ ...result, ...change })).toBe(text);
  });

  it.each([
    [{ label: "lag", value: 5, unit: "s", warn: 7, crit: 9, min: 0, max: 10 } as const, "lag=5s;7;9;0;10"],
    [{ label: "failed", value: 3 }, "failed=3"],
    [{ label: "failed", value: 3, crit: 0 }, "failed=3;;0"],
    [{ label: "failed", value: 3, min: 0 }, "failed=3;;;0"],
    [{ label: "used", value: 1.5, unit: "%", warn: 2 } as const, "used=1.5%;2"],
    [{ label: "in progress", value: 1 }, "'in progress'=1"],
    [{ label: "it's a=b|c", value: 1 }, "'it''s a_b/c'=1"],
  ])("writes %j as %s", (perfdata, text) => {
    expect(checkText({ ...result, perfdata: [perfdata] })).toBe(
      `SCOPE-LAG WARNING - 1 of 2 scopes late | ${text}\n`,
    );
  });

  it("separates perfdata by blanks", () => {
    const perfdata = [
      { label: "a", value: 1 },
      { label: "b", value: 2 },
    ];
    expect(checkText({ ...result, perfdata })).toContain(" | a=1 b=2\n");
  });

  it("counts the details that no monitoring would keep", () => {
    const details = Array.from({ length: 53 }, (_, index) => `d${index}`);
    const lines = checkText({ ...result, details }).split("\n");
    expect(lines.slice(-3)).toEqual(["d49", "... and 3 more", ""]);
  });

  it.each([
    ["OK", 0],
    ["WARNING", 1],
    ["CRITICAL", 2],
    ["UNKNOWN", 3],
  ] as const)("exits %s with %i, in any format", async (state, exit) => {
    for (const format of ["table", "json"] as const)
      expect(await printed({ ...result, state }, { format })).toEqual({
        exit,
        out: `SCOPE-LAG ${state} - 1 of 2 scopes late\n`,
        err: "",
      });
  });
});
