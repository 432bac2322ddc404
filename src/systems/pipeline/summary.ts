import { Fault } from "../../errors.ts";
import type { Api } from "../../http/api.ts";
import type { Row } from "../../rows/row.ts";
import { shellLine } from "../../shell-words.ts";
import { read, recordIn } from "./ask.ts";
import { latestRunOf, type PipelineDocument } from "./document.ts";
import { pipelines, tools } from "./endpoints.ts";

/** A pipeline's whole document. @throws Fault not_found where the answer is an empty one. */
export async function readPipeline(api: Api, id: string): Promise<{ row: Row; document: PipelineDocument }> {
  const row = await read(api, pipelines.summary, { json: { pipelineId: id } });
  if (isEmpty(api, row)) throw absent(api, "pipeline", id, "rptctl pipeline list");
  return { row, document: row.value as PipelineDocument };
}

/** The number of a pipeline's latest run. @throws Fault not_found where it was never run. */
export async function latestRun(api: Api, id: string): Promise<number> {
  const run = latestRunOf((await readPipeline(api, id)).document);
  if (run !== undefined) return run;
  throw new Fault("not_found", `pipeline ${id} was never run`, {
    system: api.system,
    hints: [shellLine`rptctl pipeline run ${id}`],
  });
}

/** A tool's whole document. @throws Fault not_found where the answer is an empty one. */
export async function readTool(api: Api, id: string): Promise<Row> {
  const row = await read(api, tools.summary, { json: { toolId: id } });
  if (isEmpty(api, row)) throw absent(api, "tool", id, "rptctl pipeline tools list");
  return row;
}

/** Nothing, in whatever way it is said. @throws Fault unavailable for something that is no document. */
function isEmpty(api: Api, row: Row): boolean {
  const { value } = row;
  if (value === null || value === "" || (Array.isArray(value) && value.length === 0)) return true;
  return Object.keys(recordIn(api, row)).length === 0;
}

function absent(api: Api, what: string, id: string, where: string): Fault {
  return new Fault("not_found", `no ${what} has the id "${id}"`, {
    system: api.system,
    hints: [`${where} shows those there are`],
  });
}

/** A remark on an id that is none of Opsera's; it may be one all the same, so it is sent. */
export function remarkOn(id: string): string | undefined {
  return /^[0-9a-f]{24}$/i.test(id)
    ? undefined
    : `"${id}" does not look like an id of Opsera's: those are 24 hex digits.`;
}
