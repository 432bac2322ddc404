import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { sandboxApp } from "../../../src/sandbox/app.ts";
import type { Clock } from "../../../src/sandbox/clock.ts";
import { Faults } from "../../../src/sandbox/faults.ts";
import type { Store } from "../../../src/sandbox/store.ts";
import { systems } from "../../../src/sandbox/systems.ts";

/** What the control routes of such a sandbox ask for. */
export const controlToken = "control-token-of-the-sweep";

/** The sandbox with its state in memory, so that it can be taken back to its beginning thousands of times. */
export interface MemorySandbox {
  readonly port: number;
  /** The variables that point rptctl at it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Nothing has happened. */
  rewind(): void;
  close(): void;
}

class MemoryStore<State extends object> implements Store<State> {
  readonly #seed: string;
  #state: State;
  #changed = false;

  constructor(seed: State) {
    this.#seed = JSON.stringify(seed);
    this.#state = seed;
  }

  get state(): Readonly<State> {
    return this.#state;
  }

  change<T>(change: (state: State) => T): T {
    const before = JSON.stringify(this.#state);
    this.#changed = true;
    try {
      return change(this.#state);
    } catch (error) {
      this.#state = JSON.parse(before);
      throw error;
    }
  }

  rewind(): void {
    if (this.#changed) this.#state = JSON.parse(this.#seed);
    this.#changed = false;
  }
}

/** `url` is where its clients reach it, which is what it says of itself. */
export async function memorySandbox(clock: Clock, url: string): Promise<MemorySandbox> {
  const stores = new Map<string, MemoryStore<object>>();
  const environment = Object.assign(
    {},
    ...systems.map((system) => system.environment(url + system.prefix)),
  ) as Record<string, string>;
  const faults = new Faults();
  const rewind = () => {
    faults.clear();
    for (const store of stores.values()) store.rewind();
  };
  const status = () => ({
    url,
    startedAt: new Date(clock.now()).toISOString(),
    clock: new Date(clock.now()).toISOString(),
    systems: systems.map(({ name, prefix }) => ({ name, url: url + prefix })),
    faults: faults.list(),
    environment,
  });
  const app = sandboxApp(
    {
      clock,
      settings: {
        cloudkittyVersion: 25,
        tokenSeconds: 3600,
        rptTokenSeconds: 900,
        scopes: 24,
        seerTokenSeconds: 1800,
        arrayStyle: "brackets",
        auditEntries: 48,
        elements: 40,
      },
      url: () => url,
      open<State extends object>(name: string, seed: (previous: State | undefined) => State) {
        const store = stores.get(name) ?? new MemoryStore<object>(seed(undefined));
        stores.set(name, store);
        // A name stands for one type: that of the system that opens it.
        return store as unknown as Store<State>;
      },
    },
    { token: controlToken, faults, status, advance: () => {}, reset: rewind, stop: () => {} },
    new AbortController().signal,
  );
  const server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false }));
  await listening(server);
  return {
    port: (server.address() as AddressInfo).port,
    environment,
    rewind,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function listening(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
}
