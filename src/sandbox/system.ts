import type { HttpBindings } from "@hono/node-server";
import type { Hono } from "hono";
import type { Clock } from "./clock.ts";
import type { Store } from "./store.ts";

/** What a handler finds in hono's context beside the request. */
export interface Env {
  Bindings: HttpBindings;
  Variables: {
    /** Set by a system whose real server sends no length and ends a body by closing the connection. */
    endsByClosing?: true;
  };
}

export type Routes = Hono<Env>;

/** The CloudKitty releases whose scope API differs in what a client sees: Debian 12's, Debian 13's, and 2026's newest. */
export type CloudkittyVersion = 17 | 22 | 25;

/** The ways to write several values of one query parameter: `a=1&a=2`, `a[]=1&a[]=2`, `a=1,2`. */
export type ArrayStyle = "repeat" | "brackets" | "comma";

/** What the caller of startSandbox may choose; it holds until the sandbox is started again. */
export interface Settings {
  readonly cloudkittyVersion: CloudkittyVersion;
  /** How long a Keystone token lives, in seconds. */
  readonly tokenSeconds: number;
  /** How long a token of the reporting server lives, in seconds. */
  readonly rptTokenSeconds: number;
  /** How many rating scopes to seed; undefined: the number the state was made with, or the usual one. */
  readonly scopes: number | undefined;
  /** How long a token of Seer Box lives, in seconds. */
  readonly seerTokenSeconds: number;
  /** The only way in which Seer Box understands several values of one parameter. */
  readonly arrayStyle: ArrayStyle;
  /** How many entries each of Opsera's two audit logs is seeded with. */
  readonly auditEntries: number;
  /** How many hosts, clusters and checks Shinken watches. */
  readonly elements: number;
}

/** What a system is given to live in. */
export interface Surroundings {
  readonly clock: Clock;
  readonly settings: Settings;
  /** `http://127.0.0.1:PORT`; known from the first request on. */
  url(): string;
  /**
   * The store of that name: read from its file, or made by `seed`. A second call with the name returns the same store.
   * On a reset `seed` is called again, with the state that is being given up.
   */
  open<State extends object>(name: string, seed: (previous: State | undefined) => State): Store<State>;
}

/** One system of the sandbox: everything about it lives in its folder, and systems.ts lists it. */
export interface System {
  readonly name: string;
  /** The path under which all its routes lie, with no slash at the end. */
  readonly prefix: string;
  routes(surroundings: Surroundings): Routes;
  /** The variables that point rptctl at it; `url` is that of its prefix. */
  environment(url: string): Record<string, string>;
}
