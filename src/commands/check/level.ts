import { usage } from "../../errors.ts";
import { millisDuration } from "../../output/cells.ts";
import type { CheckState } from "../../output/result.ts";

/** Above which a number is a warning, and critical. */
export interface Limits {
  readonly warn: number;
  readonly crit: number;
}

/** The limits that two flags set. @throws Fault usage where what is critical would never be a warning. */
export function limits(warn: number, crit: number, [warnFlag, critFlag] = ["--warn", "--crit"]): Limits {
  if (warn <= crit) return { warn, crit };
  throw usage(
    `${warnFlag} is greater than ${critFlag}`,
    "nothing could be critical without being a warning first",
  );
}

export function levelOf(value: number, { warn, crit }: Limits): CheckState {
  if (value > crit) return "CRITICAL";
  return value > warn ? "WARNING" : "OK";
}

const order: readonly CheckState[] = ["OK", "UNKNOWN", "WARNING", "CRITICAL"];

/** The worst of them; OK where there are none. What is not known is worse than what is well, and no worse than what is bad. */
export function worstOf(states: readonly CheckState[]): CheckState {
  return states.reduce((worst, state) => (order.indexOf(state) > order.indexOf(worst) ? state : worst), "OK");
}

/** A length of time for people: `2h 5m`. */
export function long(milliseconds: number): string {
  return millisDuration(milliseconds, {}, { timezone: "UTC", now: 0 });
}

/** Whole seconds, as perfdata has them. */
export function inSeconds(milliseconds: number): number {
  return Math.round(milliseconds / 1000);
}
