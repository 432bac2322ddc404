import { expect, it } from "vitest";
import { findReport, reportsBefore } from "../../../src/systems/rpt/find-report.ts";
import { apiOf } from "./api.ts";

const start = 1_000_000_123;
const report = (ReportID: string, RunDate: number, DisplayName = "R") => ({ ReportID, RunDate, DisplayName });

/** A server that minds neither filters nor order. */
const at = (...Results: object[]) => apiOf(() => ({ body: { TotalSize: Results.length, Results } }));

it.each([
  ["none", [], undefined],
  ["the one that ran at that time", [report("a", start + 5), report("b", start)], "b"],
  ["it rather than one a moment earlier", [report("a", start - 500), report("b", start)], "b"],
  ["else the first after it", [report("a", start + 900), report("b", start + 5)], "b"],
  ["one that the server rounded down", [report("a", start - 123)], "a"],
  ["none of those before", [report("old", start), report("a", start + 5)], "a"],
  ["none of another name that contains it", [report("a", start, "R 2"), report("b", start, "r")], undefined],
  ["none of long after", [report("a", start + 60_001)], undefined],
])("finds %s (13.4.17)", async (_, rows, id) => {
  const { api, sent } = at(...rows);
  expect(await findReport(api, { name: "R", start, before: ["old"] }, 60_000)).toBe(id);
  expect(Object.fromEntries(sent[0]!.query)).toMatchObject({
    filterDisplayName: "R",
    dateFrom: String(start - 1000),
    sortBy: "RunDate",
    sortOrder: "ASC",
  });
  expect(sent[0]!.query.has("state")).toBe(false);
});

it("remembers the reports of that very name that are there before", async () => {
  const { api } = at(report("a", start), report("b", start, "other"));
  expect(await reportsBefore(api, "R", start)).toEqual(["a"]);
});
