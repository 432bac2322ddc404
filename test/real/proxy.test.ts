import { createServer } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { curl } from "./curl.ts";
import { needPackages } from "./packages.ts";
import { type ForwardProxy, startProxy } from "./proxy.ts";
import { isSkipped } from "./skip.ts";
import { startTlsServer, type TlsServer } from "./tls.ts";

const started = await startProxy();
const plain = started as ForwardProxy;
if (!isSkipped(started)) await plain.stop();
const missing = isSkipped(started) || (await needPackages(["curl", "nginx-light", "openssl"])) !== undefined;

describe.skipIf(missing)("a forward proxy", () => {
  let proxy: ForwardProxy;
  let origin: ReturnType<typeof createServer>;
  let url: string;

  beforeEach(async () => {
    origin = createServer((_, response) => response.end("origin"));
    await new Promise<void>((resolve) => origin.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(origin.address() as { port: number }).port}/here`;
  });
  afterEach(async () => {
    origin.close();
    await proxy.stop();
  });

  it("passes a plain request on, and writes it down", async () => {
    proxy = (await startProxy()) as ForwardProxy;
    expect(proxy.requests()).toEqual([]);
    expect(await curl("--proxy", proxy.url, url)).toEqual({ code: 0, body: "origin" });
    expect(proxy.requests()).toEqual([`GET ${url}`]);
  });

  it("opens a tunnel to an HTTPS server", async () => {
    proxy = (await startProxy()) as ForwardProxy;
    const server = (await startTlsServer()) as TlsServer;
    try {
      const answer = await curl("--proxy", proxy.url, "--cacert", server.caFile, server.url);
      expect(answer.body).toBe('{"ok":true}');
      expect(proxy.requests()).toEqual([`CONNECT ${new URL(server.url).host}`]);
    } finally {
      await server.stop();
    }
  });

  it("demands the right password", async () => {
    proxy = (await startProxy({ login: { username: "fay", password: "s3cret" } })) as ForwardProxy;
    expect((await curl("--proxy", proxy.url, url)).code).toBe(22);
    expect((await curl("--proxy", proxy.url, "--proxy-user", "fay:wrong", url)).code).toBe(22);
    expect((await curl("--proxy", proxy.url, "--proxy-user", "fay:s3cret", url)).body).toBe("origin");
  });
});
