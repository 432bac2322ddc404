import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { Fault } from "../../src/errors.ts";
import { freePort } from "../real/daemon.ts";
import { end, reset, says, stub } from "./stub.ts";
import { engines, failure, options, request, textOf } from "./wires.ts";

const ok = "HTTP/1.1 200 OK\r\n";

describe.each(engines)("the %s wire", (name, makeWire) => {
  it.each([
    ["with a length", `${ok}Content-Length: 5\r\n\r\nhello`, 200, "hello"],
    ["in chunks", `${ok}Transfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n`, 200, "hello"],
    ["204", "HTTP/1.1 204 No Content\r\n\r\n", 204, ""],
    ["304", "HTTP/1.1 304 Not Modified\r\nETag: x\r\n\r\n", 304, ""],
    [
      "a redirect, not followed",
      "HTTP/1.1 302 Found\r\nLocation: /else\r\nContent-Length: 0\r\n\r\n",
      302,
      "",
    ],
    ["500", "HTTP/1.1 500 Oh\r\nContent-Length: 2\r\n\r\nno", 500, "no"],
    ["a status of its own", "HTTP/1.1 299 Odd\r\nContent-Length: 0\r\n\r\n", 299, ""],
    [
      "after 103",
      `HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n${ok}Content-Length: 2\r\n\r\nhi`,
      200,
      "hi",
    ],
  ])("reads an answer %s", async (_what, answer, status, body) => {
    const { url, peers } = await stub(says(answer));
    const response = await makeWire().send(request(url), options());
    expect([response.status, await textOf(response)]).toEqual([status, body]);
    expect(peers[0]!.received()).toMatch(/^GET \/here\?a=1 HTTP\/1\.1\r\n/);
    expect(peers).toHaveLength(1);
  });

  it("reads an answer that ends with its connection", async () => {
    const { url } = await stub(says("HTTP/1.0 200 OK\r\n\r\nhello", end));
    expect(await textOf(await makeWire().send(request(url), options()))).toBe("hello");
  });

  it("reads no body after HEAD", async () => {
    const { url } = await stub(says(`${ok}Content-Length: 5\r\n\r\n`));
    const response = await makeWire().send(request(url, { method: "HEAD" }), options());
    expect([response.headers["content-length"], await textOf(response)]).toEqual(["5", ""]);
  });

  it("joins repeated headers, in lower case, and reads them as UTF-8", async () => {
    const headers =
      "X-A: 1\r\nx-a: 2\r\nETag: a\r\nEtag: b\r\nSet-Cookie: c\r\nSet-Cookie: d\r\nX-Name: caf\u00e9\r\n";
    const { url } = await stub(says(Buffer.from(`${ok}${headers}Content-Length: 0\r\n\r\n`)));
    const response = await makeWire().send(request(url), options());
    expect(response.headers).toMatchObject({
      "x-a": "1, 2",
      etag: "a, b",
      "set-cookie": "c, d",
      "x-name": "café",
    });
  });

  it("speaks to IPv6", async () => {
    const { url } = await stub(says(`${ok}Content-Length: 2\r\n\r\nv6`), "::1");
    expect(await textOf(await makeWire().send(request(url), options()))).toBe("v6");
  });

  it("says that nobody listens, and that nothing arrived", async () => {
    const url = new URL(`http://127.0.0.1:${await freePort()}/`);
    const error = await failure(makeWire().send(request(url, { method: "POST" }), options()));
    expect(error).toMatchObject({ code: "ECONNREFUSED", message: "connection refused", neverArrived: true });
  });

  it("says that the host name is not known, and that nothing arrived", async () => {
    const url = new URL("http://nowhere.invalid/");
    const error = await failure(makeWire().send(request(url), options()));
    expect(error).toMatchObject({
      code: expect.stringMatching(/^(ENOTFOUND|EAI_AGAIN)$/),
      neverArrived: true,
    });
  });

  it.each([
    ["reset", reset],
    ["closed", end],
  ])(
    "says that the connection was %s before an answer, when the request may have arrived",
    async (_what, cut) => {
      const { url } = await stub(says("", cut));
      const error = await failure(makeWire().send(request(url), options()));
      expect(error).toMatchObject({
        name: "WireError",
        message: "the connection was cut",
        neverArrived: false,
        stale: false,
        lasting: false,
      });
    },
  );

  it.each([
    ["half of its length, then closed", `${ok}Content-Length: 10\r\n\r\nhello`, end],
    ["half of its length, then reset", `${ok}Content-Length: 10\r\n\r\nhello`, reset],
    ["a chunk, then closed", `${ok}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n`, end],
    ["half a chunk, then reset", `${ok}Transfer-Encoding: chunked\r\n\r\n5\r\nhel`, reset],
    ["a chunk that is none", `${ok}Transfer-Encoding: chunked\r\n\r\n3\r\nhel\r\nzz\r\n`, end],
  ])("says that the answer was cut off after %s", async (_what, answer, cut) => {
    let close = () => {};
    const { url } = await stub(says(answer, (socket) => (close = () => cut(socket))));
    const response = await makeWire().send(request(url), options());
    const read = failure(textOf(response));
    close();
    expect(await read).toMatchObject({
      code: "ETRUNCATED",
      message: "the answer was cut off",
      neverArrived: false,
    });
  });

  it("says so too when the answer was cut off before anybody read it", async () => {
    const { url, peers } = await stub(says(`${ok}Content-Length: 10\r\n\r\nhello`));
    const response = await makeWire().send(request(url), options());
    reset(peers[0]!.socket);
    await peers[0]!.closed;
    await new Promise(setImmediate);
    expect(await failure(textOf(response))).toMatchObject({ code: "ETRUNCATED" });
  });

  it.each([
    ["not HTTP", "SSH-2.0-OpenSSH_9.2\r\n"],
    ["headers without end", `${ok}X-Long: ${"x".repeat(100_000)}\r\n\r\n`],
    [
      "an upgrade nobody asked for",
      "HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n",
    ],
  ])("refuses %s", async (_what, answer) => {
    const { url } = await stub(says(answer));
    expect(await failure(makeWire().send(request(url), options()))).toMatchObject({ name: "WireError" });
  });

  describe("aborted", () => {
    const reason = new Fault("interrupted", "interrupted");

    it("before it is sent, sends nothing", async () => {
      const { url, peers } = await stub(says(`${ok}Content-Length: 0\r\n\r\n`));
      const error = await failure(
        makeWire().send(request(url), options({ signal: AbortSignal.abort(reason) })),
      );
      expect(error).toBe(reason);
      expect(peers.map((peer) => peer.received()).join("")).toBe("");
    });

    it("while it waits, closes the connection", async () => {
      const controller = new AbortController();
      const { url, peers } = await stub(async ({ until }) => {
        await until("\r\n\r\n");
        controller.abort(reason);
      });
      const sent = makeWire().send(request(url), options({ signal: controller.signal, reuse: true }));
      expect(await failure(sent)).toBe(reason);
      await peers[0]!.closed;
    });

    it("while the body is read, ends the reading and closes the connection", async () => {
      const controller = new AbortController();
      const { url, peers } = await stub(says(`${ok}Content-Length: 10\r\n\r\nhello`));
      const response = await makeWire().send(
        request(url),
        options({ signal: controller.signal, reuse: true }),
      );
      const parts = response.body[Symbol.asyncIterator]();
      expect(Buffer.from((await parts.next()).value!).toString()).toBe("hello");
      const next = failure(parts.next());
      controller.abort(reason);
      expect(await next).toBe(reason);
      await peers[0]!.closed;
    });

    it("after it was read, does nothing", async () => {
      const controller = new AbortController();
      const { url } = await stub(says(`${ok}Content-Length: 5\r\n\r\nhello`));
      const response = await makeWire().send(request(url), options({ signal: controller.signal }));
      expect(await textOf(response)).toBe("hello");
      controller.abort(reason);
    });
  });

  it("closes the connection of an answer that is given up", async () => {
    const { url, peers } = await stub(says(`${ok}Content-Length: 10\r\n\r\nhello`));
    (await makeWire().send(request(url), options())).discard();
    await peers[0]!.closed;
  });

  it("closes the connection when the reader leaves", async () => {
    const { url, peers } = await stub(says(`${ok}Content-Length: 10\r\n\r\nhello`));
    for await (const _part of (await makeWire().send(request(url), options())).body) break;
    await peers[0]!.closed;
  });

  describe("sending", () => {
    const empty = says(`${ok}Content-Length: 0\r\n\r\n`);

    it.each(["POST", "PUT", "PATCH", "DELETE"])("%s tells the length of its body", async (method) => {
      const { url, peers } = await stub(async ({ until, socket }) => {
        await until("{}");
        socket.write(`${ok}Content-Length: 0\r\n\r\n`);
      });
      const headers = { "content-length": "2" };
      await makeWire().send(request(url, { method, headers, body: Buffer.from("{}") }), options());
      expect(peers[0]!.received()).toMatch(/\r\ncontent-length: 2\r\n(.*\r\n)*\r\n\{\}$/i);
    });

    it("streams a body, made when it is wanted", async () => {
      const { url, peers } = await stub(async ({ until, socket }) => {
        await until("third");
        socket.write(`${ok}Content-Length: 0\r\n\r\n`);
      });
      async function* body() {
        for (const part of ["first ", "second ", "third"]) yield Buffer.from(part);
      }
      const headers = { "content-length": "18" };
      await makeWire().send(request(url, { method: "POST", headers, body }), options());
      expect(peers[0]!.received()).toMatch(/\r\n\r\nfirst second third$/);
    });

    it("passes on what a streamed body throws, and ends the request", async () => {
      const { url, peers } = await stub(() => {});
      const gone = new Fault("usage", "the file is gone");
      async function* body() {
        yield Buffer.from("half");
        throw gone;
      }
      const headers = { "content-length": "8" };
      const sent = makeWire().send(request(url, { method: "POST", headers, body }), options());
      expect(await failure(sent)).toBe(gone);
      await peers[0]?.closed;
    });

    it("asks a streamed body for no more than the server takes", async () => {
      const { url, peers } = await stub(({ socket }) => socket.pause());
      let made = 0;
      async function* body() {
        for (; made < 1000; made += 1) {
          yield Buffer.alloc(1024 * 1024);
          await new Promise(setImmediate);
        }
      }
      const controller = new AbortController();
      const sent = failure(
        makeWire().send(request(url, { method: "POST", body }), options({ signal: controller.signal })),
      );
      // The socket's own buffers fill, and then nothing more is made.
      let before = -1;
      while (made !== before || made === 0) {
        before = made;
        for (let turn = 0; turn < 2000; turn += 1) await new Promise(setImmediate);
      }
      expect(made).toBeLessThan(100);
      controller.abort(new Fault("interrupted", "interrupted"));
      await sent;
      peers[0]!.socket.resume();
    });

    it("uses a kept connection again where it may", async () => {
      const { url, peers } = await stub(({ socket }) => {
        socket.on("data", () => socket.write(`${ok}Content-Length: 2\r\n\r\nhi`));
      });
      const wire = makeWire();
      for (let turn = 0; turn < 3; turn += 1) {
        expect(await textOf(await wire.send(request(url), options({ reuse: true })))).toBe("hi");
        await new Promise(setImmediate);
      }
      // What may be large has a connection of its own.
      expect(peers).toHaveLength(name === "node, large" ? 3 : 1);
    });

    it("sends its headers as they are", async () => {
      const { url, peers } = await stub(empty);
      await makeWire().send(request(url, { headers: { "x-token": "a=b/+:c", accept: "x/y" } }), options());
      expect(peers[0]!.received()).toMatch(/\r\nx-token: a=b\/\+:c\r\n/);
    });
  });

  it("hands over a big body no faster than it is read", async () => {
    const size = 64 * 1024 * 1024;
    const piece = Buffer.alloc(1024 * 1024, "x");
    let written = 0;
    const { url } = await stub(
      says(`${ok}Content-Length: ${size}\r\n\r\n`, async (socket) => {
        while (written < size && !socket.destroyed) {
          written += piece.length;
          if (!socket.write(piece)) await once(socket, "drain").catch(() => {});
        }
      }),
    );
    const response = await makeWire().send(request(url), options());
    let before = -1;
    while (written !== before || written === 0) {
      before = written;
      for (let turn = 0; turn < 2000; turn += 1) await new Promise(setImmediate);
    }
    expect(written).toBeLessThan(size / 2);
    let read = 0;
    for await (const part of response.body) read += part.byteLength;
    expect(read).toBe(size);
  });
});

describe("the node wire alone", () => {
  const [, nodeWire] = engines[0]!;
  const hi = `${ok}Content-Length: 2\r\n\r\nhi`;

  it("reads an answer after a 100 that it did not ask for, which undici refuses", async () => {
    const { url } = await stub(says(`HTTP/1.1 100 Continue\r\n\r\n${hi}`));
    expect(await textOf(await nodeWire().send(request(url), options()))).toBe("hi");
  });

  it("tells a kept connection that was closed meanwhile from one that breaks", async () => {
    const { url } = await stub(async ({ socket, until }) => {
      await until("\r\n\r\n");
      socket.write(hi);
      socket.once("data", () => reset(socket));
    });
    const wire = nodeWire();
    await textOf(await wire.send(request(url), options({ reuse: true })));
    await new Promise(setImmediate);
    const error = await failure(wire.send(request(url), options({ reuse: true })));
    expect(error).toMatchObject({ stale: true, neverArrived: false });
  });

  it("opens a connection of its own for what may not be sent twice", async () => {
    const { url, peers } = await stub(({ socket }) => {
      socket.on("data", () => socket.write(hi));
    });
    const wire = nodeWire();
    await textOf(await wire.send(request(url), options({ reuse: true })));
    await new Promise(setImmediate);
    await textOf(await wire.send(request(url, { method: "POST" }), options({ reuse: false })));
    expect(peers).toHaveLength(2);
  });

  it("knows that nothing arrived when the time is over before there is a connection", async () => {
    const { WireError } = await import("../../src/http/wire.ts");
    const controller = new AbortController();
    // A TLS handshake that nobody answers.
    const { url } = await stub(() => controller.abort(new WireError("ETIMEDOUT", "no answer within 1s")));
    const secure = new URL(url.href.replace("http:", "https:"));
    const error = await failure(nodeWire().send(request(secure), options({ signal: controller.signal })));
    expect(error).toMatchObject({ code: "ETIMEDOUT", neverArrived: true });
  });

  it("closes what is still open, also an answer that nobody reads", async () => {
    const { url, peers } = await stub(says(`${ok}Content-Length: 10\r\n\r\nhello`));
    const wire = nodeWire();
    await wire.send(request(url), options({ reuse: false }));
    wire.close();
    await peers[0]!.closed;
  });
});
