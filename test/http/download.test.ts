import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Fault } from "../../src/errors.ts";
import { Api } from "../../src/http/api.ts";
import type { Connection } from "../../src/http/connection.ts";
import { beginsWith, documentOf } from "../../src/http/document.ts";
import { type DownloadOptions, download, streamed } from "../../src/http/download.ts";
import { get } from "../../src/http/endpoint.ts";
import { explainByStatus } from "../../src/http/problem.ts";
import { Redactor } from "../../src/http/redactor.ts";
import { Sender } from "../../src/http/send.ts";
import { traceTo } from "../../src/http/trace.ts";
import { nodeWire } from "../../src/http/wire-node.ts";

const whole = Buffer.from(`%PDF-1.4\n${"0123456789".repeat(5000)}\n%%EOF`);

interface Serving {
  readonly server: Server;
  readonly asked: IncomingMessage[];
  answer: (asked: IncomingMessage, response: ServerResponse, times: number) => void;
}

let directory: string;
let serving: Serving;
const interrupt = () => new AbortController();
let control = interrupt();

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), "rptctl-download-"));
  control = interrupt();
  const asked: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    asked.push(request);
    serving.answer(request, response, asked.length);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  serving = { server, asked, answer: (request, response) => void ranged(request, response) };
});

afterEach(async () => {
  serving.server.closeAllConnections();
  await new Promise((resolve) => serving.server.close(resolve));
  rmSync(directory, { recursive: true, force: true });
});

/** As a good server answers: whole, or the rest where the version is still the same. */
function ranged(request: IncomingMessage, response: ServerResponse, etag = '"v1"', bytes = whole): void {
  const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? 0);
  const partial = from > 0 && request.headers["if-range"] === etag;
  const headers = {
    etag,
    "content-type": "application/pdf",
    "content-disposition": 'inline; filename="Report_1.pdf"',
  };
  const rest = partial ? bytes.subarray(from) : bytes;
  response.writeHead(partial ? 206 : 200, {
    ...headers,
    "content-length": rest.length,
    ...(partial ? { "content-range": `bytes ${from}-${bytes.length - 1}/${bytes.length}` } : {}),
  });
  response.end(rest);
}

/** Promises all, sends some, and cuts the connection. */
function broken(
  response: ServerResponse,
  count: number,
  headers: Record<string, string> = { etag: '"v1"' },
): void {
  response.writeHead(200, { ...headers, "content-type": "application/pdf", "content-length": whole.length });
  response.write(whole.subarray(0, count), () => response.destroy());
}

function api(retries = 3): Api {
  const redactor = new Redactor();
  const { port } = serving.server.address() as AddressInfo;
  const patience = {
    timeout: 5000,
    retries,
    signal: control.signal,
    now: Date.now,
    random: () => 0,
    sleep: async () => {},
  };
  const connection: Connection = {
    system: "test",
    base: async () => `http://127.0.0.1:${port}`,
    authorize: async () => ({ authorization: "Bearer t0ken" }),
    renew: async () => false,
    explain: explainByStatus,
    isProblem: (json) => typeof json === "object" && json !== null && Object.hasOwn(json, "Fault"),
  };
  const wire = nodeWire({ insecure: false });
  const sender = new Sender(
    wire,
    patience,
    redactor,
    traceTo(() => {}, redactor, "none", Date.now),
    "rptctl/test",
  );
  return new Api(connection, sender, redactor);
}

const report = get("/reports/:id/file");

function fetchTo(path: string | undefined, options: Partial<DownloadOptions> = {}, retries?: number) {
  const document = documentOf(api(retries), report, { path: { id: "1" } }, beginsWith("%PDF-", "PDF"));
  return download(document, {
    path: path === undefined ? undefined : join(directory, path),
    pathFor: () => join(directory, "Report_1.pdf"),
    overwrite: false,
    ...options,
  });
}

const at = (name: string) => join(directory, name);
const left = () => ["r.pdf", "r.pdf.part", "r.pdf.part.json"].filter((name) => existsSync(at(name)));

describe("a download", () => {
  it("is saved under its name, and tells how far it is", async () => {
    const seen: [number, number | undefined][] = [];
    const saved = await fetchTo("r.pdf", { onProgress: (done, total) => seen.push([done, total]) });
    expect(saved).toEqual({ path: at("r.pdf"), bytes: whole.length, resumed: 0 });
    expect(readFileSync(at("r.pdf")).equals(whole)).toBe(true);
    expect(left()).toEqual(["r.pdf"]);
    expect(seen[0]).toEqual([0, whole.length]);
    expect(seen.at(-1)).toEqual([whole.length, whole.length]);
    expect(serving.asked[0]!.headers).toMatchObject({ accept: "*/*", "accept-encoding": "identity" });
  });

  it("takes its name from the answer where none is given, in a directory that it makes", async () => {
    const saved = await fetchTo(undefined, { pathFor: () => at("new/Report_1.pdf") });
    expect(saved.path).toBe(at("new/Report_1.pdf"));
    expect(readFileSync(saved.path).equals(whole)).toBe(true);
  });

  it("goes on by Range where the connection is cut", async () => {
    serving.answer = (request, response, times) => {
      if (times < 3) broken(response, times * 10_000);
      else ranged(request, response);
    };
    // The second try asks for a range too, and is answered from the start.
    await fetchTo("r.pdf");
    expect(readFileSync(at("r.pdf")).equals(whole)).toBe(true);
    expect(serving.asked.map(({ headers }) => headers["if-range"])).toEqual([undefined, '"v1"', '"v1"']);
    expect(serving.asked[2]!.headers.range).toMatch(/^bytes=[1-9]\d*-$/);
  });

  it("is continued by the next call", async () => {
    serving.answer = (_, response) => broken(response, 20_000);
    await expect(fetchTo("r.pdf", {}, 0)).rejects.toMatchObject({
      code: "unavailable",
      hints: [expect.stringContaining("r.pdf.part keeps what has come")],
    });
    expect(left()).toEqual(["r.pdf.part", "r.pdf.part.json"]);
    serving.answer = (request, response) => ranged(request, response);
    const { resumed } = await fetchTo("r.pdf");
    expect(resumed).toBe(20_000);
    expect(readFileSync(at("r.pdf")).equals(whole)).toBe(true);
    expect(left()).toEqual(["r.pdf"]);
  });

  it("is continued also where the name comes from the server", async () => {
    serving.answer = (_, response) => broken(response, 20_000);
    await expect(fetchTo(undefined, {}, 0)).rejects.toThrow("broke off");
    serving.answer = (request, response) => ranged(request, response);
    expect((await fetchTo(undefined)).resumed).toBe(20_000);
    expect(readFileSync(at("Report_1.pdf")).equals(whole)).toBe(true);
  });

  it("begins anew where the document has changed since", async () => {
    serving.answer = (_, response) => broken(response, 20_000);
    await expect(fetchTo("r.pdf", {}, 0)).rejects.toThrow("broke off");
    const other = Buffer.from("%PDF-1.7\nother");
    serving.answer = (request, response) => ranged(request, response, '"v2"', other);
    expect((await fetchTo("r.pdf")).resumed).toBe(0);
    expect(readFileSync(at("r.pdf")).equals(other)).toBe(true);
  });

  it("begins anew where the part is of another document, or nothing says which", async () => {
    for (const note of [undefined, '{"identity":"GET /reports/2/file","validator":"\\"v1\\""}', "broken"]) {
      writeFileSync(at("r.pdf.part"), "%PDF-9 something else");
      if (note !== undefined) writeFileSync(at("r.pdf.part.json"), note);
      await fetchTo("r.pdf", { overwrite: true });
      expect(readFileSync(at("r.pdf")).equals(whole)).toBe(true);
    }
    expect(serving.asked.every(({ headers }) => headers.range === undefined)).toBe(true);
  });

  it("begins anew where nothing is behind what is there (416)", async () => {
    writeFileSync(at("r.pdf.part"), Buffer.concat([whole, whole]));
    writeFileSync(
      at("r.pdf.part.json"),
      JSON.stringify({ identity: "GET /reports/1/file", validator: '"v1"' }),
    );
    serving.answer = (request, response) => {
      if (request.headers.range === undefined) return ranged(request, response);
      response.writeHead(416).end();
    };
    await fetchTo("r.pdf");
    expect(readFileSync(at("r.pdf")).equals(whole)).toBe(true);
  });

  it.each([
    ["a weak ETag", { etag: 'W/"v1"' }],
    ["no version at all", {}],
    ["a server that takes no ranges", { etag: '"v1"', "accept-ranges": "none" }],
  ])("leaves nothing behind where %s would not let it go on", async (_, headers) => {
    serving.answer = (__, response) => broken(response, 20_000, headers);
    await expect(fetchTo("r.pdf", {}, 0)).rejects.toThrow("broke off");
    expect(left()).toEqual([]);
  });

  it("goes by Last-Modified where there is no ETag", async () => {
    const modified = "Sun, 22 Nov 2026 08:00:00 GMT";
    serving.answer = (_, response) => broken(response, 20_000, { "last-modified": modified });
    await expect(fetchTo("r.pdf", {}, 1)).rejects.toThrow("broke off");
    expect(serving.asked[1]!.headers["if-range"]).toBe(modified);
  });

  it("leaves the part behind when it is interrupted", async () => {
    const stop = new Fault("interrupted", "interrupted");
    serving.answer = (_, response) => {
      response.writeHead(200, { etag: '"v1"', "content-length": whole.length });
      response.write(whole.subarray(0, 30_000));
    };
    const onProgress = (done: number) => {
      if (done > 0) control.abort(stop);
    };
    await expect(fetchTo("r.pdf", { onProgress })).rejects.toBe(stop);
    expect(left()).toEqual(["r.pdf.part", "r.pdf.part.json"]);
  });

  it("does not overwrite a file unless told, and asks nothing of the server for it", async () => {
    writeFileSync(at("r.pdf"), "mine");
    await expect(fetchTo("r.pdf")).rejects.toMatchObject({
      code: "conflict",
      message: `${at("r.pdf")} exists already`,
    });
    expect(serving.asked).toEqual([]);
    await fetchTo("r.pdf", { overwrite: true });
    expect(readFileSync(at("r.pdf")).equals(whole)).toBe(true);
  });

  it("does not overwrite a file that appeared meanwhile", async () => {
    const onProgress = () => writeFileSync(at("r.pdf"), "mine");
    await expect(fetchTo("r.pdf", { onProgress })).rejects.toMatchObject({ code: "conflict" });
    expect(readFileSync(at("r.pdf"), "utf8")).toBe("mine");
  });

  it("does not write through a link planted at the part's name, nor over a directory", async () => {
    writeFileSync(at("victim"), "precious");
    symlinkSync(at("victim"), at("r.pdf.part"));
    await expect(fetchTo("r.pdf")).rejects.toMatchObject({ code: "failure" });
    expect(readFileSync(at("victim"), "utf8")).toBe("precious");
    mkdirSync(at("dir"));
    await expect(fetchTo("dir")).rejects.toMatchObject({
      code: "conflict",
      message: `${at("dir")} is a directory`,
    });
  });

  it("empties no file that a part has as its other name", async () => {
    writeFileSync(at("victim"), "precious");
    linkSync(at("victim"), at("r.pdf.part"));
    await fetchTo("r.pdf");
    expect(readFileSync(at("victim"), "utf8")).toBe("precious");
  });

  it.each([false, true])(
    "says so where a file stands in for the directory, --overwrite %s",
    async (overwrite) => {
      writeFileSync(at("file"), "mine");
      await expect(fetchTo("file/r.pdf", { overwrite })).rejects.toMatchObject({
        code: "failure",
        message: expect.stringMatching(
          /^cannot write .*file\/r\.pdf.*: a part of the path is not a directory$/,
        ),
      });
    },
  );

  it.skipIf(!existsSync("/dev/full"))("says so when the disk is full", async () => {
    const { PartFile } = await import("../../src/files/part.ts");
    const part = new PartFile(at("r.pdf"));
    Object.defineProperty(part, "path", { value: "/dev/full" });
    await part.begin(0, undefined).catch(() => {});
    expect(() => part.append(whole)).toThrow("cannot write /dev/full: no space left on device");
    await part.close();
  });
});

describe("what is not the document is not saved", () => {
  const page = "<!DOCTYPE html><html><title>Sign in</title>";
  const fault = '{"Fault":{"message":"the report is gone"}}';
  it.each([
    ["a login page", "text/html", page, "a web page came instead of the file"],
    ["a login page that calls itself a PDF", "application/pdf", `\n ${page}`, "a web page came instead"],
    ["another kind of file", "application/zip", "PK\u0003\u0004 and so on", "what came is no PDF"],
    ["an empty file", "application/pdf", "", "an empty file came, and no PDF"],
    ["a fault with status 200", "application/json", fault, "the server gave no reason (HTTP 200)"],
    ["a fault that calls itself a PDF", "application/pdf", fault, "the server gave no reason (HTTP 200)"],
    [
      "JSON that is no fault",
      "application/json",
      '{"Status":"OK"}',
      "what came is no PDF (application/json)",
    ],
  ])("%s", async (_, type, body, message) => {
    serving.answer = (__, response) => response.writeHead(200, { "content-type": type }).end(body);
    await expect(fetchTo("r.pdf")).rejects.toThrow(message);
    expect(left()).toEqual([]);
  });

  it("an answer that is longer or shorter than it says", async () => {
    serving.answer = (request, response) => {
      const from = /^bytes=(\d+)-/.exec(request.headers.range ?? "")?.[1];
      if (from === undefined) return broken(response, 20_000);
      response.writeHead(206, { etag: '"v1"', "content-range": `bytes ${from}-20009/${whole.length}` });
      response.end("0123456789");
    };
    await expect(fetchTo("r.pdf", {}, 1)).rejects.toThrow(`20010 bytes came of ${whole.length}`);
    expect(existsSync(at("r.pdf"))).toBe(false);
  });

  it("an error of the server, with nothing left behind", async () => {
    serving.answer = (_, response) => response.writeHead(404).end("gone");
    await expect(fetchTo("r.pdf")).rejects.toMatchObject({ code: "not_found", status: 404 });
    expect(left()).toEqual([]);
  });
});

describe("a download to stdout", () => {
  async function all() {
    const document = documentOf(api(0), report, { path: { id: "1" } }, beginsWith("%PDF-", "PDF"));
    const parts: Uint8Array[] = [];
    for await (const part of await streamed(document)) parts.push(part);
    return Buffer.concat(parts);
  }

  it("is the document", async () => {
    expect((await all()).equals(whole)).toBe(true);
  });

  it("is refused before its first byte where it is something else, and fails where it is cut off", async () => {
    serving.answer = (_, response) => response.writeHead(200, { "content-type": "text/html" }).end("<html>");
    await expect(all()).rejects.toThrow("a web page came");
    serving.answer = (_, response) => broken(response, 20_000);
    await expect(all()).rejects.toMatchObject({
      code: "unavailable",
      message: expect.stringContaining("broke off"),
    });
  });
});
