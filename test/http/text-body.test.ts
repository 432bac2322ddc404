import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { textBody, wholeBody } from "../../src/http/text-body.ts";
import type { WireResponse } from "../../src/http/wire.ts";

function answer(type: string | undefined, ...parts: Uint8Array[]): WireResponse {
  const body = (async function* () {
    yield* parts;
  })();
  return {
    status: 200,
    headers: type === undefined ? {} : { "content-type": type },
    body,
    discard: () => {},
  };
}

const read = async (response: WireResponse) => Buffer.from(await wholeBody(response)).toString("latin1");
const utf8 = (text: string) => Buffer.from(text).toString("latin1");

describe("a text body is UTF-8", () => {
  it.each([
    ["application/json; charset=iso-8859-1", Buffer.from("Größe", "latin1"), "Größe"],
    ['application/json;Charset="ISO-8859-15"', Uint8Array.of(0xa4), "€"],
    ["text/plain; charset=utf-16le", Buffer.from("Größe €", "utf16le"), "Größe €"],
    ["text/plain; charset=Shift_JIS", Uint8Array.of(0x93, 0xfa), "日"],
    ["application/json; charset=UTF-8", Buffer.from("Größe"), "Größe"],
    ["application/json; charset=latin-klingon", Buffer.from("Größe"), "Größe"],
    ["application/json", Buffer.from("Gr\xf6\xdfe", "latin1"), "Gr\ufffd\ufffde"],
    [undefined, Buffer.from([0xef, 0xbb, 0xbf, 0x61, 0xe2, 0x82]), "\ufeffa\ufffd"],
  ])("of type %s", async (type, bytes, text) => {
    expect(await read(answer(type, bytes))).toBe(utf8(text));
    const oneByOne = [...bytes].map((byte) => Uint8Array.of(byte));
    expect(await read(answer(type, ...oneByOne))).toBe(utf8(text));
  });

  it("however it is cut, and gives well-formed parts as they came", async () => {
    const whole = Buffer.from('{"a":"日本 👍 grün"}');
    const parts: Uint8Array[] = [];
    for await (const part of textBody(answer(undefined, whole))) parts.push(part);
    expect(parts[0]?.buffer).toBe(whole.buffer);
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 20 }), fc.nat(20), async (bytes, at) => {
        const got = await read(answer(undefined, bytes.subarray(0, at), bytes.subarray(at)));
        const expected = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
        expect(got).toBe(utf8(expected));
      }),
    );
  });
});
