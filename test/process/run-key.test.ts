import type { IncomingMessage, ServerResponse } from "node:http";
import { expect, it } from "vitest";
import { freshHomes, startProgram } from "./program.ts";
import { answering } from "./scopes-server.ts";

const fresh = freshHomes();
const guid = "0123456789abcdef0123456789abcdef";
const argv = ["rpt", "run", guid, "--run-key", "nightly", "--wait", "--timeout", "1h"];

interface Made {
  readonly ScheduleID: string;
  readonly DisplayName: string;
  readonly Schedule: { readonly StartDate: number };
}

/** A reporting server that does not answer the request that `hangs` says, but does what it asks. */
async function reportingServer(hangs: (method: string, path: string) => boolean) {
  const made: Made[] = [];
  let hung = false;
  let hangsNow = () => {};
  const hanging = new Promise<void>((resolve) => {
    hangsNow = resolve;
  });
  const answer = (method: string, path: string): unknown => {
    if (method === "POST") return { GUID: made.at(-1)!.ScheduleID, Status: "OK" };
    if (path === `/rpt/definitions/${guid}`) return { DisplayName: "R" };
    if (path === `/rpt/definition/${guid}/sched`) return { Schedules: made };
    if (path === "/rpt/reports") {
      const Results = made.map(({ Schedule }) => ({
        ReportID: "r",
        DisplayName: "R",
        RunDate: Schedule.StartDate,
      }));
      return { TotalSize: Results.length, Results };
    }
    return { DisplayName: "R", InProgress: false, failed: false };
  };
  const server = await answering(async (request: IncomingMessage, response: ServerResponse) => {
    const path = new URL(request.url ?? "", "http://h").pathname;
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    if (request.method === "POST") {
      const body = JSON.parse(Buffer.concat(parts).toString());
      made.push({ ...body, DisplayName: "R", ScheduleID: `s${made.length + 1}` });
    }
    if (!hung && hangs(request.method ?? "", path)) {
      hung = true;
      hangsNow();
      return;
    }
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(answer(request.method ?? "", path)));
  });
  const env = { HOME: fresh(), RPTCTL_RPT_URL: server.url, RPTCTL_RPT_TOKEN: "t" };
  return { server, made, env, hanging };
}

it.each<[string, (method: string, path: string) => boolean]>([
  ["before its schedule is sent", (method, path) => method === "GET" && path === "/rpt/reports"],
  ["after its schedule was sent, with no answer yet", (method) => method === "POST"],
  ["while it waits for its report", (_, path) => path === "/rpt/reports/r"],
])("rpt run --run-key, killed %s, runs once when it is started again", async (_, hangs) => {
  const { server, made, env, hanging } = await reportingServer(hangs);
  const killed = startProgram(argv, { env });
  await hanging;
  killed.child.kill("SIGKILL");
  await killed.ended;
  const again = await startProgram(argv, { env }).ended;
  expect(again).toMatchObject({ code: 0, stdout: "r\n" });
  expect(made).toHaveLength(1);
  expect(server.requests.filter((line) => line.startsWith("POST"))).toHaveLength(1);
});
