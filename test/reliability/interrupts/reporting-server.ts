import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { onLoopback } from "../../loopback.ts";

export const guid = "0123456789abcdef0123456789abcdef";

interface Schedule {
  readonly ScheduleID: string;
  readonly DisplayName: string;
  readonly Schedule: { readonly StartDate: number };
}

/** A reporting server in this process, which takes its time over files, and watches what becomes of uploads. */
export interface ReportingServer {
  readonly env: Readonly<Record<string, string>>;
  /** What each report's file holds. */
  readonly body: Buffer;
  readonly schedules: readonly Schedule[];
  /** By upload id; `open` while the answer is outstanding, `broken` where the client left before it. */
  readonly uploads: ReadonlyMap<string, "open" | "done" | "broken" | "cancelled">;
  /** Resolves with the next request whose line matches. */
  next(line: RegExp): Promise<void>;
  /** Resolves when the clients have closed all their connections. */
  left(): Promise<void>;
  close(): Promise<void>;
}

const archive = Buffer.concat([Buffer.from("PK"), Buffer.alloc(600_000, 1)]);
const pieces = 16;
const pause = 10;

export async function reportingServer(): Promise<ReportingServer> {
  const body = Buffer.concat([Buffer.from("%PDF-1.4\n"), Buffer.alloc(600_000, "0123456789abcde\n")]);
  const schedules: Schedule[] = [];
  const uploads = new Map<string, "open" | "done" | "broken" | "cancelled">();
  const waiting = new Set<{ line: RegExp; seen: () => void }>();
  const sockets = new Set<Socket>();
  const looks = new Map<string, number>();

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? "", "http://h");
    const say = (value: unknown, status = 200) => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(value));
    };
    if (pathname === "/rpt/definitions/import")
      return upload(searchParams.get("uploadid") ?? "", request, response, say);
    const sent = JSON.parse((await textOf(request)) || "null");
    const [, uploadId] = /^\/rpt\/definitions\/import\/(.+)$/.exec(pathname) ?? [];
    if (uploadId !== undefined) {
      uploads.set(uploadId, "cancelled");
      return say({ Status: "OK" });
    }
    if (pathname === `/rpt/definitions/${guid}/rpz`) return giveArchive(response);
    if (pathname === `/rpt/definitions/${guid}`) return say({ GUID: guid, DisplayName: "R" });
    if (pathname === `/rpt/definition/${guid}/sched` && request.method === "POST") {
      const ScheduleID = `s${schedules.length + 1}`;
      schedules.push({ ...sent, DisplayName: sent?.DisplayName ?? "R", ScheduleID });
      return say({ GUID: ScheduleID, Status: "OK" });
    }
    if (pathname === `/rpt/definition/${guid}/sched`) return say({ Schedules: schedules });
    if (pathname === "/rpt/reports") return say(reportsIn(searchParams));
    const [, id = "", file] = /^\/rpt\/reports\/([^/]+)(\/file)?$/.exec(pathname) ?? [];
    if (file !== undefined) return give(id, request, response);
    const look = (looks.get(id) ?? 0) + 1;
    looks.set(id, look);
    return say({
      ReportID: id,
      DisplayName: "R",
      InProgress: look < 3 && id.startsWith("r-s"),
      failed: false,
    });
  }

  function reportsIn(query: URLSearchParams) {
    const all = schedules.map(({ ScheduleID, DisplayName, Schedule: { StartDate } }) => ({
      ReportID: `r-${ScheduleID}`,
      DisplayName,
      RunDate: StartDate,
    }));
    const from = Number(query.get("dateFrom") ?? 0);
    const Results = all.filter(({ RunDate }) => !(RunDate < from));
    const first = Number(query.get("idxFrom") ?? 0);
    const last = Number(query.get("idxTo") ?? Number.MAX_SAFE_INTEGER);
    return { TotalSize: Results.length, Results: Results.slice(first, last + 1) };
  }

  async function upload(
    id: string,
    request: IncomingMessage,
    response: ServerResponse,
    say: (value: unknown, status?: number) => void,
  ): Promise<void> {
    uploads.set(id, "open");
    // Whether its bytes have all come or not.
    response.once("close", () => {
      if (uploads.get(id) === "open") uploads.set(id, "broken");
    });
    let read = 0;
    for await (const piece of request) {
      read += (piece as Buffer).byteLength;
      if (read % 7 === 0) await sleep(1);
    }
    // The import itself takes a while after the last byte.
    for (let step = 0; step < 10 && uploads.get(id) === "open"; step += 1) await sleep(pause);
    if (uploads.get(id) !== "open") return say({ Fault: { Code: { Subcode: { Value: "Gone" } } } }, 410);
    uploads.set(id, "done");
    say({ Status: "OK", Imports: [{ Filename: "a.rpz", GUID: guid, Status: "OK" }] });
  }

  async function give(id: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const etag = `"${id}"`;
    const range = /^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1];
    const from = range !== undefined && request.headers["if-range"] === etag ? Number(range) : 0;
    const rest = body.subarray(from);
    response.writeHead(from > 0 ? 206 : 200, {
      "content-type": "application/pdf",
      "content-disposition": `attachment; filename="R-${id}.pdf"`,
      "content-length": rest.byteLength,
      etag,
      ...(from > 0 ? { "content-range": `bytes ${from}-${body.byteLength - 1}/${body.byteLength}` } : {}),
    });
    const size = Math.ceil(rest.byteLength / pieces);
    for (let at = 0; at < rest.byteLength && !response.destroyed; at += size) {
      response.write(rest.subarray(at, at + size));
      await sleep(pause);
    }
    response.end();
  }

  function giveArchive(response: ServerResponse): void {
    response.writeHead(200, {
      "content-type": "application/zip",
      "content-disposition": 'attachment; filename="R.rpz"',
      "content-length": archive.byteLength,
      etag: '"archive"',
    });
    response.end(archive);
  }

  const server = createServer((request, response) => {
    const line = `${request.method} ${request.url}`;
    for (const one of waiting) if (one.line.test(line) && waiting.delete(one)) one.seen();
    answer(request, response).catch(() => response.destroy());
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  const { url, close } = await onLoopback(server);
  return {
    env: { RPTCTL_RPT_URL: url, RPTCTL_RPT_TOKEN: "token" },
    body,
    schedules,
    uploads,
    next: (line) => new Promise((seen) => waiting.add({ line, seen })),
    async left() {
      while (sockets.size > 0) await Promise.all([...sockets].map((socket) => once(socket, "close")));
    },
    close,
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}
