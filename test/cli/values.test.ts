import { expect, it } from "vitest";
import { globalFlags } from "../../src/cli/globals.ts";
import { readFlags } from "../../src/cli/parse.ts";

const setting = { now: 0, timezone: "UTC", note: () => {} };

it.each(["timeout", "deadline"])("--%s takes some time, and not none", async (name) => {
  const read = (typed: string) => readFlags(globalFlags, new Map([[name, [typed]]]), setting);
  expect((await read("1ms"))[name]).toBe(1);
  for (const none of ["0s", "0ms", "0h0m"]) {
    await expect(read(none)).rejects.toMatchObject({
      code: "usage",
      message: `--${name}: "${none}" would leave no time at all`,
    });
  }
});
