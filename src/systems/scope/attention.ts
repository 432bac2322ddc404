import type { Attention } from "../attention.ts";
import { lateAfter, scopeLags } from "./lag.ts";
import { everyScope } from "./list.ts";

/** Active scopes whose rating is late, the latest first. One that was never rated and has no date yet is not counted. */
export const attention: Attention = async (api, { late = lateAfter, now }) => {
  const found = [];
  for await (const scope of scopeLags(api, everyScope, now)) {
    if (scope.lag !== undefined && scope.lag > late) found.push(scope);
  }
  return found
    .sort((one, other) => other.lag! - one.lag!)
    .map(({ id, key, processedTo }) => ({
      kind: "scope",
      state: "late",
      id,
      name: key ?? undefined,
      time: processedTo,
    }));
};
