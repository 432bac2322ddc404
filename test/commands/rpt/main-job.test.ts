import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { clockedSandbox } from "./clocked.ts";

it("finds a definition, schedules it weekly, sees the calendar, runs it now, waits, saves the PDF, lists as JSON", async () => {
  const { program: make, control } = await clockedSandbox();
  const program = make();
  async function out(...argv: string[]): Promise<string> {
    const { code, stdout, stderr } = await program.run(...argv);
    expect({ argv, code, stderr }).toMatchObject({ code: 0 });
    return stdout.trim();
  }

  const def = await out("defs", "list", "--name", "role assignment", "-o", "id");
  const argv = ["--start", "tomorrow 06:00", "--every", "1week", "--name", "Weekly roles", "--no-email"];
  const weekly = await out("sched", "create", "--def", def, ...argv, "--param", "REPORT_LOCALE=de");
  expect(await out("sched", "list", "--def", def)).toContain("Weekly roles");

  const runs = JSON.parse(await out("rpt", "calendar", "--from", "now", "--to", "+15d", "-o", "json"));
  expect(
    runs.flatMap((run: { ScheduleID: string; RunDate: number }) =>
      run.ScheduleID === weekly ? [new Date(run.RunDate).toISOString()] : [],
    ),
  ).toEqual(["2026-11-23T06:00:00.000Z", "2026-11-30T06:00:00.000Z", "2026-12-07T06:00:00.000Z"]);
  expect(await out("rpt", "calendar", "-o", "ics", "--to", "+15d")).toContain(`UID:${weekly}-`);

  const now = await out("rpt", "run", def, "--name", "Roles now", "--wait");
  const path = await out("reports", "download", now, "--dir", "reports");
  expect(readFileSync(path, "latin1")).toMatch(/^%PDF-/);

  // A week later, the weekly one has run twice.
  await control.advance(8 * 86_400_000);
  const list = ["reports", "list", "--name", "weekly roles", "--state", "success", "--sort-by", "date"];
  expect(await out(...list, "--jq", ".[] | .RunDate / 1000 | todate")).toBe(
    "2026-11-23T06:00:00Z\n2026-11-30T06:00:00Z",
  );

  await out("sched", "skip", weekly, "--run", "2026-12-07T06:00");
  await out("sched", "shift", weekly, "--run", "2026-12-14T06:00", "--by", "2h");
  const [next] = JSON.parse(
    await out("rpt", "calendar", "--from", "2026-12-07", "--to", "2026-12-15", "-o", "json"),
  ).filter(({ ScheduleID }: { ScheduleID: string }) => ScheduleID === weekly);
  expect(new Date(next.RunDate).toISOString()).toBe("2026-12-14T08:00:00.000Z");
  await out("sched", "delete", weekly, "--yes");
  expect((await program.run("sched", "get", weekly)).code).toBe(6);
});
