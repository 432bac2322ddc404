import { expect, it } from "vitest";
import { Fault } from "../src/errors.ts";
import { report } from "../src/report.ts";
import { memoryWorld } from "./output/memory-world.ts";

const hostile = "a\u001b[2J\u202eb\u2066\u200b\u009b31m";

it.each(["text", "json"] as const)("lets nothing of a server's text trick a terminal in %s", async (form) => {
  const world = memoryWorld();
  const fault = new Fault("rejected", hostile, { system: "scope", hints: [hostile] });
  expect(await report(fault, form, world, (text) => text)).toBe(8);
  expect(world.stderr.text).not.toMatch(/[\u001b\u0080-\u009f\u200b\u202e\u2066]/);
  if (form === "json")
    expect(JSON.parse(world.stderr.text).error).toMatchObject({ message: hostile, hint: hostile });
});
