import { statSync } from "node:fs";
import { dirname } from "node:path";
import { Fault } from "../../errors.ts";
import type { Api } from "../../http/api.ts";
import { Row } from "../../rows/row.ts";
import { shellLine } from "../../shell-words.ts";
import { type Pace, waitFor } from "../../times/waiting.ts";
import type { World } from "../../world.ts";
import { awaitReports, type FinishedReport } from "./await-reports.ts";
import { createSchedule } from "./create-schedule.ts";
import { type ReportDownloads, reportSaver } from "./download-reports.ts";
import { definitions } from "./endpoints.ts";
import { findReport, reportsBefore } from "./find-report.ts";
import { type Json, member, textOf } from "./records.ts";
import type { RunJournal, RunRecord } from "./run-journal.ts";
import { newSchedule, type ScheduleWishes } from "./schedule-body.ts";
import { scheduleId, schedulesOf } from "./schedules.ts";
import { serverTime } from "./server-time.ts";

/** A run that was sent: its schedule is there, or was. */
export interface StartedRun {
  readonly record: RunRecord & { readonly schedule: string };
  /** What the server answered. */
  readonly row: Row;
  /** False where an earlier call with the same key sent it. */
  readonly isNew: boolean;
}

export interface RunRequest {
  readonly guid: string;
  readonly record: Json;
  readonly wishes: Omit<ScheduleWishes, "timing">;
}

/** So far ahead of the server's clock it runs, so that it is not in the past when it arrives. */
const margin = 2000;

const minute = 60_000;
/** For so long a request may be on its way whose sender was killed. */
const underWay = 10_000;
/** So late a report may be that is taken for one of a schedule that nobody knows any more. */
const soon = 10 * minute;

/**
 * Makes a schedule that runs once, now (13.4.12). With a journal, one key runs once: a second call finds what the first one
 * left, and where that was killed before it knew, looks for its schedule and its report before it sends anything.
 * @throws Fault conflict where the key was used for something else.
 */
export async function startRun(
  api: Api,
  request: RunRequest,
  journal: RunJournal | undefined,
  world: World,
): Promise<StartedRun> {
  if (journal === undefined) return send(api, await prepared(api, request, world), undefined);
  return journal.locked(async () => {
    const known = journal.read();
    if (known !== undefined && known.request !== fingerprint(request)) {
      throw new Fault("conflict", "the run key was used for another report, or for other values", {
        hints: ["give another --run-key"],
      });
    }
    const found = known && (await whatBecameOf(api, known, world));
    if (found !== undefined) {
      journal.write(found);
      return { record: found, row: Row.of({ GUID: found.schedule, Status: "OK" }), isNew: false };
    }
    return send(api, await prepared(api, request, world), journal);
  }, world.signal);
}

/**
 * Waits until the run's report is made; the journal remembers which it is.
 * @throws Fault wait_timeout; job_failed for a report that failed. Where the wait alone ends, a hint says that the run does not.
 */
export async function finishRun(
  api: Api,
  { record }: StartedRun,
  journal: RunJournal | undefined,
  pace: Pace,
  world: World,
  say: (text: string) => void,
): Promise<FinishedReport> {
  const begun = world.now();
  const state = () => `schedule ${record.schedule} has made no report yet`;
  let { report } = record;
  try {
    report ??= await waitFor(() => findReport(api, record), pace, world, { state, say });
    if (record.report === undefined) journal?.writeDone(`report ${report} was begun`, { ...record, report });
    // One limit for both: until the report begins, and until it ends.
    const timeout = pace.timeout === undefined ? undefined : Math.max(0, begun + pace.timeout - world.now());
    const { finished, failed } = await awaitReports(api, [report], { ...pace, timeout }, world, {
      note: say,
    });
    if (failed[0] !== undefined) throw failed[0];
    return finished[0]!;
  } catch (error) {
    if (!(error instanceof Fault) || !(error.isInterruption || error.code === "wait_timeout")) throw error;
    const goOn =
      report === undefined
        ? `schedule ${record.schedule} makes its report all the same: rptctl reports list --state unfinished`
        : `the report is made all the same: ${shellLine`rptctl reports wait ${report}`}`;
    throw error.with({ hints: [goOn] });
  }
}

/**
 * Saves the run's report, but for one that a call with the same key has saved in the same directory: a second call that
 * comes meanwhile waits for the first.
 */
export function saveRun(
  api: Api,
  { record }: StartedRun,
  report: string,
  journal: RunJournal | undefined,
  downloads: ReportDownloads,
  signal: AbortSignal,
): Promise<{ readonly path: string; readonly bytes: number }> {
  if (journal === undefined) return reportSaver(api, downloads)(report);
  return journal.locked(async () => {
    const known = journal.read() ?? record;
    if (known.saved !== undefined && dirname(known.saved) === downloads.directory) {
      const there = statSync(known.saved, { throwIfNoEntry: false });
      if (there?.isFile()) return { path: known.saved, bytes: there.size };
    }
    const { path, bytes } = await reportSaver(api, downloads)(report);
    journal.writeDone(`${path} was saved`, { ...known, report, saved: path });
    return { path, bytes };
  }, signal);
}

interface Prepared {
  readonly record: RunRecord;
  readonly body: Json;
}

async function prepared(api: Api, request: RunRequest, world: World): Promise<Prepared> {
  const { guid } = request;
  const { row, headers } = await api.record(definitions.get, { path: { guid } });
  const definition = row.value as Json;
  // The milliseconds are drawn, so that no two runs of one report are taken for each other.
  const now = serverTime(headers, world.now());
  const start = Math.floor((now + margin) / 1000) * 1000 + 1 + Math.floor(world.random() * 999);
  const timing = { start, every: { number: 1, unit: "NONE" }, end: undefined } as const;
  const body = await newSchedule(request.record, { ...request.wishes, timing }, async () => definition);
  const name = textOf(body, "DisplayName") ?? textOf(definition, "DisplayName") ?? "";
  const before = await reportsBefore(api, name, start);
  return { record: { request: fingerprint(request), guid, name, start, at: world.now(), before }, body };
}

async function send(
  api: Api,
  { record, body }: Prepared,
  journal: RunJournal | undefined,
): Promise<StartedRun> {
  journal?.write(record);
  const sent = await createSchedule(api, record.guid, body).catch(async (error: unknown) => {
    if (!(error instanceof Fault) || error.code !== "unavailable") throw error;
    // The answer is lost: the schedule may be there all the same.
    const schedule = await scheduleOf(api, record).catch(() => undefined);
    if (schedule !== undefined) return { id: schedule, row: Row.of({ GUID: schedule, Status: "OK" }) };
    const hint =
      journal === undefined
        ? "with --run-key KEY the same command can be given again without running it twice"
        : "the same command with the same --run-key looks for it before it sends anything";
    throw error.with({ hints: [hint] });
  });
  const known = { ...record, schedule: sent.id };
  journal?.writeDone(`schedule ${sent.id} was made`, known);
  return { record: known, row: sent.row, isNew: true };
}

/** The run of an earlier call, with its schedule; undefined where nothing of it reached the server. */
async function whatBecameOf(
  api: Api,
  known: RunRecord,
  world: World,
): Promise<StartedRun["record"] | undefined> {
  if (known.schedule !== undefined) return { ...known, schedule: known.schedule };
  const found = await traceOf(api, known);
  // What a killed call sent a moment ago may still be on its way.
  const left = known.at + underWay - world.now();
  if (found !== undefined || left <= 0 || left > underWay) return found;
  await world.sleep(left, world.signal);
  return traceOf(api, known);
}

/** Its schedule, or its report, since a server may forget a schedule that has run. */
async function traceOf(api: Api, known: RunRecord): Promise<StartedRun["record"] | undefined> {
  const schedule = await scheduleOf(api, known);
  if (schedule !== undefined) return { ...known, schedule };
  const report = await findReport(api, known, soon);
  return report === undefined ? undefined : { ...known, schedule: "", report };
}

/** The schedule of that name and start. A server that rounds times leaves no milliseconds; ours always have some. */
async function scheduleOf(api: Api, { guid, name, start }: RunRecord): Promise<string | undefined> {
  const rows = await schedulesOf(api, guid);
  const own = rows.find(({ value }) => {
    if (textOf(value, "DisplayName") !== name) return false;
    const at = Number(member(member(value, "Schedule"), "StartDate"));
    return at === start || (at % 1000 === 0 && Math.abs(at - start) < minute);
  });
  return own && scheduleId(own.value);
}

/** What was asked for, in a form that is the same when it is asked for again. */
function fingerprint({ guid, record, wishes }: RunRequest): string {
  return JSON.stringify([guid, record, wishes]);
}
