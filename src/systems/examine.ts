import { Fault } from "../errors.ts";
import type { Api } from "../http/api.ts";
import { type Knock, knock } from "../http/knock.ts";
import type { SignedIn, SystemSession } from "./system.ts";

/** What became known of one system. What comes after the first failure is not known. */
export interface Examination {
  /** One for each server: where the sign-in begins, then the base URL where that is another one. */
  readonly knocks: readonly Knock[];
  readonly signedIn: SignedIn | undefined;
  readonly version: string | undefined;
  readonly fault: Fault | undefined;
}

/** With what a system is examined. */
export interface Examiner {
  readonly session: SystemSession;
  readonly api: Api;
  /** The base URL, where it is known before anybody signs in. */
  readonly url: string | undefined;
  now(): number;
}

/** Reaches a system's servers, signs in, and asks for the version. Faults are kept; whatever ends the whole command is thrown. */
export async function examine(examiner: Examiner): Promise<Examination> {
  const { session, api } = examiner;
  const knocks: Knock[] = [];
  let signedIn: SignedIn | undefined;
  let version: string | undefined;
  let fault: Fault | undefined;
  try {
    const door = session.probe?.door?.() ?? examiner.url;
    if (door !== undefined) knocks.push(await knock(session.sender, door, examiner.now));
    signedIn = await session.signIn();
    if (isElsewhere(signedIn.url, knocks))
      knocks.push(await knock(session.sender, signedIn.url, examiner.now));
    version = await session.probe?.version?.(api).catch(unlessFinal);
  } catch (error) {
    fault = kept(error).with({ system: api.system });
  }
  return { knocks, signedIn, version, fault };
}

/** A version that is not told makes no system ill. */
function unlessFinal(error: unknown): undefined {
  kept(error);
}

function isElsewhere(url: string, knocks: readonly Knock[]): boolean {
  return knocks.every((each) => new URL(each.url).origin !== new URL(url).origin);
}

function kept(error: unknown): Fault {
  if (error instanceof Fault && !error.isInterruption) return error;
  throw error;
}
