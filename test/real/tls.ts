import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CertificateOptions, makeAuthority } from "./certificates.ts";
import { freePort, startDaemon } from "./daemon.ts";
import { needPackages } from "./packages.ts";
import { type Skipped, saySkipped } from "./skip.ts";

/** An HTTPS server on loopback whose certificate a private authority signed. */
export interface TlsServer {
  /** `https://127.0.0.1:PORT`; `localhost` will do as well. */
  readonly url: string;
  /** The authority's certificate. */
  readonly caFile: string;
  /** A client's certificate, signed by the same authority, and its key. */
  readonly certFile: string;
  readonly keyFile: string;
  stop(): Promise<void>;
}

export interface TlsOptions {
  /** The loopback port that requests are passed on to, over plain HTTP. Without one, every request gets `{"ok":true}`. */
  readonly upstream?: number;
  /** Its own certificate: a good one, one that expired in 2020, or one for another host; good. */
  readonly certificate?: keyof typeof certificates;
  /** Requests without a client certificate get 400. */
  readonly clientCertificate?: boolean;
}

const certificates = {
  good: { names: "DNS:localhost,IP:127.0.0.1" },
  expired: { names: "DNS:localhost,IP:127.0.0.1", expired: true },
  "other-host": { names: "DNS:other.example" },
} as const satisfies Record<string, CertificateOptions>;

/** Starts nginx; where it cannot be had, says so on stderr and resolves to the reason. */
export async function startTlsServer(options: TlsOptions = {}): Promise<TlsServer | Skipped> {
  const reason = await needPackages(["nginx-light", "openssl"]);
  if (reason !== undefined) {
    saySkipped("TLS server", reason);
    return { skipped: reason };
  }
  const directory = await mkdtemp(join(tmpdir(), "rptctl-tls-"));
  const authority = await makeAuthority(directory);
  await authority.issue("server", certificates[options.certificate ?? "good"]);
  const client = await authority.issue("client");
  const port = await freePort();
  const configuration = join(directory, "nginx.conf");
  await writeFile(configuration, nginx(directory, port, options));
  const daemon = await startDaemon("nginx", ["-e", "stderr", "-p", directory, "-c", configuration], port);
  return {
    url: `https://127.0.0.1:${port}`,
    caFile: authority.caFile,
    ...client,
    async stop() {
      await daemon.stop();
      await rm(directory, { recursive: true });
    },
  };
}

function nginx(directory: string, port: number, { upstream, clientCertificate }: TlsOptions): string {
  const answer =
    upstream === undefined
      ? `default_type application/json; return 200 '{"ok":true}';`
      : `proxy_pass http://127.0.0.1:${upstream}; proxy_set_header Host $http_host; proxy_buffering off;`;
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  return `
daemon off;
pid nginx.pid;
worker_processes 1;
error_log stderr;
# The temporary directory is the starter's alone, so a worker must not become www-data.
${process.getuid?.() === 0 ? "user root;" : ""}
events {}
http {
  access_log off;
  ${temporary.map((kind) => `${kind}_temp_path ${join(directory, kind)};`).join("\n  ")}
  server {
    listen 127.0.0.1:${port} ssl;
    ssl_certificate server.pem;
    ssl_certificate_key server.key;
    ${clientCertificate ? "ssl_client_certificate ca.pem; ssl_verify_client on;" : ""}
    client_max_body_size 0;
    location / { ${answer} }
  }
}
`;
}
