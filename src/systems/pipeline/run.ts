import { Fault } from "../../errors.ts";
import type { Api } from "../../http/api.ts";
import { mayBeDone } from "../../http/send.ts";
import { Row } from "../../rows/row.ts";
import { shellLine } from "../../shell-words.ts";
import type { World } from "../../world.ts";
import { ask } from "./ask.ts";
import { latestRunOf, runNumber } from "./document.ts";
import { pipelines } from "./endpoints.ts";
import { readPipeline } from "./summary.ts";
import { isWord, verdictOf } from "./words.ts";

/** A run that was begun. */
export interface Started {
  /** Undefined where neither the answer nor the pipeline tells. */
  readonly run: number | undefined;
  readonly row: Row;
  /** What has to be said of it. */
  readonly remark: string;
}

/**
 * Starts a run. The request is sent once, whatever happens. Where its answer is lost or unclear, the pipeline's count of runs, which
 * was looked up before, tells whether a run was begun.
 * @throws Fault job_failed where the run was refused; what went wrong where it was not begun, or nobody knows.
 */
export async function startRun(api: Api, id: string, world: World): Promise<Started> {
  const before = await countBefore(api, id);
  let row: Row;
  try {
    row = await ask(api, pipelines.run, { json: { pipelineId: id } });
  } catch (error) {
    if (!mayBeDone(error)) throw error;
    return afterLostAnswer(api, id, before, error, world);
  }
  const { status, message, runCount } = (row.value ?? {}) as Record<string, unknown>;
  const verdict = verdictOf(status);
  if (verdict === "refused") throw refusedRun(api, id, status, message);
  if (verdict === "unknown") {
    const [code, odd] = isWord(status)
      ? (["failure", `status "${status}", which rptctl does not know`] as const)
      : (["unavailable", "no status"] as const);
    const fault = new Fault(code, `the run was answered with ${odd}`, { system: api.system });
    return afterLostAnswer(api, id, before, fault, world);
  }
  const run = runNumber(runCount) ?? (await newerRun(api, id, before).catch(() => undefined));
  return { run, row, remark: "" };
}

/** The count of runs so far; undefined where it cannot be had, which is no reason not to run. */
async function countBefore(api: Api, id: string): Promise<number | undefined> {
  try {
    return latestRunOf((await readPipeline(api, id)).document) ?? 0;
  } catch (error) {
    const blind = ["forbidden", "not_found", "rejected", "unavailable"];
    if (error instanceof Fault && blind.includes(error.code)) return undefined;
    throw error;
  }
}

/** The latest run, where it is newer than what was there before. */
async function newerRun(api: Api, id: string, before: number | undefined): Promise<number | undefined> {
  const run = latestRunOf((await readPipeline(api, id)).document);
  return run !== undefined && run > (before ?? 0) ? run : undefined;
}

/** Pauses before a look, in milliseconds: a request may be carried out a little after its answer was lost. */
const looks = [0, 2000, 4000];

async function afterLostAnswer(
  api: Api,
  id: string,
  before: number | undefined,
  error: Fault,
  { sleep, signal }: World,
): Promise<Started> {
  if (before === undefined)
    throw error.with({ hints: [shellLine`the latest run: rptctl pipeline status ${id}`] });
  for (const pause of looks) {
    await sleep(pause, signal);
    const run = await newerRun(api, id, before).catch((second: unknown) => {
      if (!(second instanceof Fault)) throw second;
      throw error.with({ hints: [`whether a run was started could not be found out: ${second.message}`] });
    });
    if (run === undefined) continue;
    const answer = error.code === "failure" ? "unclear" : "lost";
    const remark = `The answer was ${answer} (${error.message}), but run ${run} has been started since.`;
    return { run, row: Row.of({ runCount: run }), remark };
  }
  throw error.with({
    hints: [
      `no run was started: the latest one of pipeline ${id} is still ${before === 0 ? "none" : before}`,
    ],
  });
}

function refusedRun(api: Api, id: string, status: unknown, message: unknown): Fault {
  const said = typeof message === "string" ? message : `the status is "${status}"`;
  // The status has decided; the words only help to say what to do.
  const hints = /paus|pending/i.test(said)
    ? ["approve or stop what waits in Opsera", shellLine`or give that run up: rptctl pipeline reset ${id}`]
    : [shellLine`rptctl pipeline status ${id}`];
  return new Fault("job_failed", `the run was refused: ${said}`, {
    system: api.system,
    subcode: String(status),
    hints,
  });
}
