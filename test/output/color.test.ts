import { expect, it } from "vitest";
import { type ColorChoice, wantsColor } from "../../src/output/color.ts";

it.each<[ColorChoice, Record<string, string>, boolean, boolean]>([
  ["auto", {}, true, true],
  ["auto", {}, false, false],
  ["auto", { NO_COLOR: "1" }, true, false],
  ["auto", { NO_COLOR: "" }, true, true],
  ["auto", { TERM: "dumb" }, true, false],
  ["auto", { CLICOLOR: "0" }, true, false],
  ["auto", { FORCE_COLOR: "1" }, false, true],
  ["auto", { FORCE_COLOR: "0" }, true, false],
  ["auto", { CLICOLOR_FORCE: "1" }, false, true],
  ["auto", { CLICOLOR_FORCE: "0" }, false, false],
  ["auto", { CLICOLOR_FORCE: "" }, false, false],
  ["auto", { CLICOLOR_FORCE: "1", NO_COLOR: "1" }, false, false],
  ["always", { NO_COLOR: "1", TERM: "dumb" }, false, true],
  ["never", { FORCE_COLOR: "1" }, true, false],
])("--color %s with %j, terminal %s: %s", (choice, env, isTTY, wanted) => {
  expect(wantsColor(choice, env, { isTTY })).toBe(wanted);
});
