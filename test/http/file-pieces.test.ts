import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { filePieces } from "../../src/http/file-pieces.ts";
import { engines, options, request, textOf } from "./wires.ts";

/** Of its bytes no two mebibytes are alike, so that a buffer filled again too early shows. */
const file = Buffer.alloc(12 * 1024 * 1024 + 17);
for (let at = 0; at + 4 <= file.length; at += 4) file.writeUInt32LE((at * 2_654_435_761) % 2 ** 32, at);
const hashOf = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/** Answers with the hash of what it was sent, and takes its time over it. */
const server = createServer(async (asked, response) => {
  const hash = createHash("sha256");
  for await (const part of asked) {
    hash.update(part);
    await turn();
  }
  response.end(hash.digest("hex"));
});
const directory = mkdtempSync(join(tmpdir(), "rptctl-pieces-"));
const path = join(directory, "file");
beforeAll(async () => {
  writeFileSync(path, file);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterAll(() => {
  server.close();
  rmSync(directory, { recursive: true });
});

it.each(engines)("sends the pieces of a file unchanged (%s)", async (_, open) => {
  const { port } = server.address() as AddressInfo;
  const body = () => filePieces(path, file.length, () => {});
  const headers = { "content-length": String(file.length) };
  const sent = request(new URL(`http://127.0.0.1:${port}/`), { method: "POST", headers, body });
  expect(await textOf(await open().send(sent, options()))).toBe(hashOf(file));
});
