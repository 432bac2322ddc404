import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { main } from "../../src/main.ts";
import { memoryWorld } from "../output/memory-world.ts";

/** Nothing listens there: whatever is confirmed fails with exit 9, and what is not is refused with exit 2. */
const env = {
  RPTCTL_CONFIG_DIR: "/nonexistent",
  RPTCTL_KEYRING: "off",
  RPTCTL_RPT_URL: "http://127.0.0.1:9",
  RPTCTL_RPT_TOKEN: "t",
};

async function deleting(typed: string, ...argv: readonly string[]) {
  const stream = new PassThrough();
  stream.end(typed);
  const world = { ...memoryWorld(200), env, stdin: { isTTY: true, stream } };
  const code = await main(["reports", "delete", ...argv, "--retries", "0"], world);
  return { code, stderr: world.stderr.text };
}

describe("a deletion at a terminal", () => {
  it.each([
    ["y\n", 9],
    ["n\n", 2],
    ["1\n", 2],
    ["", 2],
  ])("of one thing is confirmed by y: %j", async (typed, code) => {
    const ended = await deleting(typed, "a");
    expect(ended).toMatchObject({ code, stderr: expect.stringContaining("Delete report a? [y/N] ") });
  });

  it.each([
    ["3\n", 9],
    ["y\n", 2],
    ["yes\n", 2],
    ["2\n", 2],
    ["", 2],
  ])("of several is confirmed by how many they are, not by the habit of y: %j", async (typed, code) => {
    const ended = await deleting(typed, "a", "b", "c", "a");
    expect(ended).toMatchObject({
      code,
      stderr: expect.stringContaining("Delete 3 reports? Type 3 to do it: "),
    });
    if (code === 2) expect(ended.stderr).toContain("not confirmed: nothing was changed\n  hint: give --yes");
  });

  it.each(["--yes", "--dry-run"])("is not asked about with %s", async (flag) => {
    const ended = await deleting("", "a", "b", flag);
    expect(ended.stderr).not.toContain("Type 2");
    expect(ended.code).not.toBe(2);
  });
});
