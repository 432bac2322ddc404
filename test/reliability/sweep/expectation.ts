import type { Arrived, Plan } from "./faulting-proxy.ts";
import type { FaultKind } from "./faults.ts";

/** What sending a request may change: docs of the program, section "HTTP", read once more. */
export type Effect = "read" | "replace" | "write" | "once";

/** POSTs that are not plain writes, by what they do and not by their method. */
const posts: readonly (readonly [RegExp, Effect])[] = [
  [/\/auth\/tokens|\/signin$|\/oauth2\/grant$/, "read"],
  [/\/pipeline\/(?:summary|status|logs|demo)$|\/registry\/summary$|\/api\/v2\/inventory\/?$/, "read"],
  [/\/pipeline\/(?:run|stop|reset)$|\/registry\/update$/, "once"],
  [/\/sched\/[^/?]+\?.*runToDel=/, "replace"],
];

export function effectOf({ method, path }: Pick<Arrived, "method" | "path">): Effect {
  if (method === "GET" || method === "HEAD") return "read";
  if (method === "PUT" || method === "DELETE") return "replace";
  return posts.find(([pattern]) => pattern.test(path))?.[1] ?? "write";
}

/** The systems that one signs in to, so that a refused token is worth a second one. */
export function signsIn(path: string): boolean {
  return /^\/(?:IDMRPT|rating|identity|seer|osp)/.test(path);
}

/** How a run may end: as if nothing had happened, or with one of these codes. */
export interface Expected {
  readonly asClean: boolean;
  readonly codes: readonly number[];
}

const statusCodes: Readonly<Record<string, number>> = { "401": 4, "403": 5, "404": 6, "409": 7 };

/** Answers and failures that may be over at the next try. */
const passing: readonly FaultKind[] = [
  "refused",
  "reset before it is carried out",
  "reset before the answer",
  "reset in the body",
  "silence",
  "silence in the body",
  "cut off",
  "broken JSON",
  "429",
  "429 with Retry-After",
  "502 with a web page",
  "503",
  "503 with Retry-After",
];

/** Those of them after which a write may be sent again: it never arrived, or the server says when to come back. */
const passingForWrites: readonly FaultKind[] = ["refused", "429 with Retry-After", "503 with Retry-After"];

/** How a run ends by the rules, whatever the command. */
export function expected({ kind, always }: Omit<Plan, "at">, request: Arrived): Expected {
  const code = statusCodes[kind] ?? 9;
  if (kind === "1 byte a second") return { asClean: true, codes: [9] };
  if (always) return { asClean: false, codes: [code] };
  const effect = effectOf(request);
  if (kind === "401" && signsIn(request.path)) return { asClean: true, codes: [] };
  const again = effect === "write" ? passingForWrites : effect === "once" ? [] : passing;
  return again.includes(kind) ? { asClean: true, codes: [] } : { asClean: false, codes: [code] };
}
