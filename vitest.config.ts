import { defineConfig } from "vitest/config";

const shared = { environment: "node" as const, testTimeout: 20_000, hookTimeout: 60_000 };
/** Campaigns at full size take minutes. */
const isFull = process.env.RPTCTL_SWEEP_RECORD !== undefined;

/** Four kinds of test: in process, the built program as a process, failure campaigns, and against real servers. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...shared,
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: ["test/process/**", "test/real/**", "test/reliability/**"],
        },
      },
      { test: { ...shared, name: "process", include: ["test/process/**/*.test.ts"], testTimeout: 60_000 } },
      {
        test: {
          ...shared,
          name: "reliability",
          include: ["test/reliability/**/*.test.ts"],
          testTimeout: isFull ? 1_800_000 : 120_000,
        },
      },
      {
        test: {
          ...shared,
          name: "real",
          include: ["test/real/**/*.test.ts"],
          globalSetup: ["test/real/global-setup.ts"],
          testTimeout: 120_000,
          hookTimeout: 900_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
