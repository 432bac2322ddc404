import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort, startDaemon } from "./daemon.ts";
import { needPackages } from "./packages.ts";
import { type Skipped, saySkipped } from "./skip.ts";

/** A forward proxy on loopback. */
export interface ForwardProxy {
  /** Without user and password: `http://127.0.0.1:PORT`. */
  readonly url: string;
  readonly port: number;
  /**
   * What it was asked so far, such as `GET http://127.0.0.1:80/` or `CONNECT 127.0.0.1:443`. It writes a request down
   * before it passes it on: an answered one is here. One that it refused with 407 is here too.
   */
  requests(): readonly string[];
  stop(): Promise<void>;
}

export interface ProxyOptions {
  /** Demands Basic authentication: 407 without. */
  readonly login?: { readonly username: string; readonly password: string };
}

/** Starts tinyproxy; where it cannot be had, says so on stderr and resolves to the reason. */
export async function startProxy(options: ProxyOptions = {}): Promise<ForwardProxy | Skipped> {
  const reason = await needPackages(["tinyproxy"]);
  if (reason !== undefined) {
    saySkipped("proxy", reason);
    return { skipped: reason };
  }
  const directory = await mkdtemp(join(tmpdir(), "rptctl-proxy-"));
  const port = await freePort();
  const log = join(directory, "log");
  const lines = [`Port ${port}`, "Listen 127.0.0.1", "Timeout 60", `LogFile "${log}"`, "LogLevel Connect"];
  const { login } = options;
  if (login !== undefined) lines.push(`BasicAuth ${login.username} ${login.password}`);
  await writeFile(join(directory, "tinyproxy.conf"), `${lines.join("\n")}\n`);
  await writeFile(log, "");
  const daemon = await startDaemon("tinyproxy", ["-d", "-c", join(directory, "tinyproxy.conf")], port);
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    requests: () =>
      [...readFileSync(log, "utf8").matchAll(/Request \(file descriptor \d+\): (\S+ \S+) HTTP/g)].map(
        (match) => match[1] ?? "",
      ),
    async stop() {
      await daemon.stop();
      await rm(directory, { recursive: true });
    },
  };
}
