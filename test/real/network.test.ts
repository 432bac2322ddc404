import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { type Ended, startProgram } from "../process/program.ts";
import { answering } from "../process/scopes-server.ts";
import { freePort } from "./daemon.ts";
import { type ForwardProxy, startProxy } from "./proxy.ts";
import { isSkipped } from "./skip.ts";
import { startTlsServer, type TlsOptions, type TlsServer } from "./tls.ts";

const firstTls = await startTlsServer();
const firstProxy = await startProxy();
const running: { stop(): Promise<void> }[] = [];
const missing = isSkipped(firstTls) || isSkipped(firstProxy);
for (const server of [firstTls, firstProxy]) if (!isSkipped(server)) running.push(server);
const home = mkdtempSync(join(tmpdir(), "rptctl-network-"));

afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
});
afterAll(() => rmSync(home, { recursive: true }));

async function tlsServer(options: TlsOptions = {}): Promise<TlsServer> {
  const server = (await startTlsServer(options)) as TlsServer;
  running.push(server);
  return server;
}

async function proxyServer(login?: { username: string; password: string }): Promise<ForwardProxy> {
  const server = (await startProxy(login === undefined ? {} : { login })) as ForwardProxy;
  running.push(server);
  return server;
}

/** `rptctl api scope /x` against a URL; its answer is printed as it came. */
function ask(
  url: string,
  flags: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const argv = ["api", "scope", "/x", "--retries", "0", ...flags];
  const scope = { OS_AUTH_TYPE: "admin_token", OS_TOKEN: "gAAAAAcanaryToken", OS_ENDPOINT: url };
  return startProgram(argv, { env: { HOME: home, ...scope, ...env } }).ended;
}

const fine = { code: 0, stdout: '{"ok":true}', stderr: "" };
const fails = (said: RegExp) => ({ code: 9, stdout: "", stderr: expect.stringMatching(said) });

describe.skipIf(missing)("TLS", () => {
  it("trusts --ca-file, and nothing without it", async () => {
    const { url, caFile } = await tlsServer();
    expect(await ask(url, ["--ca-file", caFile])).toEqual(fine);
    expect(await ask(url.replace("127.0.0.1", "localhost"), ["--ca-file", caFile])).toEqual(fine);
    expect(await ask(url)).toEqual(fails(/signed by an authority we do not trust[\s\S]*--ca-file FILE/));
  });

  it("honours NODE_EXTRA_CA_CERTS, and lets --ca-file replace it", async () => {
    const [one, other] = [await tlsServer(), await tlsServer()];
    const extra = { NODE_EXTRA_CA_CERTS: one.caFile };
    expect(await ask(one.url, [], extra)).toEqual(fine);
    expect(await ask(one.url, ["--ca-file", other.caFile], extra)).toEqual(fails(/do not trust/));
  });

  it.each([
    ["expired", /has expired/],
    ["other-host", /is for another host name/],
  ] as const)(
    "refuses a certificate that is %s; --insecure takes it, and warns",
    async (certificate, said) => {
      const { url, caFile } = await tlsServer({ certificate });
      expect(await ask(url, ["--ca-file", caFile])).toEqual(fails(said));
      for (const flags of [[], ["-q"]]) {
        expect(await ask(url, ["--insecure", ...flags])).toEqual({
          ...fine,
          stderr: expect.stringMatching(/^rptctl: warning: the certificate of scope is not checked/),
        });
      }
    },
  );

  it("says that a write was not carried out where the certificate was refused", async () => {
    const { url } = await tlsServer();
    const env = { HOME: home, OS_AUTH_TYPE: "admin_token", OS_TOKEN: "gAAAAAcanaryToken", OS_ENDPOINT: url };
    const { stderr } = await startProgram(["api", "scope", "POST", "/x"], { env }).ended;
    expect(stderr).toMatch(/do not trust/);
    expect(stderr).not.toMatch(/may have been carried out/);
  });

  it("shows --cert and --key, also from one file", async () => {
    const { url, caFile, certFile, keyFile } = await tlsServer({ clientCertificate: true });
    const both = join(home, "both.pem");
    writeFileSync(both, readFileSync(certFile, "utf8") + readFileSync(keyFile, "utf8"));
    expect(await ask(url, ["--ca-file", caFile, "--cert", certFile, "--key", keyFile])).toEqual(fine);
    expect(await ask(url, ["--ca-file", caFile, "--cert", both])).toEqual(fine);
    expect((await ask(url, ["--ca-file", caFile])).code).toBe(8);
  });

  it("refuses files that are not what they are given for, before any request", async () => {
    const one = await tlsServer();
    const other = await tlsServer();
    const broken = join(home, "broken.pem");
    writeFileSync(broken, "-----BEGIN CERTIFICATE-----\nbm9wZQ==\n-----END CERTIFICATE-----\n");
    const cases: [string[], RegExp][] = [
      [["--ca-file", join(home, "nowhere.pem")], /--ca-file .*nowhere\.pem: no such file/],
      [["--ca-file", one.keyFile], /--ca-file .*: holds no PEM certificate/],
      [["--ca-file", broken], /--ca-file .*broken\.pem: /],
      [["--cert", broken, "--key", one.keyFile], /--cert .*broken\.pem: /],
      [["--cert", one.certFile], /--cert .*: holds no private key[\s\S]*--key/],
      [["--key", one.keyFile], /--key is given without --cert/],
      [["--cert", one.certFile, "--key", other.keyFile], /--key .*: .*mismatch/i],
    ];
    for (const [flags, said] of cases) {
      expect(await ask(one.url, flags)).toEqual({ code: 2, stdout: "", stderr: expect.stringMatching(said) });
    }
  });

  it("takes the authority from clouds.yaml", async () => {
    const { url, caFile } = await tlsServer();
    const cloud = `{auth_type: admin_token, auth: {endpoint: "${url}", token: canary}, rating_endpoint_override: "${url}", cacert: "${caFile}"}`;
    const file = join(home, "clouds.yaml");
    writeFileSync(file, `clouds: {here: ${cloud}}\n`);
    const env = { HOME: home, OS_CLIENT_CONFIG_FILE: file, OS_CLOUD: "here" };
    expect(await startProgram(["api", "scope", "/x"], { env }).ended).toEqual(fine);
  });
});

describe.skipIf(missing)("a forward proxy", () => {
  const answer = () => answering((_, response) => response.end('{"ok":true}'));

  it.each(["HTTP_PROXY", "http_proxy"])(
    "named by %s passes plain requests on, not as tunnels",
    async (variable) => {
      const proxy = await proxyServer();
      const { url } = await answer();
      expect(await ask(url, [], { [variable]: proxy.url })).toEqual(fine);
      expect(proxy.requests()).toEqual([`GET ${url}/x`]);
    },
  );

  it.each(["HTTPS_PROXY", "https_proxy"])(
    "named by %s tunnels to TLS servers, which are checked",
    async (variable) => {
      const proxy = await proxyServer();
      const { url, caFile } = await tlsServer();
      expect(await ask(url, ["--ca-file", caFile], { [variable]: proxy.url })).toEqual(fine);
      expect(await ask(url, [], { [variable]: proxy.url })).toEqual(fails(/do not trust/));
      const tunnel = `CONNECT ${new URL(url).host}`;
      expect(proxy.requests()).toEqual([tunnel, tunnel]);
    },
  );

  it("shows a client's certificate to the server beyond it", async () => {
    const proxy = await proxyServer();
    const { url, caFile, certFile, keyFile } = await tlsServer({ clientCertificate: true });
    const flags = ["--ca-file", caFile, "--cert", certFile, "--key", keyFile];
    expect(await ask(url, flags, { HTTPS_PROXY: proxy.url })).toEqual(fine);
  });

  it("is for its own scheme alone", async () => {
    const proxy = await proxyServer();
    const { url, caFile } = await tlsServer();
    expect(await ask(url, ["--ca-file", caFile], { HTTP_PROXY: proxy.url })).toEqual(fine);
    expect(await ask((await answer()).url, [], { HTTPS_PROXY: proxy.url })).toEqual(fine);
    expect(proxy.requests()).toEqual([]);
  });

  it.each(["127.0.0.1", "*", "a.example,127.0.0.1", "HOST:PORT"])(
    "is left aside for NO_PROXY=%s",
    async (entry) => {
      const proxy = await proxyServer();
      const { url } = await answer();
      const env = { HTTP_PROXY: proxy.url, NO_PROXY: entry.replace("HOST:PORT", new URL(url).host) };
      expect(await ask(url, [], env)).toEqual(fine);
      expect(proxy.requests()).toEqual([]);
    },
  );

  it.each([
    ["plain requests", "HTTP_PROXY"],
    ["tunnels", "HTTPS_PROXY"],
  ])("that demands a login gets it from its URL, for %s, and it is never shown", async (_what, variable) => {
    const login = { username: "fay", password: "canary-s3cret" };
    const proxy = await proxyServer(login);
    const tls = variable === "HTTPS_PROXY" ? await tlsServer() : undefined;
    const url = tls?.url ?? (await answer()).url;
    const flags = tls === undefined ? [] : ["--ca-file", tls.caFile];
    const withLogin = (password: string) => proxy.url.replace("//", `//fay:${password}@`);

    const traced = await ask(url, ["--debug", ...flags], { [variable]: withLogin(login.password) });
    expect(traced).toMatchObject({ code: 0, stdout: '{"ok":true}' });
    expect(traced.stderr).not.toMatch(/canary/);
    const without = await ask(url, flags, { [variable]: proxy.url });
    expect(without.code).toBe(9);
    expect(without.stderr).toContain(`the proxy ${proxy.url} (${variable}) answered 407`);
    expect(without.stderr).toContain(`${variable}: USER:PASSWORD@127.0.0.1:`);
    const wrong = await ask(url, flags, { [variable]: withLogin("canary-wrong") });
    // tinyproxy answers a wrong login with 401, as if it were the server: in a tunnel alone it can be told from one.
    expect(wrong.code).toBe(tls === undefined ? 4 : 9);
    expect(wrong.stderr).not.toMatch(/canary/);
  });

  it.each([
    ["plain requests", "HTTP_PROXY", "http://127.0.0.1:9"],
    ["tunnels", "HTTPS_PROXY", "https://127.0.0.1:9"],
  ])("that is down is named, for %s", async (_what, variable, url) => {
    const proxy = `http://127.0.0.1:${await freePort()}`;
    const { code, stderr } = await ask(url, [], { [variable]: proxy.replace("//", "//fay:canary@") });
    expect(code).toBe(9);
    expect(stderr).toContain(`the proxy ${proxy} (${variable}): connection refused`);
    expect(stderr).not.toMatch(/canary/);
  });

  it("whose URL makes no sense is refused by its variable's name", async () => {
    const ended = await ask("http://127.0.0.1:9", [], { HTTP_PROXY: "ftp://fay:canary@h" });
    expect(ended).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(/HTTP_PROXY: only http and https/),
    });
    expect(ended.stderr).not.toMatch(/canary/);
  });

  it("passes writes on, each over a connection of its own", async () => {
    const proxy = await proxyServer();
    const server = await answer();
    const env = {
      ...{ HOME: home, OS_AUTH_TYPE: "admin_token", OS_TOKEN: "gAAAAAcanaryToken", OS_ENDPOINT: server.url },
      HTTP_PROXY: proxy.url,
    };
    expect(await startProgram(["api", "scope", "POST", "/x", "-F", "a=1"], { env }).ended).toEqual(fine);
    expect(server.requests).toEqual(["POST /x"]);
  });
});
