import { expect, it } from "vitest";
import { Fault } from "../../src/errors.ts";
import type { Knock } from "../../src/http/knock.ts";
import type { Examination } from "../../src/systems/examine.ts";
import { findingsOf } from "../../src/systems/findings.ts";

const now = Date.parse("2026-11-22T12:00:00Z");
const day = 86_400_000;

const knock = (host: string, days: number | undefined, clockAhead: number | undefined): Knock => ({
  url: `https://${host}/x`,
  took: 5,
  clockAhead,
  tls: days === undefined ? undefined : { protocol: "TLSv1.2", expiresAt: now + days * day, issuer: "CA" },
});
const found = (knocks: readonly Knock[], more: Partial<Examination> = {}) =>
  findingsOf({ knocks, signedIn: undefined, version: undefined, fault: undefined, ...more }, undefined, now);

it.each<[string, Knock[], number | null, number | null, string | null]>([
  ["the first of two to expire", [knock("a", 90, 0), knock("b", 40, 0)], 40, 0, null],
  ["the same the other way round", [knock("a", 40, 0), knock("b", 90, 0)], 40, 0, null],
  ["one with TLS beside one without", [knock("a", undefined, 0), knock("b", 90, 0)], 90, 0, null],
  ["none with TLS", [knock("a", undefined, 0)], null, 0, null],
  ["the clock that is further off", [knock("a", 90, 10), knock("b", 90, -20)], 90, -20, null],
  ["no clock", [knock("a", 90, undefined)], 90, null, null],
  [
    "each of two certificates",
    [knock("a", 3, 0), knock("b", 2, 0)],
    2,
    0,
    "the certificate of a expires in 3 days; the certificate of b expires in 2 days",
  ],
])("tells %s", (_, knocks, days, clock, problem) => {
  const { tls, clock_ahead_ms, ...rest } = found(knocks);
  expect([tls?.days_left ?? null, clock_ahead_ms, rest.problem]).toEqual([days, clock, problem]);
});

it("tells a failure before what it was warned of", () => {
  const fault = new Fault("auth", "refused", { hints: ["one", "two"] });
  expect(found([knock("a", 3, 0)], { fault })).toMatchObject({
    state: "failed",
    reachable: true,
    problem: "refused; the certificate of a expires in 3 days",
    hint: "one\ntwo",
  });
});
