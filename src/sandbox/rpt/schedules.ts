import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { Context } from "hono";
import { invalidInput, notFound, Refusal } from "./fault.ts";
import { type PlannedRun, plannedRunAt, plannedRuns } from "./planned-runs.ts";
import { Query } from "./query.ts";
import type { Definition, RptState, Schedule } from "./records.ts";
import { firstRunFrom, type Timing } from "./recurrence.ts";
import { readScheduleBody } from "./schedule-body.ts";
import { type RptEnv, type RptRoutes, readObject, type Server } from "./server.ts";

/** A run that is missed by no more than this is still started. */
const graceMs = 60_000;

/** /rpt/definition/<GUID>/sched (13.4.11 to 13.4.16): `definition` is singular here. */
export function scheduleRoutes(app: RptRoutes, { store, clock }: Server): void {
  const collection = "/rpt/definition/:guid/sched";
  const one = "/rpt/definition/:guid/sched/:id";

  app.get(collection, (c) => {
    const { GUID } = definitionOf(store.state, c.req.param("guid"));
    const schedules = store.state.schedules.filter(({ definition }) => definition === GUID);
    return c.json({ TotalSize: schedules.length, Schedules: schedules.map(summary) });
  });

  app.post(collection, async (c) => {
    const definition = definitionOf(store.state, c.req.param("guid"));
    const body = readScheduleBody(await readObject(c), definition, c.var.language);
    const now = clock.now();
    const schedule: Schedule = {
      ScheduleID: randomUUID(),
      definition: definition.GUID,
      ...body,
      accountId: c.var.caller.account.id,
      createdAt: now,
      nextRun: firstRun(body.Schedule, now),
      skipped: [],
    };
    store.change((state) => state.schedules.push(schedule));
    return c.json({ GUID: schedule.ScheduleID, Status: "OK" }, 201);
  });

  app.get(one, (c) => c.json(detail(scheduleOf(store.state, c))));

  app.delete(one, (c) => {
    const { ScheduleID } = scheduleOf(store.state, c);
    store.change((state) => {
      state.schedules = state.schedules.filter((each) => each.ScheduleID !== ScheduleID);
    });
    return c.json({ GUID: ScheduleID, Status: "OK" });
  });

  app.post(one, (c) => {
    const schedule = scheduleOf(store.state, c);
    replace(changedRuns(schedule, new Query(c), clock.now()));
    return c.json({ GUID: schedule.ScheduleID, Status: "OK" });
  });

  app.put(one, async (c) => {
    const { definition, ScheduleID, accountId, ...before } = scheduleOf(store.state, c);
    const body = readScheduleBody(await readObject(c), definitionOf(store.state, definition), c.var.language);
    const now = clock.now();
    const runs = isDeepStrictEqual(before.Schedule, body.Schedule)
      ? { createdAt: before.createdAt, nextRun: before.nextRun, skipped: before.skipped }
      : { createdAt: now, nextRun: firstRun(body.Schedule, now), skipped: [] };
    replace({ ScheduleID, definition, accountId, ...body, ...runs });
    return c.json({ GUID: ScheduleID, Status: "OK" });
  });

  function replace(schedule: Schedule): void {
    store.change((state) => {
      state.schedules = state.schedules.map((each) =>
        each.ScheduleID === schedule.ScheduleID ? schedule : each,
      );
    });
  }
}

/** The first run from now on; one that runs once, and was to do so in the past, runs at once. */
function firstRun(timing: Timing, now: number): number {
  return timing.RepeatUnit === "NONE" ? 0 : firstRunFrom(timing, now - graceMs);
}

function summary({ ScheduleID, DisplayName, Schedule, CollectOnRun }: Schedule): object {
  return { ScheduleID, DisplayName, Schedule, CollectOnRun };
}

function detail(schedule: Schedule): object {
  const { DisplayName, Description, CollectOnRun, Tags, Parameters, Comments, Email, Format, Schedule } =
    schedule;
  // No mail is said as such: left out, a PUT of the same would inherit the definition's.
  const none = { To: [], Cc: [], Subject: "", Message: "" };
  return {
    DisplayName,
    Description,
    CollectOnRun,
    Tags,
    Parameters,
    Comments,
    Email: Email ?? none,
    Format,
    Schedule,
  };
}

/** The schedule with a planned run deleted, or all of them shifted (13.4.15). */
function changedRuns(schedule: Schedule, query: Query, now: number): Schedule {
  const [runToDel, shift, runToShift] = ["runToDel", "shift", "runToShift"].map((name) => query.number(name));
  if (runToDel !== undefined && shift === undefined && runToShift === undefined) {
    const { number } = runOf(schedule, runToDel);
    return { ...schedule, skipped: [...schedule.skipped, number] };
  }
  if (runToDel !== undefined || shift === undefined || runToShift === undefined) {
    throw invalidInput("Either runToDel has to be present, or both shift and runToShift.");
  }
  runOf(schedule, runToShift);
  const { StartDate, EndDate, ...rest } = schedule.Schedule;
  const Schedule: Timing = {
    ...rest,
    StartDate: StartDate + shift,
    ...(EndDate !== undefined && { EndDate: EndDate + shift }),
  };
  const first = plannedRuns(schedule).next().value?.at ?? runToShift;
  if (first + shift < now) throw invalidInput("A planned run cannot be shifted into the past.");
  return { ...schedule, Schedule };
}

function runOf(schedule: Schedule, instant: number): PlannedRun {
  const run = plannedRunAt(schedule, instant);
  if (run === undefined) throw invalidInput(`The schedule has no planned run at ${instant}.`);
  return run;
}

function scheduleOf(state: Readonly<RptState>, c: Context<RptEnv, string>): Schedule {
  const { GUID } = definitionOf(state, c.req.param("guid") ?? "");
  const id = c.req.param("id");
  const schedule = state.schedules.find((each) => each.ScheduleID === id && each.definition === GUID);
  if (schedule !== undefined) return schedule;
  throw notFound(`The schedule '${id}' does not exist.`);
}

/** Throws a Refusal in the words of 13.4.11, which are not those of 13.4.3. */
function definitionOf(state: Readonly<RptState>, guid: string): Definition {
  const definition = state.definitions.find(({ GUID }) => GUID === guid);
  if (definition !== undefined) return definition;
  throw new Refusal(404, "ReportdefinitionDoesNotExist", `The report definition '${guid}' does not exist.`);
}
