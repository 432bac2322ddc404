import { describe, expect, it } from "vitest";
import { target } from "../../src/http/endpoint.ts";
import { bodyOf, callOf, methodAndPath, readHeader } from "../../src/http/raw-call.ts";
import { WireError } from "../../src/http/wire.ts";

describe("the words of a request", () => {
  it.each([
    [["/a"], { method: "GET", path: "/a" }],
    [["a"], { method: "GET", path: "/a" }],
    [["delete", "/a"], { method: "DELETE", path: "/a" }],
  ])("%j", (words, read) => {
    expect(methodAndPath(words)).toEqual(read);
  });

  it.each([
    [["FETCH", "/a"]],
    [["GET", "/a", "/b"]],
    [["https://evil.example/a"]],
    [["//evil.example/a"]],
    [["/a#part"]],
    [["toString", "/a"]],
  ])("%j are refused", (words) => {
    expect(() => methodAndPath(words)).toThrow(expect.objectContaining({ code: "usage" }));
  });

  it.each([
    ["A: b:c", ["a", "b:c"]],
    ["x-empty:", ["x-empty", ""]],
  ])("the header %s", (typed, read) => {
    expect(readHeader(typed)).toEqual(read);
  });

  it.each(["a", ": b", "a b: c", "a: b\r\nc: d", "a: \u0142"])("the header %j is refused", (typed) => {
    expect(() => readHeader(typed)).toThrow(expect.objectContaining({ code: "usage" }));
  });
});

it.each([
  ["GET", "/a?x=1&x=2&y=%20", [["z", true]], "/a?x=1&x=2&y=+&z=true"],
  ["GET", "/a?x=1?y=2", [], "/a?x=1%3Fy%3D2"],
  ["GET", "/a", [["__proto__", 1]], "/a?__proto__=1"],
  ["GET", "/a/:id", [], "/a/:id"],
  ["POST", "/a?x=1", [["y", 2]], "/a?x=1"],
] as const)("%s %s with %j asks for %s", (method, path, fields, asked) => {
  const { endpoint, call } = callOf(method, path, { fields, headers: {}, body: undefined });
  expect(target(endpoint, call)).toBe(asked);
});

it("sends members as a form under a form's header, and as JSON else", () => {
  const fields = [
    ["filter0", "a:b"],
    ["x", 1],
  ] as const;
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  expect(callOf("POST", "/a", { fields, headers, body: undefined }).call).toMatchObject({
    form: [
      ["filter0", "a:b"],
      ["x", "1"],
    ],
  });
  expect(callOf("POST", "/a", { fields, headers: {}, body: undefined }).call).toMatchObject({
    json: { filter0: "a:b", x: 1 },
  });
});

it("ends with a Fault where the body breaks off, after what came of it", async () => {
  const came: string[] = [];
  const response = {
    status: 200,
    headers: {},
    body: (async function* () {
      yield Buffer.from("[1,");
      throw new WireError("ETRUNCATED", "the answer was cut off");
    })(),
    discard: () => {},
  };
  const read = async () => {
    for await (const part of bodyOf(response, false, "scope")) came.push(Buffer.from(part).toString());
  };
  await expect(read()).rejects.toMatchObject({
    code: "unavailable",
    system: "scope",
    message: "the answer was cut off",
  });
  expect(came).toEqual(["[1,"]);
});
