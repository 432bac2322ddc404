import type { SystemSettings } from "../config/system.ts";
import type { SystemName } from "../config/systems.ts";
import type { Sessions } from "../credentials/sessions.ts";
import type { Credential } from "../credentials/sources.ts";
import type { Api } from "../http/api.ts";
import type { Connection } from "../http/connection.ts";
import type { Paging } from "../http/raw-pages.ts";
import type { Redactor } from "../http/redactor.ts";
import type { Sender } from "../http/send.ts";
import type { TlsSettings } from "../http/wire.ts";
import type { World } from "../world.ts";
import type { Attention } from "./attention.ts";

/** What a system is connected with. */
export interface Setup {
  readonly world: World;
  readonly contextName: string | undefined;
  /** The context was named on the command line. */
  readonly explicitContext: boolean;
  /** The context's values overlaid by the environment's. */
  readonly settings: SystemSettings;
  /** Aborted when the work is to end. */
  readonly signal: AbortSignal;
  /** The secret that the environment holds, if it does: then nothing is kept on disk. */
  environmentCredential(): Promise<Credential | undefined>;
  /** Where the user's secret comes from, in order; looked for only when it is needed. */
  credential(): Promise<Credential | undefined>;
  readonly sessions: Sessions;
  readonly redactor: Redactor;
  /** A sender that trusts what the flags and these settings say. */
  sender(tls?: Partial<TlsSettings>): Promise<Sender>;
  note(text: string): void;
  /** Says a sentence that even `--quiet` does not hide. */
  warn(text: string): void;
}

/** Who is signed in where, as `auth status` and `doctor` tell it. */
export interface SignedIn {
  readonly url: string;
  readonly user: string | undefined;
  /** Where the secret came from. */
  readonly origin: string;
  /** Milliseconds since the epoch; undefined where the token does not say. */
  readonly expiresAt: number | undefined;
}

/** How `doctor` gets to know a system's servers. */
export interface Probe {
  /** Where the sign-in begins, where that may be another server than the base URL's. @throws Fault config */
  door?(): string | undefined;
  /** What the server says of its version, asked signed in; undefined where it does not tell. */
  version?(api: Api): Promise<string | undefined>;
}

/** One system in one context: its connection, and its sign-in. */
export interface SystemSession {
  readonly connection: Connection;
  readonly sender: Sender;
  /** How its lists are paged; absent where they come whole. */
  readonly paging?: Paging;
  /** Signs in (or finds the kept session good) and tells who is signed in. */
  signIn(options?: { anew?: boolean }): Promise<SignedIn>;
  /** The token as requests carry it, for `auth token`. */
  token(): Promise<string>;
  /** Ends the kept session, on the server too where it can be; false where there was none. */
  signOut(): Promise<boolean>;
  /** What `doctor` may ask beside the sign-in. */
  readonly probe?: Probe;
  /** Ends what was opened for this call alone, when the call is over; also after an interruption. Never throws. */
  end?(): Promise<void>;
}

export interface System {
  readonly name: SystemName;
  connect(setup: Setup): Promise<SystemSession>;
  /** Its part of `status`, loaded only for that; absent where nothing of it waits for a person. */
  attention?(): Promise<Attention>;
}

/** A system's connection, and the configuration that it was made from. */
export interface Connected {
  readonly session: SystemSession;
  readonly settings: SystemSettings;
}
