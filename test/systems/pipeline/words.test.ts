import { describe, expect, it } from "vitest";
import { phaseOf, verdictOf } from "../../../src/systems/pipeline/words.ts";

describe("the words of Opsera", () => {
  it.each([
    ["success", "success"],
    [" Success ", "success"],
    ["SUCCESSFUL", "success"],
    ["passed", "success"],
    ["failed", "failed"],
    ["failure", "failed"],
    ["rejected", "failed"],
    ["aborted", "failed"],
    ["halted", "failed"],
    ["running", "running"],
    ["queued", "running"],
    ["pending", "running"],
    ["created", "running"],
    ["processing event", "running"],
    ["processing_event", "running"],
    ["executed", "running"],
    ["paused", "paused"],
    ["stopped", "stopped"],
    ["unknown", "unknown"],
    ["unsuccessful", "unknown"],
    ["constructor", "unknown"],
    ["", "unknown"],
    [undefined, "unknown"],
    [true, "unknown"],
  ])("takes the status %j of a run for %s", (status, phase) => {
    expect(phaseOf(status)).toBe(phase);
  });

  it.each([
    ["executed", "accepted"],
    ["success", "accepted"],
    ["failed", "refused"],
    ["Rejected", "refused"],
    ["running", "unknown"],
    [undefined, "unknown"],
  ])("takes the status %j of a request for %s", (status, verdict) => {
    expect(verdictOf(status)).toBe(verdict);
  });
});
