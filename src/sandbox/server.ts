import { randomBytes } from "node:crypto";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import { errnoOf, Fault, messageOf, usage } from "../errors.ts";
import { Clock } from "./clock.ts";
import { controlRoutes } from "./control-routes.ts";
import { Faults } from "./faults.ts";
import { removeRunFile, writeRunFile } from "./run-file.ts";
import { claimStateDirectory, clockFileName } from "./state-directory.ts";
import { Store } from "./store.ts";
import type { CloudkittyVersion, Env, Surroundings } from "./system.ts";
import { systems } from "./systems.ts";
import { wire } from "./wire.ts";

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
  const clock = new Clock(join(state, clockFileName), options.clock);
  const stores = new Map<string, Store<object>>();
  const faults = new Faults();
  const closing = new AbortController();
  let url = "";
  const surroundings: Surroundings = {
    clock,
    settings: {
      cloudkittyVersion: options.cloudkittyVersion ?? 25,
      tokenSeconds: options.tokenSeconds ?? 3600,
      scopes: options.scopes,
    },
    url: () => url,
    open: <State extends object>(name: string, seed: (previous: State | undefined) => State) => {
      const store =
        (stores.get(name) as Store<State> | undefined) ?? new Store(join(state, `${name}.json`), seed);
      stores.set(name, store as unknown as Store<object>);
      return store;
    },
  };

  const startedAt = new Date().toISOString();
  const controlToken = randomBytes(24).toString("base64url");
  const app = new Hono<Env>();
  app.route(
    "/_sandbox",
    controlRoutes({
      token: controlToken,
      faults,
      status: () => ({
        url,
        startedAt,
        clock: new Date(clock.now()).toISOString(),
        systems: systems.map(({ name, prefix }) => ({ name, url: url + prefix })),
        faults: faults.list(),
      }),
      advance: (milliseconds) => clock.advance(milliseconds),
      reset: () => {
        faults.clear();
        clock.reset();
        for (const store of stores.values()) store.reset();
      },
      stop: () => void close(),
    }),
  );
  app.use(wire(faults, closing.signal));
  for (const system of systems) app.route(system.prefix, system.routes(surroundings));
  app.notFound((c) =>
    c.text(`no system here; they are at ${systems.map(({ prefix }) => prefix).join(", ")}\n`, 404),
  );
  app.onError((error, c) => c.text(`the sandbox failed: ${messageOf(error)}\n`, 500));

  const server = createAdaptorServer({
    fetch: app.fetch,
    // hono would replace the process's own Request and Response by its own.
    overrideGlobalObjects: false,
    // A URL beyond node's usual 16 KiB must arrive: the real server does something strange with it.
    serverOptions: { maxHeaderSize: 256 * 1024 },
  }) as Server;
  const port = await listen(server, options.port ?? 0);
  url = `http://127.0.0.1:${port}`;

  const closed = new Promise<void>((resolve) => server.once("close", resolve));
  const close = async () => {
    if (!closing.signal.aborted) {
      closing.abort();
      removeRunFile(state);
      server.close();
      server.closeAllConnections();
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
  const environment = Object.assign({}, ...systems.map((system) => system.environment(url + system.prefix)));
  return { url, port, environment, closed, close };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error) => {
      const errno = errnoOf(error);
      if (errno === "EADDRINUSE") {
        reject(
          usage(`port ${port} is taken already`, "name another: --port N", "or take a free one: --port 0"),
        );
      } else if (errno === "EACCES") {
        reject(usage(`port ${port} may not be used`, "name one above 1023: --port N"));
      } else
        reject(new Fault("failure", `cannot listen on port ${port}: ${messageOf(error)}`, { cause: error }));
    });
    server.listen(port, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}
