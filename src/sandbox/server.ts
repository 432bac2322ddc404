import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { sandboxApp } from "./app.ts";
import { FileClock } from "./clock.ts";
import type { Controls } from "./control-routes.ts";
import { Faults } from "./faults.ts";
import { listen } from "./listen.ts";
import { removeRunFile, writeRunFile } from "./run-file.ts";
import { claimStateDirectory, clockFileName } from "./state-directory.ts";
import { Stores } from "./stores.ts";
import type { ArrayStyle, CloudkittyVersion, Surroundings } from "./system.ts";
import { systems } from "./systems.ts";

export interface SandboxOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** The directory that keeps everything; made when it is not there. */
  readonly state: string;
  /** Where the sandbox's time begins, in milliseconds since the epoch; without it, where it was, or real time. */
  readonly clock?: number;
  /** Which CloudKitty to be like; 25 unless told. */
  readonly cloudkittyVersion?: CloudkittyVersion;
  /** How many rating scopes a new state has; 24 unless told. */
  readonly scopes?: number;
  /** How long a Keystone token lives; 3600 unless told. */
  readonly tokenSeconds?: number;
  /** How long a token of the reporting server lives; 900 unless told. */
  readonly rptTokenSeconds?: number;
  /** How long a token of Seer Box lives; 1800 unless told. */
  readonly seerTokenSeconds?: number;
  /** The only way in which Seer Box understands several values of one parameter; brackets unless told. */
  readonly arrayStyle?: ArrayStyle;
  /** How many entries each of Opsera's audit logs is seeded with; 48 unless told. */
  readonly auditEntries?: number;
  /** How many hosts, clusters and checks Shinken watches; 184 unless told. */
  readonly elements?: number;
}

export interface Sandbox {
  readonly url: string;
  readonly port: number;
  /** The variables that point rptctl at it. */
  readonly environment: Record<string, string>;
  /** Resolves when it has ended, by `close` or by the control route. */
  readonly closed: Promise<void>;
  /** Ends it; the state stays on disk. */
  close(): Promise<void>;
}

/**
 * Starts the sandbox on 127.0.0.1 and resolves when it answers. Throws a Fault that names the flag for a port that is
 * taken, and the directory for a state that cannot be used.
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const release = await claimStateDirectory(options.state);
  try {
    return await start(options, release);
  } catch (error) {
    release();
    throw error;
  }
}

async function start(options: SandboxOptions, release: () => void): Promise<Sandbox> {
  const { state } = options;
  const clock = new FileClock(join(state, clockFileName), options.clock);
  const stores = new Stores(state);
  const faults = new Faults();
  const startedAt = new Date().toISOString();
  const controlToken = randomBytes(24).toString("base64url");
  const closing = new AbortController();
  let url = "";

  const surroundings: Surroundings = {
    clock,
    settings: {
      cloudkittyVersion: options.cloudkittyVersion ?? 25,
      tokenSeconds: options.tokenSeconds ?? 3600,
      rptTokenSeconds: options.rptTokenSeconds ?? 900,
      scopes: options.scopes,
      seerTokenSeconds: options.seerTokenSeconds ?? 1800,
      arrayStyle: options.arrayStyle ?? "brackets",
      auditEntries: options.auditEntries ?? 48,
      elements: options.elements ?? 184,
    },
    url: () => url,
    open: (name, seed) => stores.open(name, seed),
  };
  const controls: Controls = {
    token: controlToken,
    faults,
    status: () => ({
      url,
      startedAt,
      clock: new Date(clock.now()).toISOString(),
      systems: systems.map(({ name, prefix }) => ({ name, url: url + prefix })),
      faults: faults.list(),
      environment: environmentAt(url),
    }),
    advance: (milliseconds) => clock.advance(milliseconds),
    reset: () => {
      faults.clear();
      // First the clock: seeds go by it.
      clock.reset();
      stores.reset();
    },
    stop: () => void close(),
  };

  const { server, port } = await listen(
    sandboxApp(surroundings, controls, closing.signal),
    options.port ?? 0,
  );
  url = `http://127.0.0.1:${port}`;
  const closed = new Promise<void>((resolve) => server.once("close", resolve));
  const close = async () => {
    if (!closing.signal.aborted) {
      closing.abort();
      server.close();
      server.closeAllConnections();
      removeRunFile(state);
      release();
    }
    await closed;
  };
  try {
    writeRunFile(state, { startedAt, port, url, controlToken });
  } catch (error) {
    server.close();
    throw error;
  }
  return { url, port, environment: environmentAt(url), closed, close };
}

function environmentAt(url: string): Record<string, string> {
  return Object.assign({}, ...systems.map((system) => system.environment(url + system.prefix)));
}
