import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Fault } from "../../src/errors.ts";
import type { Effect } from "../../src/http/endpoint.ts";
import { isUnsure } from "../../src/http/send.ts";
import { wholeBody } from "../../src/http/text-body.ts";
import type { WireError, WireResponse } from "../../src/http/wire.ts";
import { aborted, cut, FakeWire, late, refused, type Step, stale, untrusted } from "./fake-wire.ts";
import { asked, makeSender } from "./sender.ts";
import { failure } from "./wires.ts";

const fine: Step = { status: 200, body: "fine" };
const statusOf = async (response: WireResponse) => response.status;
const read = async (response: WireResponse) => Buffer.from(await wholeBody(response)).toString();
const bounded = (effect: Effect) => ({ effect, bounded: true });

describe("what is sent again", () => {
  const pause = { "retry-after": "2" };
  const table: [string, Step, ...(keyof typeof effects)[]][] = [
    ["a refused connection", { fails: refused }, "read", "replace", "write"],
    ["a cut connection", { fails: cut }, "read", "replace"],
    ["a timeout", { fails: late }, "read", "replace"],
    ["a certificate that has expired", { fails: untrusted }],
    ["200", fine],
    ["401", { status: 401 }],
    ["404", { status: 404 }],
    ["408", { status: 408 }],
    ["429", { status: 429 }, "read", "replace"],
    ["429 with Retry-After", { status: 429, headers: pause }, "read", "replace", "write"],
    ["500", { status: 500 }],
    ["500 with Retry-After", { status: 500, headers: pause }],
    ["502", { status: 502 }, "read", "replace"],
    ["502 with Retry-After", { status: 502, headers: pause }, "read", "replace"],
    ["503", { status: 503 }, "read", "replace"],
    ["503 with Retry-After", { status: 503, headers: pause }, "read", "replace", "write"],
    [
      "503 with a Retry-After of garbage",
      { status: 503, headers: { "retry-after": "soon 5" } },
      "read",
      "replace",
    ],
    ["503 with a Retry-After of an hour", { status: 503, headers: { "retry-after": "3600" } }],
    ["504", { status: 504 }, "read", "replace"],
  ];
  const effects = { read: 0, replace: 0, write: 0, once: 0 } as const;
  const cases = table.flatMap(([what, step, ...again]) =>
    (Object.keys(effects) as Effect[]).map((effect) => [what, effect, again.includes(effect), step] as const),
  );

  it.each(cases)("after %s a %s: %s", async (_what, effect, again, step) => {
    const wire = new FakeWire(step, fine);
    await makeSender(wire)
      .sender.send(asked, bounded(effect), statusOf)
      .catch(() => {});
    expect(wire.asked).toHaveLength(again ? 2 : 1);
  });

  it.each([
    ["an answer", { status: 503, headers: pause } as Step],
    ["a failure", { fails: refused } as Step],
  ])("nothing with --retries 0, after %s", async (_what, step) => {
    const wire = new FakeWire(step, fine);
    await makeSender(wire, { retries: 0 })
      .sender.send(asked, bounded("read"), statusOf)
      .catch(() => {});
    expect(wire.asked).toHaveLength(1);
  });

  it("an answer whose body was cut off, for a read", async () => {
    async function* half() {
      yield Buffer.from("ha");
      throw cut;
    }
    const wire = new FakeWire({ status: 200, body: half }, { status: 200, body: "half" });
    expect(await makeSender(wire).sender.send(asked, bounded("read"), read)).toBe("half");
  });

  it("at once and for free, a read over a kept connection that the server had closed", async () => {
    const wire = new FakeWire({ fails: stale }, fine);
    const { sender, waits } = makeSender(wire, { retries: 0 });
    expect(await sender.send(asked, bounded("read"), read)).toBe("fine");
    expect(wire.asked.map(({ options }) => options.reuse)).toEqual([true, false]);
    expect(waits).toEqual([]);
  });

  it.each(["replace", "write", "once"] as const)("%s never uses a kept connection", async (effect) => {
    const wire = new FakeWire(fine);
    await makeSender(wire).sender.send(asked, bounded(effect), statusOf);
    expect(wire.asked[0]!.options.reuse).toBe(false);
  });

  it("gives up the body of an answer that it does not use", async () => {
    const wire = new FakeWire({ status: 503 }, { status: 503 }, fine);
    await makeSender(wire).sender.send(asked, bounded("read"), statusOf);
    expect(wire.discarded).toEqual([0, 1]);
  });

  it("hands over the last answer when the tries are used up", async () => {
    const wire = new FakeWire({ status: 503 });
    expect(await makeSender(wire).sender.send(asked, bounded("read"), statusOf)).toBe(503);
    expect(wire.asked).toHaveLength(4);
  });
});

describe("waiting between the tries", () => {
  it("doubles its bound with full jitter, up to 20 s", async () => {
    const { sender, waits } = makeSender(new FakeWire({ status: 503 }), { retries: 10, random: () => 1 });
    await sender.send(asked, bounded("read"), statusOf);
    expect(waits).toEqual([200, 400, 800, 1600, 3200, 6400, 12_800, 20_000, 20_000, 20_000]);
  });

  it.each([
    ["seconds", "7", 7000],
    ["no seconds", "0", 0],
    ["a date", "Thu, 01 Jan 2026 00:00:09 GMT", 9000],
    ["a date that is past", "Wed, 31 Dec 2025 00:00:09 GMT", 0],
    ["the longest that is waited for", "300", 300_000],
    ["garbage", "soon 5", 100],
  ])("is as long as the server says in %s", async (_what, header, wait) => {
    const wire = new FakeWire({ status: 503, headers: { "retry-after": header } }, fine);
    const { sender, waits } = makeSender(wire);
    await sender.send(asked, bounded("read"), statusOf);
    expect(waits).toEqual([wait]);
  });

  it("ends when the work is to end", async () => {
    const controller = new AbortController();
    const reason = new Fault("interrupted", "interrupted");
    const { sender } = makeSender(new FakeWire({ status: 503 }), {
      signal: controller.signal,
      sleep: (_, signal) => {
        controller.abort(reason);
        return aborted(signal);
      },
    });
    expect(await failure(sender.send(asked, bounded("read"), statusOf))).toBe(reason);
  });
});

describe("failing", () => {
  const fails = (error: WireError) => makeSender(new FakeWire({ fails: error })).sender;

  it("names the server, the request and the reason", async () => {
    expect(await failure(fails(refused).send(asked, bounded("read"), statusOf))).toMatchObject({
      code: "unavailable",
      exit: 9,
      message: "http://h.example: connection refused",
      request: "GET http://h.example/a?b=1",
    });
  });

  it.each([
    ["write", cut, true],
    ["once", cut, true],
    ["once", late, true],
    ["write", refused, false],
    ["write", untrusted, false],
    ["read", cut, false],
    ["replace", cut, false],
  ] as const)("of a %s says whether it may have been carried out", async (effect, error, unsure) => {
    const fault = (await failure(fails(error).send(asked, bounded(effect), statusOf))) as Fault;
    expect(fault.hints.some((hint) => hint.includes("may have been carried out"))).toBe(unsure);
    if (effect === "write" || effect === "once") expect(isUnsure(fault)).toBe(unsure);
  });

  it("in our own code is not taken for the server's failure", async () => {
    const bug = new TypeError("bug");
    const wire = new FakeWire(fine);
    const sent = makeSender(wire).sender.send(asked, bounded("read"), async () => {
      throw bug;
    });
    expect(await failure(sent)).toBe(bug);
    expect(wire.asked).toHaveLength(1);
  });

  it.each([
    ["a line break", { "x-token": "abc\r\nx-evil: 1" }, /x-token/],
    ["a character beyond Latin-1", { "x-token": "p\u0142" }, /x-token/],
    ["a NUL", { "x-token": "a\0b" }, /x-token/],
    ["a name that is none", { "x token": "a" }, /x token/],
  ])("before anything is sent, for %s in a header", async (_what, headers, message) => {
    const wire = new FakeWire(fine);
    const fault = await failure(
      makeSender(wire).sender.send({ ...asked, headers }, bounded("read"), statusOf),
    );
    expect(fault).toMatchObject({ code: "usage", message: expect.stringMatching(message) });
    expect((fault as Fault).message).not.toMatch(/abc|evil/);
    expect(wire.asked).toHaveLength(0);
  });
});

describe("the time limit", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const streamed = { effect: "read", bounded: false } as const;

  it("ends a request that is never answered, each try anew", async () => {
    const wire = new FakeWire("silence");
    const sent = failure(makeSender(wire, { retries: 1 }).sender.send(asked, bounded("read"), statusOf));
    await vi.advanceTimersByTimeAsync(29_999);
    expect(wire.asked).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(wire.asked).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(await sent).toMatchObject({
      code: "unavailable",
      message: expect.stringMatching(/no answer within 30s/),
    });
  });

  /** A part every ten seconds; a signal ends the waiting, as it does in a real wire. */
  function slow(count: number) {
    const wire: FakeWire = new FakeWire({
      status: 200,
      async *body() {
        const { signal } = wire.asked[0]!.options;
        for (let part = 0; part < count; part += 1) {
          await Promise.race([new Promise((resolve) => setTimeout(resolve, 10_000)), aborted(signal)]);
          yield Buffer.from("x");
        }
        await aborted(signal);
      },
    });
    return wire;
  }

  it("counts the whole of an answer that is read whole", async () => {
    const sent = failure(makeSender(slow(9), { retries: 0 }).sender.send(asked, bounded("read"), read));
    await vi.advanceTimersByTimeAsync(30_000);
    expect(await sent).toMatchObject({ message: expect.stringMatching(/no answer within 30s/) });
  });

  it("counts silence alone of an answer that is streamed", async () => {
    const response = await makeSender(slow(9)).sender.send(asked, streamed, async (open) => open);
    let text = "";
    const reading = failure(
      (async () => {
        for await (const part of response.body) text += Buffer.from(part).toString();
      })(),
    );
    await vi.advanceTimersByTimeAsync(90_000);
    expect(text).toBe("x".repeat(9));
    await vi.advanceTimersByTimeAsync(30_000);
    expect(await reading).toMatchObject({ name: "WireError", code: "ETIMEDOUT" });
  });

  it("does not count the time that our own reader takes", async () => {
    const wire = new FakeWire(fine);
    const response = await makeSender(wire).sender.send(asked, streamed, async (open) => open);
    await vi.advanceTimersByTimeAsync(100_000);
    for await (const part of response.body) {
      await vi.advanceTimersByTimeAsync(100_000);
      expect(wire.asked[0]!.options.signal.aborted).toBe(false);
      expect(Buffer.from(part).toString()).toBe("fine");
    }
  });

  it("lets an upload take as long as it moves", async () => {
    const wire = new FakeWire(fine);
    const send = wire.send.bind(wire);
    wire.send = async (request, options) => {
      const body = request.body as () => AsyncIterable<Uint8Array>;
      for await (const _part of body()) await Promise.race([slept(20_000), aborted(options.signal)]);
      return send(request, options);
    };
    const slept = (time: number) => new Promise((resolve) => setTimeout(resolve, time));
    async function* body() {
      for (let part = 0; part < 5; part += 1) yield Buffer.from("x");
    }
    const sent = makeSender(wire).sender.send({ ...asked, body }, bounded("once"), read);
    await vi.advanceTimersByTimeAsync(100_000);
    expect(await sent).toBe("fine");
  });

  it.each([
    ["read whole", true],
    ["streamed", false],
  ])("and the outer signal are let go when the answer was %s", async (_what, isBounded) => {
    const { signal } = new AbortController();
    let listening = 0;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...given: Parameters<typeof add>) => {
      listening += 1;
      add(...given);
    };
    signal.removeEventListener = (...given: Parameters<typeof remove>) => {
      listening -= 1;
      remove(...given);
    };
    const { sender } = makeSender(new FakeWire(fine), { signal });
    const response = await sender.send(asked, { effect: "read", bounded: isBounded }, async (open) => {
      if (isBounded) await wholeBody(open);
      return open;
    });
    expect(listening).toBe(isBounded ? 0 : 1);
    if (!isBounded) await wholeBody(response);
    expect([listening, vi.getTimerCount()]).toEqual([0, 0]);
  });

  it("does not keep the outer signal from a body that is streamed", async () => {
    const controller = new AbortController();
    const { sender } = makeSender(slow(0), { signal: controller.signal });
    const response = await sender.send(asked, streamed, async (open) => open);
    const reading = failure(wholeBody(response));
    const reason = new Fault("interrupted", "interrupted");
    controller.abort(reason);
    expect(await reading).toBe(reason);
  });
});
