import { appendFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { multipart } from "../../src/http/upload.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "rptctl-upload-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function fileOf(bytes: Uint8Array, name = "a.rpz") {
  const path = join(directory, "file");
  writeFileSync(path, bytes);
  return { path, name, size: bytes.byteLength };
}

async function sent(upload: ReturnType<typeof multipart>): Promise<Buffer[]> {
  const parts: Buffer[] = [];
  for await (const part of upload.parts()) parts.push(Buffer.from(part));
  return parts;
}

describe("multipart", () => {
  it.each([0, 1, 1024 * 1024, 2.5 * 1024 * 1024])(
    "sends a file of %d bytes as a form reads it",
    async (size) => {
      const bytes = Buffer.alloc(size, "rpz\r\n--");
      const upload = multipart("file", fileOf(bytes));
      const body = Buffer.concat(await sent(upload));
      expect(body.byteLength).toBe(upload.length);
      const form = await new Response(body, { headers: { "content-type": upload.type } }).formData();
      const file = form.get("file") as File;
      expect([...form.keys()]).toEqual(["file"]);
      expect([file.name, file.type]).toEqual(["a.rpz", "application/octet-stream"]);
      expect(Buffer.from(await file.arrayBuffer()).equals(bytes)).toBe(true);
    },
  );

  it.each(['quo"te.rpz', "Größe.rpz", "line\r\nContent-Type: text/html.rpz", "报告.rpz"])(
    "sends the name %j so that it stays one name",
    async (name) => {
      const upload = multipart("file", fileOf(Buffer.from("PK"), name));
      const form = await new Response(Buffer.concat(await sent(upload)), {
        headers: { "content-type": upload.type },
      }).formData();
      expect((form.get("file") as File).name).toBe(name);
    },
  );

  it("reads a mebibyte at a time, tells how far it is, and begins anew when it is sent again", async () => {
    const seen: number[] = [];
    const mebibyte = 1024 * 1024;
    const upload = multipart("file", fileOf(Buffer.alloc(2.5 * mebibyte)), (bytes) => seen.push(bytes));
    const parts = await sent(upload);
    expect(parts.slice(1, -1).map((part) => part.byteLength)).toEqual([mebibyte, mebibyte, mebibyte / 2]);
    expect(seen).toEqual([0, mebibyte, 2 * mebibyte, 2.5 * mebibyte]);
    expect(Buffer.concat(await sent(upload)).equals(Buffer.concat(parts))).toBe(true);
    expect(seen.slice(4)).toEqual(seen.slice(0, 4));
  });

  it("sends what was promised of a file that grows, and fails for one that shrinks", async () => {
    const grown = fileOf(Buffer.alloc(10, "a"));
    appendFileSync(grown.path, "more");
    const upload = multipart("file", grown);
    expect(Buffer.concat(await sent(upload)).byteLength).toBe(upload.length);
    truncateSync(grown.path, 3);
    await expect(sent(upload)).rejects.toThrow("became shorter while it was sent");
  });

  it("names a file that cannot be read", async () => {
    const upload = multipart("file", { path: join(directory, "none"), name: "x.rpz", size: 1 });
    await expect(sent(upload)).rejects.toMatchObject({
      code: "usage",
      message: `cannot read ${join(directory, "none")}: no such file or directory`,
    });
  });
});
