import type { Outcomes } from "./cli/context.ts";
import { Fault } from "./errors.ts";
import { Planned, type PlannedRequest } from "./http/planned.ts";

/** What `Context.each` does. What is planned under --dry-run is thrown once all items are through, and what is final at once. */
export async function each<T, R>(
  items: Iterable<T>,
  work: (item: T) => Promise<R>,
  atOnce = 1,
): Promise<Outcomes<T, R>> {
  const left = [...items].entries();
  const done: { at: number; item: T; result: R }[] = [];
  const failed: { at: number; fault: Fault }[] = [];
  const planned: { at: number; requests: readonly PlannedRequest[] }[] = [];
  let final: { readonly thrown: unknown } | undefined;
  async function worker() {
    for (const [at, item] of left) {
      try {
        done.push({ at, item, result: await work(item) });
      } catch (error) {
        if (error instanceof Planned) planned.push({ at, requests: error.requests });
        else if (error instanceof Fault && !isFinal(error)) failed.push({ at, fault: error });
        else final ??= { thrown: error };
      }
      if (final !== undefined) return;
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker));
  if (final !== undefined) throw (final as { readonly thrown: unknown }).thrown;
  if (planned.length > 0) throw new Planned(inOrder(planned).flatMap(({ requests }) => requests));
  return { done: inOrder(done), failed: inOrder(failed).map(({ fault }) => fault) };
}

/** As the items came: what is worked on at a time ends in any order. */
function inOrder<T extends { readonly at: number }>(outcomes: readonly T[]): readonly T[] {
  return outcomes.toSorted((a, b) => a.at - b.at);
}

/** Faults after which the other items would only fail the same way, or nobody wants them any more. */
function isFinal(fault: Fault): boolean {
  return fault.isInterruption || ["closed_pipe", "auth", "config", "usage"].includes(fault.code);
}
