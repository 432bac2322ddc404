import { constants } from "node:os";
import { expect, it } from "vitest";
import { reasonOf, remediesOf } from "../src/errno.ts";

const refused = (code: string) => Object.assign(new Error("in Node's words"), { code });

it.each([
  ["ENOSPC", "no space left on device", ["free some space, then give the command again: df -h /dir"]],
  [
    `Unknown system error -${constants.errno.EDQUOT}`,
    "the disk quota is used up",
    [expect.stringMatching("quota")],
  ],
  ["EROFS", "the file system is read-only", [expect.stringMatching("another place")]],
  ["EISDIR", "it is a directory", []],
  ["EWEIRD", "in Node's words", []],
])("%s: %s", (code, why, remedies) => {
  expect(reasonOf(refused(code))).toBe(why);
  expect(remediesOf(refused(code), "/dir")).toEqual(remedies);
});
