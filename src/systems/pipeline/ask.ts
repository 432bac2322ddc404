import { Fault } from "../../errors.ts";
import type { Api } from "../../http/api.ts";
import type { Call } from "../../http/endpoint.ts";
import { isRecord } from "../../record.ts";
import { RowCutter } from "../../rows/cutter.ts";
import type { Row } from "../../rows/row.ts";
import { mostRows, type Operation } from "./endpoints.ts";
import { verdictOf } from "./words.ts";

/** An answer as it came, whatever its `status` says. A 403 is told with the scopes that would do. */
export async function ask(api: Api, { endpoint, scopes }: Operation, call: Call<never>): Promise<Row> {
  const { row } = await api.json(endpoint, call).catch((error: unknown) => {
    if (!(error instanceof Fault) || error.code !== "forbidden") throw error;
    throw error.with({
      hints: [
        `this takes a token of scope ${scopes.join(" or ")}, whose owner has a right to it`,
        "a personal access token keeps its scope: make another, then rptctl auth login pipeline --with-token",
      ],
    });
  });
  return row;
}

/** An answer that has to be one record. @throws Fault unavailable for JSON of another type. */
export function recordIn(api: Api, { value }: Row): Readonly<Record<string, unknown>> {
  if (isRecord(value)) return value;
  throw new Fault("unavailable", "the answer is JSON, but no record", { system: api.system });
}

/** What a read is answered with. @throws Fault rejected where the answer says "failed", also under HTTP 200. */
export async function read(api: Api, operation: Operation, call: Call<never>): Promise<Row> {
  const row = await ask(api, operation, call);
  const { status, message, ...rest } = (row.value ?? {}) as Record<string, unknown>;
  const isEnvelope = typeof message === "string" && !("_id" in rest) && !("data" in rest);
  if (isEnvelope && verdictOf(status) === "refused") throw refusal(api, status, message);
  return row;
}

/** The fault of a request that was answered and not taken up. */
export function refusal(api: Api, status: unknown, message: unknown): Fault {
  return new Fault("rejected", typeof message === "string" ? message : `answered with status "${status}"`, {
    system: api.system,
    subcode: String(status),
  });
}

/**
 * The rows of a list: an array, or `data` beside a `count`, which is not the number of rows. Lists end at 1000 rows and do not say
 * so; `note` is told where this one may have been cut.
 */
export async function readList(
  api: Api,
  operation: Operation,
  call: Call<never>,
  note: (text: string) => void,
  narrower: string,
): Promise<readonly Row[]> {
  const row = await read(api, operation, call);
  for (const path of [[], ["data"]]) {
    const cutter = new RowCutter(path);
    const rows = cutter.push(row.bytes);
    cutter.end();
    if (!cutter.found) continue;
    if (!rows.every((each) => each.isRecord)) break;
    if (rows.length === mostRows)
      note(
        `Exactly ${mostRows} rows came, the most that Opsera gives: the list is possibly cut. ${narrower}`.trimEnd(),
      );
    return rows;
  }
  throw new Fault("unavailable", "the answer holds no list of records", { system: api.system });
}
