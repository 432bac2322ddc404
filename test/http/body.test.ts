import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { Fault } from "../../src/errors.ts";
import { decoded } from "../../src/http/body.ts";
import { wholeBody } from "../../src/http/text-body.ts";
import type { WireResponse } from "../../src/http/wire.ts";
import { cut } from "./fake-wire.ts";
import { failure } from "./wires.ts";

const text = "hello ".repeat(50_000);

/** An answer in these parts; `left` counts the readers that went away, and `discarded` the answers given up. */
function answer(encoding: string | undefined, ...parts: (Uint8Array | Error)[]) {
  const told = { left: 0, discarded: 0 };
  async function* body() {
    try {
      for (const part of parts) {
        if (part instanceof Error) throw part;
        yield part;
      }
    } finally {
      told.left += 1;
    }
  }
  const response: WireResponse = {
    status: 200,
    headers: encoding === undefined ? {} : { "content-encoding": encoding },
    body: body(),
    discard() {
      told.discarded += 1;
    },
  };
  return { response, told };
}

const halves = (bytes: Uint8Array) => [bytes.subarray(0, bytes.length / 2), bytes.subarray(bytes.length / 2)];

describe("a body's encoding is taken off", () => {
  it.each([
    [undefined, Buffer.from(text)],
    ["identity", Buffer.from(text)],
    ["gzip", gzipSync(text)],
    ["x-gzip", gzipSync(text)],
    [" GZIP ", gzipSync(text)],
    ["deflate", deflateSync(text)],
    ["br", brotliCompressSync(text)],
  ])("%s", async (encoding, bytes) => {
    const { response } = answer(encoding, ...halves(bytes));
    expect(Buffer.from(await wholeBody(response)).toString()).toBe(text);
  });

  it.each(["gzip", "deflate", "br"])(
    "%s of nothing is nothing: HEAD and 304 have headers alone",
    async (encoding) => {
      expect((await wholeBody(answer(encoding).response)).byteLength).toBe(0);
    },
  );

  it.each([
    ["gzip", gzipSync(text).subarray(0, 300)],
    ["gzip", Buffer.from("not gzip at all")],
    ["deflate", deflateSync(text).subarray(0, 300)],
    ["br", brotliCompressSync(text).subarray(0, 10)],
    ["br", Buffer.from("\u00ff\u00ffnot brotli")],
  ])("%s that is cut off or broken may be asked for again", async (encoding, bytes) => {
    const error = await failure(wholeBody(answer(encoding, bytes).response));
    expect(error).toMatchObject({ name: "WireError", code: "ETRUNCATED", lasting: false });
  });

  it("one that is not known will not be known next time", async () => {
    const error = await failure(wholeBody(answer("zstd", Buffer.from("x")).response));
    expect(error).toMatchObject({
      name: "WireError",
      lasting: true,
      message: 'unknown Content-Encoding "zstd"',
    });
  });
});

describe.each(["identity", "gzip"])("a body in %s", (encoding) => {
  const packed = encoding === "gzip" ? gzipSync(text) : Buffer.from(text);

  it.each([
    ["the wire's own failure", cut],
    ["an interruption", new Fault("interrupted", "interrupted")],
  ])("passes on %s", async (_what, error) => {
    expect(await failure(wholeBody(answer(encoding, packed.subarray(0, 100), error).response))).toBe(error);
  });

  it("is left when its reader leaves", async () => {
    const many = Array.from({ length: 50 }, () => packed);
    const { response, told } = answer(encoding, ...many);
    for await (const _part of decoded(response)) break;
    await new Promise(setImmediate);
    expect(told.left).toBe(1);
  });

  it("is given up when enough of it is here", async () => {
    const { response, told } = answer(encoding, ...Array.from({ length: 50 }, () => packed));
    expect((await wholeBody(response, 10)).byteLength).toBeGreaterThanOrEqual(10);
    await new Promise(setImmediate);
    expect(told).toEqual({ left: 1, discarded: 1 });
  });
});
