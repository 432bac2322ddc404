import type { Planned } from "./http/planned.ts";
import type { Result } from "./output/result.ts";
import { inOneBatch, Row } from "./rows/row.ts";

/** What `--dry-run` prints: the requests that would have been sent, one a row. */
export function plannedResult(planned: Planned): Result {
  return {
    kind: "list",
    rows: inOneBatch(planned.requests.map((request) => Row.of(request))),
    columns: [
      { name: "method" },
      { name: "url" },
      {
        name: "body",
        text: (body) => (body === null ? "" : typeof body === "string" ? body : JSON.stringify(body)),
      },
    ],
    id: "url",
    empty: "Nothing would be sent.",
  };
}
