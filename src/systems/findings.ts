import { counted } from "../counted.ts";
import type { Knock } from "../http/knock.ts";
import type { TlsPeer } from "../http/wire.ts";
import type { Examination } from "./examine.ts";

const day = 86_400_000;
const second = 1000;

/** A certificate with fewer days left is warned of. */
export const fewDays = 30;
/** A clock that is further off is warned of, in milliseconds: tokens live by the minute. */
export const farOff = 30 * second;

/** One system's row in `doctor`. Times in milliseconds since the epoch. */
export interface Findings {
  readonly state: "ok" | "warning" | "failed";
  readonly url: string | null;
  readonly reachable: boolean;
  readonly took_ms: number | null;
  readonly tls: {
    readonly version: string;
    readonly expires: number;
    readonly days_left: number;
    readonly issuer: string | null;
  } | null;
  readonly signed_in: boolean;
  readonly user: string | null;
  readonly origin: string | null;
  readonly session_expires: number | null;
  /** Our clock less the server's. */
  readonly clock_ahead_ms: number | null;
  readonly version: string | null;
  readonly problem: string | null;
  readonly hint: string | null;
}

/** What an examination means to a person. Of a system with two servers the certificate that expires first counts, and the clock that is further off. */
export function findingsOf(examination: Examination, url: string | undefined, now: number): Findings {
  const { knocks, signedIn, version, fault } = examination;
  const tls = firstToExpire(knocks);
  const clock = furthestOff(knocks);
  const remarks = [...certificateRemarks(knocks, now), ...clockRemarks(clock)];
  const problems = fault === undefined ? remarks : [fault.message, ...remarks];
  return {
    state: fault !== undefined ? "failed" : remarks.length > 0 ? "warning" : "ok",
    url: signedIn?.url ?? url ?? knocks.at(-1)?.url ?? null,
    reachable: knocks.length > 0 || signedIn !== undefined,
    took_ms: knocks.at(-1)?.took ?? null,
    tls: tls && {
      version: tls.protocol,
      expires: tls.expiresAt,
      days_left: Math.floor((tls.expiresAt - now) / day),
      issuer: tls.issuer ?? null,
    },
    signed_in: signedIn !== undefined,
    user: signedIn?.user ?? null,
    origin: signedIn?.origin ?? null,
    session_expires: signedIn?.expiresAt ?? null,
    clock_ahead_ms: clock?.clockAhead ?? null,
    version: version ?? null,
    problem: problems.length === 0 ? null : problems.join("; "),
    hint: fault === undefined || fault.hints.length === 0 ? null : fault.hints.join("\n"),
  };
}

function firstToExpire(knocks: readonly Knock[]): TlsPeer | null {
  const peers = knocks.flatMap(({ tls }) => tls ?? []);
  return peers.sort((one, other) => one.expiresAt - other.expiresAt)[0] ?? null;
}

function furthestOff(knocks: readonly Knock[]): Knock | undefined {
  const size = ({ clockAhead = -1 }: Knock) => Math.abs(clockAhead);
  return knocks
    .filter(({ clockAhead }) => clockAhead !== undefined)
    .sort((one, other) => size(other) - size(one))[0];
}

function certificateRemarks(knocks: readonly Knock[], now: number): readonly string[] {
  return knocks.flatMap(({ url, tls }) => {
    if (tls === undefined || tls.expiresAt - now >= fewDays * day) return [];
    const days = Math.floor((tls.expiresAt - now) / day);
    const when = days < 0 ? `expired ${counted(-days, "day")} ago` : `expires in ${counted(days, "day")}`;
    return [`the certificate of ${new URL(url).host} ${when}`];
  });
}

function clockRemarks(knock: Knock | undefined): readonly string[] {
  const ahead = knock?.clockAhead ?? 0;
  if (knock === undefined || Math.abs(ahead) <= farOff) return [];
  const seconds = Math.round(Math.abs(ahead) / second);
  return [
    `this machine's clock is ${seconds}s ${ahead > 0 ? "ahead of" : "behind"} that of ${new URL(knock.url).host}`,
  ];
}
