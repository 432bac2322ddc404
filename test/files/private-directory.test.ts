import { chmodSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { isOurs, refuseShared } from "../../src/files/private-directory.ts";
import { freshDirectories, thrown } from "./directory.ts";

const fresh = freshDirectories();

it.each([0o700, 0o755, 0o500, 0o1777])("takes mode %o", (mode) => {
  const directory = fresh();
  chmodSync(directory, mode);
  expect(() => refuseShared(directory)).not.toThrow();
  expect(isOurs(directory)).toBe(true);
});

it.each([0o777, 0o770, 0o702])("refuses mode %o, and says what to type", (mode) => {
  const directory = fresh();
  chmodSync(directory, mode);
  expect(thrown(() => refuseShared(directory))).toMatchObject({
    code: "config",
    message: `no secrets are kept in ${directory}: others can write to it (mode 0${mode.toString(8)})`,
    hints: [`chmod 700 ${directory}`],
  });
  expect(isOurs(directory)).toBe(false);
});

it("takes one that is not there, and no link as ours", () => {
  const directory = fresh();
  expect(() => refuseShared(join(directory, "none"))).not.toThrow();
  expect(isOurs(join(directory, "none"))).toBe(true);
  symlinkSync(directory, join(directory, "link"));
  expect(isOurs(join(directory, "link"))).toBe(false);
});
