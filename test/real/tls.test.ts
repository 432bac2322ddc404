import { createServer } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { curl } from "./curl.ts";
import { needPackages } from "./packages.ts";
import { isSkipped } from "./skip.ts";
import { startTlsServer, type TlsOptions, type TlsServer } from "./tls.ts";

const first = await startTlsServer();
const curlIsMissing = (await needPackages(["curl"])) !== undefined;
const running: { stop(): unknown }[] = isSkipped(first) ? [] : [first];

async function start(options: TlsOptions): Promise<TlsServer> {
  const server = (await startTlsServer(options)) as TlsServer;
  running.push(server);
  return server;
}

describe.skipIf(isSkipped(first) || curlIsMissing)("a TLS server", () => {
  afterEach(async () => {
    for (const server of running.splice(0)) await server.stop();
  });

  it("is trusted by its authority, under both its names", async () => {
    const { url, caFile } = await start({});
    expect(await curl("--cacert", caFile, url)).toEqual({ code: 0, body: '{"ok":true}' });
    expect((await curl("--cacert", caFile, url.replace("127.0.0.1", "localhost"))).code).toBe(0);
  });

  it("is not trusted without", async () => {
    expect((await curl((await start({})).url)).code).toBe(60);
  });

  it.each(["expired", "other-host"] as const)(
    "is not trusted with a certificate that is %s",
    async (certificate) => {
      const { url, caFile } = await start({ certificate });
      expect((await curl("--cacert", caFile, url)).code).toBe(60);
      expect((await curl("--insecure", url)).code).toBe(0);
    },
  );

  it("demands a client certificate", async () => {
    const { url, caFile, certFile, keyFile } = await start({ clientCertificate: true });
    expect((await curl("--cacert", caFile, url)).code).toBe(22);
    expect((await curl("--cacert", caFile, "--cert", certFile, "--key", keyFile, url)).code).toBe(0);
  });

  it("passes requests on", async () => {
    const upstream = createServer((request, response) => response.end(`${request.method} ${request.url}`));
    await new Promise<void>((resolve) => upstream.listen(0, "127.0.0.1", resolve));
    running.push({ stop: () => upstream.close() });
    const { url, caFile } = await start({ upstream: (upstream.address() as { port: number }).port });
    expect((await curl("--cacert", caFile, "-d", "x", `${url}/a?b=%20c`)).body).toBe("POST /a?b=%20c");
  });
});
