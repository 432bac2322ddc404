import { isDeepStrictEqual } from "node:util";
import { Fault } from "../../errors.ts";
import type { Api } from "../../http/api.ts";
import { mayBeDone } from "../../http/send.ts";
import { isRecord } from "../../record.ts";
import type { Row } from "../../rows/row.ts";
import { shellLine } from "../../shell-words.ts";
import { read } from "./ask.ts";
import { tools } from "./endpoints.ts";
import { readTool } from "./summary.ts";

export type ToolRecord = Readonly<Record<string, unknown>>;

/** What belongs to the server: it does no harm to send it, and changes nothing. */
export const serversOwn = ["_id", "__v", "createdAt", "updatedAt", "account"];

/** A record with the members of another put over it, objects member by member, everything else whole. */
export function merged(record: ToolRecord, over: ToolRecord): ToolRecord {
  const result: Record<string, unknown> = { ...record };
  for (const [name, value] of Object.entries(over)) {
    const before = Object.hasOwn(record, name) ? record[name] : undefined;
    const inner = isRecord(before) && isRecord(value) ? merged(before, value) : value;
    // Not by assignment, which takes __proto__ for something else.
    Object.defineProperty(result, name, {
      value: inner,
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  return result;
}

/**
 * The root properties that differ, each whole: Opsera replaces a root property by what is sent for it, so that a part of one
 * would take the rest away.
 */
export function changedRoots(before: ToolRecord, after: ToolRecord): ToolRecord {
  return Object.fromEntries(
    Object.entries(after).filter(([name, value]) => !isDeepStrictEqual(value, before[name])),
  );
}

/**
 * Sends the changed properties of a tool, once. The server hardly checks them, so its answer is compared with what was sent; where it is
 * lost, the tool is read again.
 * @throws Fault failure where the server answers with something else than what was sent.
 */
export async function updateTool(
  api: Api,
  id: string,
  change: ToolRecord,
): Promise<{ row: Row; remark: string }> {
  try {
    const row = await read(api, tools.update, { json: { toolId: id, tool: change } });
    return { row: await checked(api, id, row, change), remark: "" };
  } catch (error) {
    if (!mayBeDone(error)) throw error;
    const now = await readTool(api, id).catch(() => undefined);
    if (now === undefined || differing(now, change).length > 0) throw error;
    return { row: now, remark: " The answer was lost, but the change was made." };
  }
}

async function checked(api: Api, id: string, row: Row, change: ToolRecord): Promise<Row> {
  const answer = isRecord(row.value) && "_id" in row.value ? row : await readTool(api, id);
  const wrong = differing(answer, change);
  if (wrong.length === 0) return answer;
  throw new Fault("failure", `the server took the change, but ${wrong.join(", ")} came back different`, {
    system: api.system,
    hints: [shellLine`rptctl pipeline tools get ${id}`],
  });
}

function differing(row: Row, change: ToolRecord): string[] {
  const now = isRecord(row.value) ? row.value : {};
  return Object.keys(change).filter((name) => !isDeepStrictEqual(now[name], change[name]));
}
