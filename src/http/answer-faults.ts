import { defined } from "../defined.ts";
import { Fault } from "../errors.ts";
import type { Connection } from "./connection.ts";
import { maskedProblem } from "./masked-problem.ts";
import type { Problem } from "./problem.ts";
import type { Redactor } from "./redactor.ts";
import { WireError, type WireRequest, type WireResponse } from "./wire.ts";

/** A request that was refused: `METHOD url`, and what was answered. */
export interface Refused {
  readonly request: string;
  readonly problem: Problem;
  readonly resent: boolean;
}

/** The fault of a request that was refused, as the system explains it. */
export function refusal(
  { request, problem, resent }: Refused,
  connection: Connection,
  redactor: Redactor,
): Fault {
  const { code, message, subcode, hints = [] } = connection.explain(maskedProblem(problem, redactor));
  const pause = problem.headers["retry-after"];
  return new Fault(code, message, {
    system: connection.system,
    status: problem.status,
    request: redactor.mask(request),
    ...defined({ subcode }),
    resent,
    hints: [
      ...hints,
      ...(pause === undefined ? [] : [`the server asks to wait before the next try (Retry-After: ${pause})`]),
    ],
  });
}

/** The fault of an answer that says success and is not the JSON that was asked for; one that was cut off counts as a failed try. */
export function notJson(
  text: string,
  { method, url }: WireRequest,
  { status, headers }: WireResponse,
  redactor: Redactor,
): Fault | WireError {
  const cutAtOnce = text === "" && status !== 204;
  if (cutAtOnce || /^\uFEFF?\s*[[{]/.test(text))
    return new WireError("ETRUNCATED", "the answer is cut off or not valid JSON");
  return new Fault(
    "unavailable",
    `the answer is not JSON but ${headers["content-type"] ?? "no content type"}`,
    {
      status,
      request: redactor.mask(`${method} ${url.href}`),
      hints: ["is this the right URL? --debug shows what was answered"],
    },
  );
}
