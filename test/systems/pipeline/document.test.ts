import { expect, it } from "vitest";
import { latestRunOf, stateOf } from "../../../src/systems/pipeline/document.ts";

it.each([
  [undefined, "idle"],
  [{}, "idle"],
  [{ status: "running", running: { step_id: "a", paused: false } }, "running"],
  [{ status: "running", running: { step_id: "a", paused: true } }, "paused"],
  [{ status: "stopped", running: { status: "pending" } }, "paused"],
  [{ status: "stopped" }, "stopped"],
  [{ status: "stopped", failed: { step_id: "b" } }, "failed"],
  [{ status: "success", success: { step_id: "c" } }, "success"],
  [{ status: "unknown", success: { step_id: "c" } }, "success"],
  // What ended earlier stays in the document: what goes on counts.
  [{ status: "running", success: { step_id: "c" }, failed: { step_id: "b" } }, "running"],
  [{ status: "running", running: { paused: true }, success: { step_id: "c" } }, "paused"],
  [{ status: "failed", success: { step_id: "c" }, failed: { step_id: "b" } }, "failed"],
  [{ success: { step_id: "" } }, "idle"],
])("a pipeline whose last step is %j is %s", (last_step, state) => {
  expect(stateOf({ workflow: { ...(last_step === undefined ? {} : { last_step }) } })).toBe(state);
});

it.each([
  [{ run_count: 3 }, 3],
  [{ run_count: "12" }, 12],
  [{ last_run: { run_count: 2 } }, 2],
  [{ run_count: 0 }, undefined],
  [{ run_count: -1 }, undefined],
  [{ run_count: "3a" }, undefined],
  [{}, undefined],
])("the latest run of %j is %s", (workflow, run) => {
  expect(latestRunOf({ workflow })).toBe(run);
});
