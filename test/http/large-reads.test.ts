import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { decoded } from "../../src/http/body.ts";
import { nodeWire } from "../../src/http/wire-node.ts";
import { options, request } from "./wires.ts";

/** Of its bytes no two mebibytes are alike, so that memory used again too early shows. */
const document = Buffer.alloc(24 * 1024 * 1024);
for (let at = 0; at < document.length; at += 4) document.writeUInt32LE((at * 2_654_435_761) % 2 ** 32, at);
const hashOf = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

const answers: Record<string, (response: ServerResponse) => void> = {
  "with its length": (response) => {
    response.writeHead(200, { "content-length": document.length }).end(document);
  },
  "in chunks": (response) => {
    for (let at = 0; at < document.length; at += 100_003) response.write(document.subarray(at, at + 100_003));
    response.end();
  },
  "packed by somebody on the way": (response) => {
    response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(document, { level: 0 }));
  },
};

const server = createServer((asked, response) => answers[decodeURIComponent(asked.url!.slice(1))]!(response));
beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterAll(() => void server.close());

it.each(Object.keys(answers))("reads a document %s in large pieces", async (kind) => {
  const { port } = server.address() as AddressInfo;
  const wire = nodeWire({ insecure: false });
  const url = new URL(`http://127.0.0.1:${port}/${encodeURIComponent(kind)}`);
  const response = await wire.send(request(url, { large: true }), options());
  const hash = createHash("sha256");
  let largest = 0;
  for await (const part of decoded(response)) {
    // Meanwhile the connection may read on.
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
    hash.update(part);
    largest = Math.max(largest, part.byteLength);
  }
  wire.close();
  expect(hash.digest("hex")).toBe(hashOf(document));
  // Node's own reads give no part as large as that.
  if (kind === "with its length") expect(largest).toBeGreaterThan(64 * 1024);
});
