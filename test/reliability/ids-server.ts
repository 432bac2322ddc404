import { createServer } from "node:http";
import { afterAll } from "vitest";
import { onLoopback } from "../loopback.ts";
import { place } from "./ids-lines.ts";

/** A request as it was on the wire. */
export interface Sent {
  readonly method: string;
  /** The request target, byte for byte. */
  readonly target: string;
  readonly body: string;
}

/** How the servers take what they are asked. */
export type Mood = "obliging" | "absent" | "failing" | "conflict" | "cut" | "odd" | "inactive";

/** Servers of all five systems at one address, which have every thing that they are asked for, under the id that it is asked by. */
export interface Servers {
  readonly env: Readonly<Record<string, string>>;
  readonly sent: Sent[];
  mood: Mood;
  /** The id that the lists hold too. */
  id: string;
}

const guid = "11111111-1111-1111-1111-111111111111";
const isWrite = ({ method, target }: Sent) => method !== "GET" && !/summary|status|logs/.test(target);

export async function idServers(): Promise<Servers> {
  const server = createServer({ maxHeaderSize: 1 << 20 }, (request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const one = {
        method: request.method ?? "",
        target: request.url ?? "",
        body: Buffer.concat(parts).toString(),
      };
      servers.sent.push(one);
      const { mood } = servers;
      if (mood === "cut" && isWrite(one)) return request.socket.destroy();
      const failed = { failing: 500, conflict: 409, absent: 404 }[mood as string];
      const fails = failed !== undefined && (mood === "absent" || isWrite(one));
      const found = fails ? { message: "told to fail" } : answerTo(one, servers);
      response.writeHead(fails ? failed : 200, {
        // Some requests go by the server's clock.
        date: new Date("2026-11-22T12:00:00Z").toUTCString(),
        "content-type": found instanceof Buffer ? "application/pdf" : "application/json",
      });
      response.end(found instanceof Buffer ? found : JSON.stringify(found));
    });
  });
  const { url, close } = await onLoopback(server);
  afterAll(close);
  const servers: Servers = {
    env: {
      RPTCTL_RPT_URL: `${url}/core`,
      RPTCTL_RPT_TOKEN: "t",
      RPTCTL_REGISTRIES_URL: url,
      RPTCTL_REGISTRIES_TOKEN: "t",
      RPTCTL_PIPELINE_URL: url,
      RPTCTL_PIPELINE_TOKEN: "t",
      OS_AUTH_TYPE: "admin_token",
      OS_TOKEN: "t",
      OS_ENDPOINT: url,
    },
    sent: [],
    mood: "obliging",
    id: place,
  };
  return servers;
}

function answerTo({ method, target, body }: Sent, { id, mood }: Servers): unknown {
  const { pathname, searchParams } = new URL(target, "http://h");
  if (pathname.startsWith("/core/")) return reporting(method, pathname, searchParams, id);
  if (pathname.startsWith("/v2/")) return rating(method, searchParams, body, id, mood);
  if (pathname.startsWith("/api/v1/reports/")) {
    const registry = { id, creation_status: "done" };
    const list = { registries: [registry], registry };
    return { status: "ok", data: list, pagination: { page: 0, total_count: 1, total_pages: 1 } };
  }
  const { pipelineId, toolId, tool } = (body === "" ? {} : JSON.parse(body)) as Record<string, unknown>;
  if (pathname.includes("/registry/")) return { _id: toolId, name: "t", ...(tool as object) };
  const status = mood === "odd" ? "what" : pathname.endsWith("/run") ? "success" : "failed";
  if (pathname.endsWith("/logs")) return { logs: [], data: [] };
  return {
    _id: pipelineId,
    status,
    message: "m",
    runCount: 4,
    workflow: { run_count: 3, last_step: {}, plan: [] },
  };
}

function reporting(method: string, path: string, query: URLSearchParams, id: string): unknown {
  const schedule = {
    ScheduleID: id,
    DisplayName: "s",
    GUID: id,
    StartDate: 1_800_000_000_000,
    Definition: {},
  };
  if (path.endsWith("/file")) return Buffer.from("%PDF-1.4\n%%EOF\n");
  if (path.endsWith("/rpz")) return Buffer.from("PK\u0003\u0004");
  if (path.endsWith("/sched") && method === "GET") return { Schedules: [schedule], TotalSize: 1 };
  if (path.includes("/sched")) return { ...schedule, Status: "OK" };
  if (path.endsWith("/rpt/definitions") && method === "GET") {
    const DisplayName = query.get("DisplayName") ?? "Plain";
    return { Definitions: [{ GUID: guid, DisplayName }], TotalSize: 1 };
  }
  if (path.endsWith("/calendar")) {
    return { Entries: [{ ScheduleID: id, RunDate: Date.parse("2026-11-22T13:00Z") }] };
  }
  if (path.endsWith("/rpt/reports")) return { Results: [], TotalSize: 0 };
  if (path.includes("/paramdefs/")) return { ParameterValues: [], TotalSize: 0 };
  if (path.includes("/idm")) return [{ ID: id, Value: "v" }];
  return {
    GUID: guid,
    DisplayName: "d",
    ReportID: id,
    InProgress: false,
    failed: false,
    Status: "OK",
    ID: id,
  };
}

function rating(method: string, query: URLSearchParams, body: string, id: string, mood: Mood): unknown {
  const wanted = query.get("scope_id") ?? id;
  const common = {
    scope_key: "k",
    collector: "c",
    fetcher: "f",
    last_processed_timestamp: "2026-11-22T00:00:00+00:00",
  };
  const scope = { scope_id: wanted, ...common, active: mood !== "inactive" };
  if (method === "GET") return { results: Number(query.get("offset") ?? 0) > 0 ? [] : [scope] };
  return { ...scope, ...(JSON.parse(body || "{}") as object) };
}
