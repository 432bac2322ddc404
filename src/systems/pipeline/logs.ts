import { defined } from "../../defined.ts";
import type { Fault } from "../../errors.ts";
import type { Api } from "../../http/api.ts";
import type { Row, Rows } from "../../rows/row.ts";
import { Forgiving, limitOf, looks, type Pace } from "../../times/waiting.ts";
import type { World } from "../../world.ts";
import { readList } from "./ask.ts";
import { mostRows, pipelines } from "./endpoints.ts";
import { faultOf, RunWatch, type Say } from "./outcome.ts";

/** Exactly this text restricts the log to what the steps printed. */
export const consoleOutput = "console output";

export interface LogFilter {
  readonly run: number | undefined;
  readonly console: boolean;
}

/** What happened in a pipeline, the latest first, as Opsera sorts it. */
export async function readLogs(
  api: Api,
  id: string,
  { run, console }: LogFilter,
  note: (text: string) => void,
): Promise<readonly Row[]> {
  const json = {
    pipelineId: id,
    ...defined({ runCount: run }),
    ...(console ? { type: consoleOutput } : {}),
  };
  return readList(
    api,
    pipelines.logs,
    { json },
    note,
    run === undefined ? "--run N asks for one run alone." : "",
  );
}

/**
 * The lines of a run as they come: each once, the oldest first. Ends with the run. `ended` is told how.
 * @throws Fault job_failed where the run did not end well, and as waiting does.
 */
export async function* followLogs(
  api: Api,
  id: string,
  { run, console }: { readonly run: number; readonly console: boolean },
  pace: Pace,
  world: World,
  say: Say,
  ended: (message: string, fault: Fault | undefined) => Promise<void>,
): Rows {
  const watch = new RunWatch(api, id, run, say);
  const forgiving = new Forgiving(say.note);
  const news = new News(say.warn);
  const limit = limitOf(pace, () => watch.state);
  const limited = api.until(limit.signal);
  const fresh = async () => news.in(await readLogs(limited, id, { run, console }, () => {}));
  try {
    for await (const _ of looks(pace, world, () => watch.state)) {
      // In this order: what the run has said by its end is in the log that is read after it.
      const standing = await forgiving.look(() => watch.look(limit.signal));
      const rows = await forgiving.look(fresh);
      if (rows !== undefined && rows.length > 0) yield rows;
      if (standing === undefined) continue;
      // The last lines may be written a moment after the run has ended.
      await world.sleep(1000, world.signal);
      const late = await forgiving.look(fresh);
      if (late !== undefined && late.length > 0) yield late;
      const fault = faultOf(api, id, run, standing);
      await ended(standing.message, fault);
      if (fault !== undefined) throw fault;
      return;
    }
  } finally {
    limit.end();
  }
}

/** Finds the lines that were not there before. */
class News {
  readonly #seen = new Set<string>();
  readonly #warn: (text: string) => void;

  constructor(warn: (text: string) => void) {
    this.#warn = warn;
  }

  /** The new ones of a log whose latest line comes first, put the other way round. */
  in(rows: readonly Row[]): readonly Row[] {
    const fresh = rows.filter((row) => !this.#seen.has(keyOf(row)));
    if (rows.length === mostRows && fresh.length === rows.length) {
      this.#warn(`more lines came than the ${mostRows} that Opsera gives at once: some are missing`);
    }
    for (const row of fresh) this.#seen.add(keyOf(row));
    return inTime(fresh.reverse());
  }
}

function keyOf(row: Row): string {
  const id = (row.value as { _id?: unknown } | null)?._id;
  return typeof id === "string" ? id : row.text;
}

/** By time, where all lines tell it; the order of lines of one time stays. */
function inTime(rows: Row[]): Row[] {
  const timed = rows.map((row) => {
    const { createdAt } = (row.value ?? {}) as { createdAt?: unknown };
    return { row, time: typeof createdAt === "string" ? Date.parse(createdAt) : Number.NaN };
  });
  if (timed.some(({ time }) => Number.isNaN(time))) return rows;
  return timed.sort((a, b) => a.time - b.time).map(({ row }) => row);
}
