import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { afterAll } from "vitest";

/** What a reporting server says of the file that it sends, byte for byte. */
export interface Naming {
  /** Whole header lines, as Latin-1: what is UTF-8 in it is so byte by byte. */
  readonly headers: readonly string[];
  /** The names that its lists have for the definition, where the headers have none. */
  readonly displayName?: string;
  readonly guid?: string;
  /** Asked again and again once half of the file is sent; the rest follows when it is true. */
  readonly half?: () => boolean;
}

const guid = "11111111-1111-1111-1111-111111111111";

/** A reporting server that is told how to name the next file. */
export async function namesServer(): Promise<{
  readonly env: Record<string, string>;
  naming: Naming;
  content: string;
}> {
  const told = { env: {}, naming: { headers: [] } as Naming, content: "" };
  let made = false;
  const server = createServer((socket) => {
    let head = "";
    socket.on("error", () => {});
    socket.on("data", (bytes) => {
      head += bytes.toString("latin1");
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
      const end = head.indexOf("\r\n\r\n");
      if (end < 0 || head.length < end + 4 + length) return;
      const [, method = "", target = ""] = /^(\S+) (\S+)/.exec(head) ?? [];
      answer(
        method,
        new URL(target, "http://h").pathname,
        (text) => socket.write(text, "latin1"),
        () => socket.end(),
      );
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  afterAll(async () => {
    server.close();
    await once(server, "close");
  });

  function answer(method: string, path: string, send: (text: string) => boolean, end: () => void): void {
    const { naming } = told;
    const json = (value: unknown) => {
      const body = Buffer.from(JSON.stringify(value)).toString("latin1");
      send(
        `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
      );
      end();
    };
    // A run's report is there once it was scheduled, and none is there for the next run.
    if (path.endsWith("/definitions")) made = false;
    const isFile = /\/(?:file|rpz)$/.test(path);
    const id = naming.guid ?? guid;
    if (isFile) {
      const lines = [
        ...naming.headers,
        `content-length: ${told.content.length}`,
        "content-type: application/pdf",
      ];
      send(`HTTP/1.1 200 OK\r\n${lines.join("\r\n")}\r\n\r\n${told.content.slice(0, 4096)}`);
      const rest = (): void => {
        send(told.content.slice(4096));
        end();
      };
      const look = (): void => {
        if (naming.half?.() ?? true) rest();
        else setImmediate(look);
      };
      look();
    } else if (path.endsWith("/definitions")) {
      json({ Definitions: [{ GUID: id, DisplayName: naming.displayName ?? "Plain" }], TotalSize: 1 });
    } else if (path.endsWith("/sched") && method === "GET") {
      json({ Schedules: [], TotalSize: 0 });
    } else if (path.endsWith("/sched")) {
      made = true;
      json({ GUID: "s1", Status: "OK" });
    } else if (path.endsWith("/reports")) {
      const report = { ReportID: naming.guid ?? "r1", DisplayName: "Plain", RunDate: 4_000_000_000_000 };
      json({ Results: made ? [report] : [], TotalSize: made ? 1 : 0 });
    } else json({ GUID: id, DisplayName: "Plain", InProgress: false, failed: false });
  }

  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return Object.assign(told, { env: { RPTCTL_RPT_URL: `${url}/core`, RPTCTL_RPT_TOKEN: "t" } });
}
