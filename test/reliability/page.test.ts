import { expect, it } from "vitest";
import { pageOf } from "./page.ts";

it("shows what a run measured, chapter by chapter, and what did not come out clean", () => {
  const page = pageOf(
    [
      { chapter: "ids", what: "a|b", tried: 3, clean: 2 },
      { chapter: "ids", what: "a", tried: 1, clean: 1, note: "by hand" },
    ],
    new Date("2026-01-02T03:04:05Z"),
    new Date("2026-01-02T03:05:06Z"),
  );
  expect(page).toContain("| a | 1 | all | by hand |\n| a\\|b | 3 | **2** |  |\n");
  expect(page).toContain("2026-01-02");
  expect(page).toContain("2 minutes, 4 trials");
});
