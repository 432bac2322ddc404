import type { Line } from "./cells.ts";
import { type Effect, effectOf } from "./expectation.ts";
import type { Arrived, Plan } from "./faulting-proxy.ts";
import type { FaultKind } from "./faults.ts";

/** One fault at one request of one line. */
export interface Cell {
  readonly line: Line;
  readonly plan: Plan;
  /** The request, as it came in the run without a fault. */
  readonly request: Arrived;
}

/** What an exception to the rules may depend on. */
export type Condition = (cell: Cell) => boolean;

export const all =
  (...conditions: readonly Condition[]): Condition =>
  (cell) =>
    conditions.every((condition) => condition(cell));
export const any =
  (...conditions: readonly Condition[]): Condition =>
  (cell) =>
    conditions.some((condition) => condition(cell));
export const not =
  (condition: Condition): Condition =>
  (cell) =>
    !condition(cell);

export const isKind =
  (...kinds: readonly FaultKind[]): Condition =>
  ({ plan }) =>
    kinds.includes(plan.kind);
export const once: Condition = ({ plan }) => !plan.always;
export const isOf =
  (...commands: readonly string[]): Condition =>
  ({ line }) =>
    commands.some((command) => line.command === command || line.command.startsWith(`${command} `));
export const has =
  (...words: readonly string[]): Condition =>
  ({ line }) =>
    words.some((word) => line.argv.includes(word));
export const asks =
  (method: string, path: RegExp): Condition =>
  ({ request }) =>
    request.method === method && path.test(request.path);
export const hasEffect =
  (...effects: readonly Effect[]): Condition =>
  ({ request }) =>
    effects.includes(effectOf(request));
