import { Fault } from "../../errors.ts";
import type { Api } from "../../http/api.ts";
import { mayBeDone } from "../../http/send.ts";
import type { Row } from "../../rows/row.ts";
import { shellLine } from "../../shell-words.ts";
import { ask, refusal } from "./ask.ts";
import { pipelines } from "./endpoints.ts";
import { isWord, phaseOf, verdictOf } from "./words.ts";

/**
 * Stops or resets a pipeline: one request, never sent again.
 * @throws Fault rejected where it was not taken up.
 */
export async function request(
  api: Api,
  what: "stop" | "reset",
  id: string,
): Promise<{ row: Row; message: string }> {
  const row = await ask(api, pipelines[what], { json: { pipelineId: id } }).catch((error: unknown) => {
    throw mayBeDone(error) ? error.with({ hints: [shellLine`rptctl pipeline status ${id}`] }) : error;
  });
  const { status, message } = (row.value ?? {}) as Record<string, unknown>;
  // "stopped" is a word for how a run stands, and what was asked for here.
  const verdict = what === "stop" && phaseOf(status) === "stopped" ? "accepted" : verdictOf(status);
  if (verdict === "refused") throw refusal(api, status, message);
  if (verdict === "unknown") {
    throw new Fault(
      isWord(status) ? "failure" : "unavailable",
      `the ${what} was answered with ${isWord(status) ? `status "${status}", which rptctl does not know` : "no status"}`,
      {
        system: api.system,
        hints: [shellLine`rptctl pipeline status ${id}`],
      },
    );
  }
  return { row, message: typeof message === "string" ? message : "" };
}
