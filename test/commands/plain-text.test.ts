import { expect, it } from "vitest";
import { memoryProgram } from "../memory-program.ts";

it.each([
  ["version"],
  ["config", "path"],
  ["config", "get", "output"],
  ["auth", "token", "scope"],
  ["completion", "bash"],
  ["sandbox", "advance", "1h"],
])("%s %s refuses --jq, which could filter nothing", async (...line) => {
  const { code, stdout, stderr } = await memoryProgram().run(...line, "--jq", ".");
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(
    /^rptctl: --jq has nothing to filter here: the result is plain text\n {2}hint: rptctl help /,
  );
});
