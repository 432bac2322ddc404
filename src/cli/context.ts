import type { Config } from "../config/config.ts";
import type { SystemSettings } from "../config/system.ts";
import type { SystemName } from "../config/systems.ts";
import type { Credential } from "../credentials/sources.ts";
import type { CredentialStore } from "../credentials/store.ts";
import type { Fault } from "../errors.ts";
import type { Api } from "../http/api.ts";
import type { Tone } from "../output/result.ts";
import type { Connected, SystemSession } from "../systems/system.ts";
import type { Person } from "../terminal/person.ts";
import type { Progress } from "../terminal/progress.ts";
import type { World } from "../world.ts";

/** A line of text and what it means. */
export interface TonedLine {
  readonly text: string;
  readonly tone?: Tone;
}

/** What became of several items that were worked on one by one. */
export interface Outcomes<T, R> {
  readonly done: readonly { readonly item: T; readonly result: R }[];
  readonly failed: readonly Fault[];
}

/** What a command is given beside its own input. */
export interface Context {
  readonly world: Readonly<World>;
  readonly timezone: string;
  /** `--limit`: no more rows than this are wanted. */
  readonly limit: number | undefined;
  readonly dryRun: boolean;
  /** The form that the result will be printed in; `json` too where `--jq` filters it. */
  readonly format: string;
  /** The form that the line itself asks for, by -o or --jq, whatever is configured. */
  readonly formatAsked: string | undefined;
  /** The name of the context in use, and undefined where everything comes from the environment. */
  readonly contextName: string | undefined;
  /** What --context or RPTCTL_CONTEXT names, also where there is no such context yet. */
  readonly contextAsked: string | undefined;
  /** The system's API, signed in when its first request needs it. @throws Fault config where no URL is known. */
  api(system: SystemName): Promise<Api>;
  /** What is configured of a system. @throws Fault config where no URL is known. */
  settings(system: SystemName): Promise<SystemSettings>;
  /** The sign-in of a system: for `auth` and `doctor`. */
  session(system: SystemName): Promise<SystemSession>;
  /** A connection of its own, with what is configured; with a credential: that one and no other is used, and nothing is kept. */
  connect(system: SystemName, credential?: Credential): Promise<Connected>;
  /**
   * The same call as it would be under a configuration that is not written yet. Of the system that is set up, nothing else says where it
   * is: its variables in the environment are left out.
   */
  tryOut(config: Config, name: string, system: SystemName): Context;
  /** The contexts and settings, read once. */
  config(): Promise<Config>;
  store(): Promise<CredentialStore>;
  /** Says a sentence on stderr, unless `--quiet`. */
  note(text: string): void;
  /** Says a sentence on stderr that even `--quiet` does not hide. */
  warn(text: string): void;
  /** Says a sentence on stderr under `--verbose` and `--debug`. */
  detail(text: string): void;
  /** Shows lines on stderr, unless `--quiet`; in colour on a terminal. */
  show(lines: readonly TonedLine[]): Promise<void>;
  /** A line on the terminal that says how far something is; one that says nothing where there is no terminal, or nobody wants it. */
  progress(text: string): Promise<Progress>;
  /** Who can be asked; undefined where there is no terminal, and with `--no-input`. */
  readonly person: Person | undefined;
  /**
   * Asks on a terminal; passes with `--yes` and `--dry-run`. What concerns more than one thing is confirmed by typing how many.
   * @throws Fault usage where nobody can be asked or the answer is no.
   */
  confirm(question: string, count?: number): Promise<void>;
  /**
   * Does one thing after another, or some at a time; what fails is kept, and the others go on. Outcomes come in the items'
   * order. Under --dry-run it plans them all.
   */
  each<T, R>(items: Iterable<T>, work: (item: T) => Promise<R>, atOnce?: number): Promise<Outcomes<T, R>>;
  /** The text of a file, or of stdin for `-`. @throws Fault usage that names the flag. */
  readInput(flag: string, path: string): Promise<string>;
}
