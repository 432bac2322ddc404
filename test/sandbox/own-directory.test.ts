import { existsSync, mkdtempSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it, vi } from "vitest";
import { makeOwnDirectory } from "../../src/sandbox/own-directory.ts";
import { thrown } from "../files/directory.ts";

afterEach(() => vi.unstubAllEnvs());

it("is there, with its links, until it is removed", () => {
  const { path, remove } = makeOwnDirectory({ rptctl: "/bin/true" });
  expect(readlinkSync(join(path, "rptctl"))).toBe("/bin/true");
  remove();
  expect(existsSync(path)).toBe(false);
});

it("says where no directory can be made, and how to name another place", () => {
  const nowhere = join(mkdtempSync(join(tmpdir(), "rptctl-test-")), "none");
  vi.stubEnv("TMPDIR", nowhere);
  expect(thrown(() => makeOwnDirectory({}))).toMatchObject({
    code: "config",
    message: expect.stringContaining(nowhere),
    hints: expect.arrayContaining([expect.stringContaining("TMPDIR")]),
  });
  rmSync(join(nowhere, ".."), { recursive: true });
});
