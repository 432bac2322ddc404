import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Fault } from "../../src/errors.ts";
import { Writer } from "../../src/output/writer.ts";
import type { Sink } from "../../src/world.ts";
import { MemorySink } from "./memory-world.ts";

function failing(code: string, message = code): Sink {
  const error = Object.assign(new Error(message), { code });
  return { isTTY: false, columns: undefined, write: () => Promise.reject(error) };
}

describe("the writer", () => {
  it("gathers small pieces into blocks", async () => {
    const sink = new MemorySink();
    const out = new Writer(sink);
    for (let index = 0; index < 10_000; index += 1) await out.write("0123456789012345\n");
    await out.flush();
    expect(sink.text).toBe("0123456789012345\n".repeat(10_000));
    expect(sink.writes.length).toBe(3);
  });

  it("writes nothing when nothing was added", async () => {
    const sink = new MemorySink();
    const out = new Writer(sink);
    out.add("");
    out.add(Buffer.alloc(0));
    await out.flush();
    expect(sink.writes).toEqual([]);
  });

  it("keeps the order of text and bytes, whatever is flushed when", async () => {
    const piece = fc.record({
      text: fc.string({ unit: "grapheme" }),
      bytes: fc.boolean(),
      flush: fc.boolean(),
      times: fc.constantFrom(1, 1, 30_000),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(piece), async (pieces) => {
        const sink = new MemorySink();
        const out = new Writer(sink);
        let expected = "";
        for (const { text, bytes, flush, times } of pieces) {
          const long = text.repeat(times);
          expected += long;
          await out.write(bytes ? Buffer.from(long) : long);
          if (flush) await out.flush();
        }
        await out.flush();
        expect(sink.text === expected).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it("changes no block before the reader has taken it", async () => {
    const sink = new MemorySink();
    const seen: string[] = [];
    sink.write = async (piece) => {
      await new Promise(setImmediate);
      seen.push(Buffer.from(piece as Uint8Array).toString());
    };
    const out = new Writer(sink);
    out.add(Buffer.from("first"));
    const first = out.flush();
    out.add(Buffer.from("other"));
    await Promise.all([first, out.flush()]);
    out.add(Buffer.from("third"));
    await out.flush();
    expect(seen).toEqual(["first", "other", "third"]);
  });

  it.each<[string, string, string]>([
    ["EPIPE", "closed_pipe", "the reader of standard output went away"],
    ["ENOSPC", "failure", "cannot write to standard output: no space left on device"],
    ["EIO", "failure", "cannot write to standard output: the device failed (input/output error)"],
    ["EWEIRD", "failure", "cannot write to standard output: EWEIRD"],
  ])("turns %s into %s", async (errno, code, message) => {
    const out = new Writer(failing(errno));
    out.add("x");
    const fault = await out.flush().catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(Fault);
    expect(fault).toMatchObject({ code, message });
  });
});
