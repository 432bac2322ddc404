import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { type Ended, lastLine, runScript } from "./script.ts";
import { mustRun, type Skipped, saySkipped } from "./skip.ts";

const script = fileURLToPath(new URL("cloudkitty.sh", import.meta.url));

/** Releases of CloudKitty that can run side by side: Debian 12's, and the newest. */
export type StackVersion = 17 | 25;

export const stackVersions: readonly StackVersion[] = [17, 25];

/** The environment variable that holds the process id of the whole test run. */
export const runVariable = "RPTCTL_REAL_RUN";

/** A Keystone user, and the project that its clouds.yaml entry names. */
export interface StackUser {
  readonly id: string;
  readonly name: string;
  readonly password: string;
  /** The domain's name, of the user and of the project alike. */
  readonly domain: string;
  readonly project: string;
  readonly projectId: string;
}

export interface StackCredential {
  readonly id: string;
  readonly name: string;
  readonly secret: string;
  readonly user: string;
  readonly project: string;
}

/**
 * - `admin` and `carol` may do everything (carol is admin on acme and on demo, and has no default project)
 * - `dana` too, from a domain of her own, with a password that is hard to quote
 * - `alice` (member) and `bob` (reader) get 403 from CloudKitty
 * - `nobody` has no role: Keystone answers 401
 */
export type UserName = "admin" | "alice" | "bob" | "carol" | "dana" | "nobody";

/** `scope-get-cred` may only GET /v2/scope; `expired-cred` has expired. Each is an entry of clouds.yaml as well. */
export type CredentialName = "admin-cred" | "alice-cred" | "scope-get-cred" | "expired-cred";

/** A Keystone and a CloudKitty that run on loopback. */
export interface Stack {
  /** Of CloudKitty's Debian package, such as `17.0.0-3`. */
  readonly version: string;
  /** Keystone's, with `/v3`. */
  readonly authUrl: string;
  /** CloudKitty's, as the catalog has it. */
  readonly ratingUrl: string;
  readonly region: string;
  /** A file with an entry for every user and every application credential. */
  readonly cloudsYaml: string;
  readonly users: Readonly<Record<UserName, StackUser>>;
  readonly applicationCredentials: Readonly<Record<CredentialName, StackCredential>>;
  /** Replaces all scopes by `count` ones that are the same every time (see cloudkitty/seed.py). */
  seed(count: number): Promise<void>;
  /** A new token; rejects with Keystone's answer when it refuses. */
  token(name?: UserName | CredentialName): Promise<string>;
}

export interface StackOptions {
  /** Scopes to begin with; 25. */
  readonly scopes?: number;
  /** Seconds that a token lives; 3600. */
  readonly tokenTtl?: number;
  /** Installs the `openstack` and `cloudkitty` commands as well. */
  readonly client?: boolean;
}

/**
 * A real Keystone and CloudKitty: installed and initialised where they never ran (minutes), started where they do not
 * run (seconds), else used as they are; the scopes are seeded anew. They are left running for the next test file:
 * `global-setup.ts` ends them after the last one. To be awaited at the top of a test file, so that its tests can be skipped.
 *
 * Where the machine cannot run them (not root, not Debian 12), or they fail to start outside continuous integration,
 * says so in one line on stderr and resolves to the reason. In continuous integration a failed start rejects.
 */
export async function startStack(
  version: StackVersion,
  options: StackOptions = {},
): Promise<Stack | Skipped> {
  const tokenTtl = String(options.tokenTtl ?? 3600);
  const run = process.env[runVariable];
  const args = ["up", ...(options.client ? ["--with-client"] : []), ...(run ? ["--for", run] : [])];
  const started = await cloudkitty(version, args, { tokenTtl });
  if (started.code !== 0) {
    const reason = lastLine(started);
    if (started.code !== 3 && mustRun)
      throw new Error(`CloudKitty ${version} does not start\n${started.stderr}`);
    saySkipped("CloudKitty", reason);
    return { skipped: reason };
  }
  const facts = JSON.parse(await readFile(started.stdout.trim(), "utf8")) as Omit<Stack, "seed" | "token">;
  const command = async (...args: string[]): Promise<string> => {
    const ended = await cloudkitty(version, args);
    if (ended.code !== 0) throw new Error(lastLine(ended));
    return ended.stdout.trim();
  };
  const stack: Stack = {
    ...facts,
    seed: async (count) => void (await command("seed", String(count))),
    token: (name = "admin") => command("token", name),
  };
  await stack.seed(options.scopes ?? 25);
  return stack;
}

/** Ends a stack that nobody but this test run uses; its databases stay for a quick start. */
export async function releaseStack(version: StackVersion, run: number): Promise<void> {
  const ended = await cloudkitty(version, ["release", String(run)]);
  if (ended.code !== 0) throw new Error(ended.stderr);
}

function cloudkitty(version: StackVersion, args: string[], more: { tokenTtl?: string } = {}): Promise<Ended> {
  return runScript(script, args, {
    CK_VERSION: String(version),
    // A caller's own choice of these would make the versions share one state.
    CK_STATE: undefined,
    CK_PORT_BASE: undefined,
    KEYSTONE_TOKEN_TTL: more.tokenTtl,
  });
}
