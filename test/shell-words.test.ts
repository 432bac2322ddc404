import { expect, it } from "vitest";
import { shellLine, shellWord } from "../src/shell-words.ts";

it.each([
  ["5f4d-1.x@a:b/c,d+e%", "5f4d-1.x@a:b/c,d+e%"],
  ["", "''"],
  ["a b", "'a b'"],
  ["it's", "'it'\\''s'"],
  ["a\\b\\", "'a'\\\\'b'\\\\"],
  ["~x", "'~x'"],
  ["=ls", "'=ls'"],
  ["%1", "'%1'"],
  ["a\u202e%'", `"$(printf 'a\\342\\200\\256%%\\047')"`],
])("writes %j as %s", (text, word) => {
  expect(shellWord(text)).toBe(word);
});

it("marks the first operand that looks like a flag, and no value of a flag", () => {
  expect(shellLine`rptctl scope get ${"-x y"}`).toBe("rptctl scope get -- '-x y'");
  expect(shellLine`rptctl sched list --def=${"-x"}`).toBe("rptctl sched list --def=-x");
  expect(shellLine`rptctl pipeline logs --run ${3} ${"-x"}`).toBe("rptctl pipeline logs --run 3 -- -x");
  expect(shellLine`rm ${"-a"} ${"-b"}`).toBe("rm -- -a -b");
});
