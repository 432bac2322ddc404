import { expect, it } from "vitest";
import { makingOf } from "../../../src/systems/registries/status.ts";

it.each([
  ["in_progress", "busy"],
  ["In Progress", "busy"],
  ["in-progress", "busy"],
  ["pending", "busy"],
  ["queued", "busy"],
  ["completed", "completed"],
  ["COMPLETE", "completed"],
  ["success", "completed"],
  ["done", "completed"],
  ["created", "completed"],
  ["failed", "failed"],
  ["creation_failed", "failed"],
  ["error", "failed"],
  ["cancelled", "failed"],
  ["timed out", "failed"],
  ["not_completed", "failed"],
  ["unsuccessful", "failed"],
  ["incomplete", "failed"],
  ["not_started", "busy"],
  ["unprocessed", "busy"],
  ["processed", "completed"],
  ["unfinished", "unknown"],
  ["quux", "unknown"],
  ["unknown", "unknown"],
  ["", "unknown"],
  [undefined, "unknown"],
  [3, "unknown"],
])("takes the status %j for %s", (status, making) => {
  expect(makingOf(status)).toBe(making);
});
