import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { Redactor } from "../../src/http/redactor.ts";
import { wholeBody } from "../../src/http/text-body.ts";
import { traceTo } from "../../src/http/trace.ts";
import type { WireRequest } from "../../src/http/wire.ts";
import { cut, FakeWire, refused, type Step } from "./fake-wire.ts";
import { makeSender } from "./sender.ts";

const url = new URL("http://fay:hunter22@h.example/v3/auth?token=canary77&x=1");
const asked: WireRequest = {
  method: "POST",
  url,
  headers: { "content-type": "application/json", authorization: "Bearer canary77" },
  body: Buffer.from('{"user":"fay","password":"hunter22"}'),
};

/** The lines that a few tries leave; `read` says how much of each answer is read. */
async function lines(level: "none" | "verbose" | "debug", request: WireRequest, ...steps: Step[]) {
  const said: string[] = [];
  const redactor = new Redactor();
  let now = 0;
  const trace = traceTo(
    (line) => said.push(line),
    redactor,
    level,
    () => (now += 7),
  );
  const { sender } = makeSender(new FakeWire(...steps), {}, trace);
  const sent = sender.send(request, { effect: "read", bounded: true }, (response) => wholeBody(response));
  await sent.catch(() => {});
  return said;
}

it("tells of requests, answers and tries in full, and of no secret", async () => {
  const headers = { "content-type": "application/json", "x-subject-token": "canary77", "retry-after": "1" };
  const answer = '{"access_token":"canary77","token_type":"Bearer"}';
  expect(
    await lines(
      "debug",
      asked,
      { fails: refused },
      { status: 503, headers },
      { status: 201, headers, body: answer },
    ),
  ).toEqual([
    "> POST http://***@h.example/v3/auth?token=***&x=1",
    "> user-agent: rptctl/test",
    "> content-type: application/json",
    "> authorization: Bearer ***",
    '> {"user":"fay","password":"***"}',
    "! connection refused (7 ms, POST /v3/auth)",
    "connection refused; trying again in 100 ms (1 of 3)",
    "> POST http://***@h.example/v3/auth?token=***&x=1",
    "> user-agent: rptctl/test",
    "> content-type: application/json",
    "> authorization: Bearer ***",
    '> {"user":"fay","password":"***"}',
    "< 503 Service Unavailable (7 ms, POST /v3/auth)",
    "< content-type: application/json",
    "< x-subject-token: ***",
    "< retry-after: 1",
    "answered 503; trying again in 1000 ms (2 of 3)",
    "> POST http://***@h.example/v3/auth?token=***&x=1",
    "> user-agent: rptctl/test",
    "> content-type: application/json",
    "> authorization: Bearer ***",
    '> {"user":"fay","password":"***"}',
    "< 201 Created (7 ms, POST /v3/auth)",
    "< content-type: application/json",
    "< x-subject-token: ***",
    "< retry-after: 1",
    '< {"access_token":"***","token_type":"Bearer"}',
  ]);
});

it("tells of tries alone where it is to say what happens, and else of nothing", async () => {
  expect(await lines("verbose", asked, { fails: cut }, { status: 200 })).toEqual([
    "the connection was cut; trying again in 100 ms (1 of 3)",
  ]);
  expect(await lines("none", asked, { fails: cut }, { status: 200 })).toEqual([]);
});

const get: WireRequest = { method: "GET", url: new URL("http://h/"), headers: {} };

describe("of a body", () => {
  const body = async (headers: Record<string, string>, text: string | Uint8Array) =>
    (await lines("debug", get, { status: 500, headers, body: text })).filter(
      (line) => !/^[<>] (?:GET|500|[a-z-]+:)/.test(line),
    );

  it.each([
    ["JSON", { "content-type": "application/json" }, '{"a": 1}', ['< {"a":1}']],
    ["HTML, line by line", { "content-type": "text/html" }, "<html>\r\n<p>no", ["< <html>", "< <p>no"]],
    ["no type", {}, "no", ["< no"]],
    ["none", {}, "", []],
    ["a file", { "content-type": "application/zip" }, "PK", ["< (2 bytes)"]],
    [
      "something packed",
      { "content-type": "text/plain", "content-encoding": "gzip" },
      gzipSync("abc"),
      ["< (23 bytes)"],
    ],
  ])("%s", async (_what, headers, text, shown) => {
    expect(await body(headers as unknown as Record<string, string>, text)).toEqual(shown);
  });

  it("shows a limited part, masked before it is cut", async () => {
    const said: string[] = [];
    const redactor = new Redactor();
    redactor.hide("canary-canary-canary");
    const trace = traceTo(
      (line) => said.push(line),
      redactor,
      "debug",
      () => 0,
    );
    const long = `${"x".repeat(1990)}canary-canary-canary${"y".repeat(100_000)}`;
    const { sender } = makeSender(new FakeWire({ status: 500, body: long }), {}, trace);
    await sender.send(get, { effect: "read", bounded: true }, (response) => wholeBody(response));
    expect(said.slice(-2)).toEqual([`< ${"x".repeat(1990)}***${"y".repeat(7)}`, "< ... (102010 bytes)"]);
    expect(said.join()).not.toContain("canary");
  });

  it("that was cut off shows what came", async () => {
    async function* half() {
      yield Buffer.from('{"half":');
      throw cut;
    }
    const said = await lines("debug", get, { status: 200, body: half }, { status: 200 });
    expect(said.slice(3, 6)).toEqual([
      '< {"half":',
      "! the connection was cut (14 ms, GET /)",
      "the connection was cut; trying again in 100 ms (1 of 3)",
    ]);
  });
});

it("tells side by side requests apart", async () => {
  const said: string[] = [];
  let now = 0;
  const trace = traceTo(
    (line) => said.push(line),
    new Redactor(),
    "debug",
    () => now,
  );
  const one = trace.request({ ...get, url: new URL("http://h/one") });
  now = 5;
  const two = trace.request({ ...get, url: new URL("http://h/two") });
  now = 9;
  const answer = { status: 200, headers: {}, body: (async function* () {})(), discard() {} };
  two.response(answer);
  one.response(answer);
  expect(said.slice(2)).toEqual(["< 200 OK (4 ms, GET /two)", "< 200 OK (9 ms, GET /one)"]);
});
