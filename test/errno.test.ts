import { constants } from "node:os";
import { expect, it } from "vitest";
import { reasonOf, remediesOf } from "../src/errno.ts";

const refused = (code: string, errno = -1) => Object.assign(new Error("in Node's words"), { code, errno });

it.each([
  ["ENOSPC", "no space left on device", ["free some space, then give the command again: df -h /dir"]],
  ["EROFS", "the file system is read-only", [expect.stringMatching("another place")]],
  ["EISDIR", "it is a directory", []],
  ["EWEIRD", "in Node's words", []],
])("%s: %s", (code, why, remedies) => {
  expect(reasonOf(refused(code))).toBe(why);
  expect(remediesOf(refused(code), "/dir")).toEqual(remedies);
});

it.each(["UNKNOWN", "Unknown system error -122", "EDQUOT"])(
  "knows the quota by its number, said to be %s",
  (code) => {
    const error = refused(code, -constants.errno.EDQUOT);
    expect(reasonOf(new Error("outside", { cause: error }))).toBe("the disk quota is used up");
    expect(remediesOf(error)).toEqual([expect.stringContaining("quota")]);
  },
);
