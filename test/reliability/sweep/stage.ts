import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { Readable } from "node:stream";
import { main } from "../../../src/main.ts";
import { writeRunFile } from "../../../src/sandbox/run-file.ts";
import { memoryWorld } from "../../output/memory-world.ts";
import { type Arrived, FaultingProxy, type Meets, meetsOf, type Plan, type Play } from "./faulting-proxy.ts";
import type { Invocation } from "./invocations.ts";
import { Elsewhere, hostOf } from "./loopback.ts";
import { controlToken, type MemorySandbox, memorySandbox } from "./memory-sandbox.ts";
import { timeOfRun, VirtualTime } from "./virtual-time.ts";

/** When every run begins. */
export const beginning = Date.parse("2026-11-22T12:00:00Z");

/** After so long a run that goes on is taken for one that never ends: milliseconds of real time. */
const patience = 60_000;

/** One run of the program. */
export interface Run {
  readonly argv: readonly string[];
  readonly meets?: Meets | undefined;
  /** Connections that are refused are accepted again after the next pause. */
  readonly mends?: boolean;
  readonly random?: () => number;
}

/** What a run left behind. */
export interface Ended {
  /** Undefined where it did not end. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  /** The requests that arrived. */
  readonly arrived: readonly Arrived[];
  /** The files below its home, by their relative paths, before and after. */
  readonly before: ReadonlyMap<string, Buffer>;
  readonly files: ReadonlyMap<string, Buffer>;
  /** How many requests came to the origin that redirects lead to. */
  readonly strayed: number;
  /** Milliseconds of its own time. */
  readonly took: number;
}

/** Somewhere to run the program, one run after another: a sandbox, and the proxy before it. */
export class Stage {
  readonly #proxy: FaultingProxy;
  readonly #sandbox: MemorySandbox;
  readonly #elsewhere: Elsewhere;
  #time = new VirtualTime(beginning);
  /** Tells a run's requests from those of the one before that are still on their way. */
  #number = 0;

  private constructor(proxy: FaultingProxy, elsewhere: Elsewhere, sandbox: (stage: Stage) => MemorySandbox) {
    this.#proxy = proxy;
    this.#elsewhere = elsewhere;
    this.#sandbox = sandbox(this);
  }

  /** `number` tells stages of one process apart. */
  static async open(number: number): Promise<Stage> {
    const host = hostOf(number);
    const elsewhere = await Elsewhere.start(host);
    const proxy = await FaultingProxy.start(host, elsewhere.url);
    let stage: Stage | undefined;
    const clock = { now: () => stage?.now() ?? beginning };
    const sandbox = await memorySandbox(clock, proxy.url);
    proxy.leadTo(sandbox.port);
    stage = new Stage(proxy, elsewhere, () => sandbox);
    return stage;
  }

  now(): number {
    return this.#time.now();
  }

  /** Runs the program once, from the beginning of the sandbox's world; nothing of it stays. */
  async run(invocation: Invocation, argv: readonly string[], plan?: Plan): Promise<Ended> {
    const meets = plan === undefined ? undefined : meetsOf(plan);
    return (await this.runs(invocation, [{ argv, meets, mends: !plan?.always }]))[0]!;
  }

  /** The same for several runs, one after another in the same world. */
  async runs(invocation: Invocation, runs: readonly Run[]): Promise<readonly Ended[]> {
    const home = mkdtempSync(join(tmpdir(), "rptctl-sweep-"));
    try {
      this.#sandbox.rewind();
      this.#time = new VirtualTime(beginning);
      this.#put(home, invocation);
      for (const argv of invocation.before ?? []) await this.#play(home, invocation, { argv });
      const ended: Ended[] = [];
      for (const run of runs) ended.push(await this.#play(home, invocation, run));
      return ended;
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  }

  close(): void {
    this.#proxy.close();
    this.#sandbox.close();
    this.#elsewhere.close();
  }

  #put(home: string, { files = {}, config }: Invocation): void {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(home, name)), { recursive: true });
      writeFileSync(join(home, name), content);
    }
    mkdirSync(join(home, ".config"), { mode: 0o700 });
    if (config !== undefined) {
      writeFileSync(join(home, ".config", "config.yaml"), config(this.#sandbox.environment), { mode: 0o600 });
    }
    const state = join(home, ".sandbox");
    mkdirSync(state, { mode: 0o700 });
    const { url } = this.#proxy;
    const port = Number(new URL(url).port);
    writeRunFile(state, { startedAt: new Date(beginning).toISOString(), port, url, controlToken });
  }

  async #play(
    home: string,
    { env = {}, bare = false, stdin = "" }: Invocation,
    { argv, meets = () => undefined, mends = true, random = () => 0.5 }: Run,
  ): Promise<Ended> {
    const before = filesBelow(home);
    const time = this.#time;
    const began = time.now();
    const version = `0.0.${this.#number++}`;
    const play: Play = { time, arrived: [], meets, userAgent: `rptctl/${version}` };
    await this.#proxy.begin(play);
    const over = new AbortController();
    const world = {
      ...memoryWorld(),
      version,
      env: {
        ...(bare ? {} : this.#sandbox.environment),
        RPTCTL_CONFIG_DIR: join(home, ".config"),
        RPTCTL_SANDBOX_STATE: join(home, ".sandbox"),
        RPTCTL_KEYRING: "off",
        TZ: "UTC",
        ...env,
      },
      home,
      cwd: home,
      stdin: { isTTY: false, stream: Readable.from(stdin === "" ? [] : [Buffer.from(stdin)]) },
      now: () => time.now(),
      random,
      signal: over.signal,
      sleep: async (milliseconds: number, signal?: AbortSignal) => {
        signal?.throwIfAborted();
        time.advance(milliseconds);
        if (mends) await this.#proxy.accept();
        await new Promise(setImmediate);
        signal?.throwIfAborted();
      },
    };
    const strayed = this.#elsewhere.count;
    let guard: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => {
      guard = setTimeout(() => {
        over.abort(new Error("it did not end"));
        resolve(undefined);
      }, patience);
    });
    const code = await Promise.race([timeOfRun.run(time, () => main(argv, world)), late]);
    clearTimeout(guard);
    return {
      code,
      stdout: world.stdout.text,
      stderr: world.stderr.text,
      arrived: play.arrived,
      before,
      files: filesBelow(home),
      strayed: this.#elsewhere.count - strayed,
      took: time.now() - began,
    };
  }
}

function filesBelow(home: string): ReadonlyMap<string, Buffer> {
  const found = readdirSync(home, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = found.map(({ parentPath, name }): [string, Buffer] => {
    const path = join(parentPath, name);
    return [relative(home, path), readFileSync(path)];
  });
  // What is only there to be read sooner may be missing at any time.
  return new Map(files.filter(([path]) => !path.endsWith("config.yaml.parsed")));
}
