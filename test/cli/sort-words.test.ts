import { expect, it } from "vitest";
import { type AnyCommand, defineCommand, operand } from "../../src/cli/command.ts";
import { sortWords } from "../../src/cli/sort-words.ts";
import { text } from "../../src/cli/values.ts";
import { thrown } from "../files/directory.ts";

const verb = (operands: AnyCommand["operands"]): AnyCommand =>
  defineCommand({
    summary: "Get",
    examples: [],
    effect: "read",
    flags: {},
    operands,
    run: async () => ({ kind: "exit", code: 0 }),
  });
const withId = verb({ id: operand(text("ID"), "an id") });
const without = verb({});

it.each([
  ["a flag that is none", without, ["-dash"], "unknown option '-dash'", []],
  [
    "what may be an operand",
    withId,
    ["-dash"],
    "unknown option '-dash'",
    ["what is no flag stands behind --: rptctl scope get -- -dash"],
  ],
  ["an operand too many", withId, ["a", "b", "c"], 'too many arguments: "b" (1 expected, 3 given)', []],
  ["an operand where none is taken", without, ["a"], 'too many arguments: "a" (0 expected, 1 given)', []],
])("tells of %s", (_what, command, line, message, hints) => {
  expect(thrown(() => sortWords(["scope", "get"], command, line))).toMatchObject({
    code: "usage",
    message,
    hints: [...hints, "rptctl help scope get"],
  });
});
