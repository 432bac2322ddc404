import { exitCodes, type Fault } from "../errors.ts";
import type { World } from "../world.ts";
import type { OutputOptions } from "./options.ts";
import { counted, type Printing, type Shaped, take } from "./printing.ts";
import type { Result } from "./result.ts";
import { Writer } from "./writer.ts";

/**
 * Prints a result in the chosen format and returns the exit code: 0; a child's own code; where some of several items
 * failed 11, or the first fault's exit where all did (the faults themselves are main's to report). Faults: whatever
 * reading the rows throws; `closed_pipe` and `failure` of standard output; `usage` for a column that does not exist.
 * Loads the code of the one format and no other.
 */
export async function render(result: Result, options: OutputOptions, world: World): Promise<number> {
  const printing: Printing = { out: new Writer(world.stdout), options, world };
  switch (result.kind) {
    case "exit":
      return result.code;
    case "text":
      await (await import("./verbatim.ts")).printText(result, printing);
      return 0;
    case "check":
      return (await import("./plugin.ts")).printCheck(result, printing);
    case "bytes":
      if (options.jq !== undefined)
        await (await import("./jq.ts")).printJqOfBytes(result, options.jq, printing);
      else await (await import("./verbatim.ts")).printBytes(result, printing);
      return 0;
    default:
      await printShaped(tallied(limited(result, options.limit), world), printing);
      return exitOf(result);
  }
}

async function printShaped(result: Shaped, printing: Printing): Promise<void> {
  const { options } = printing;
  if (options.jq !== undefined) return await (await import("./jq.ts")).printJq(result, options.jq, printing);
  switch (options.format) {
    case "json":
      return await (await import("./json.ts")).printJson(result, printing);
    case "ndjson":
      return await (await import("./json.ts")).printNdjson(result, printing);
    case "csv":
      return await (await import("./csv.ts")).printCsv(result, printing);
    case "yaml":
      return await (await import("./yaml.ts")).printYaml(result, printing);
    case "id":
      return await (await import("./ids.ts")).printIds(result, printing);
    case "table":
      if (result.kind === "written") return await (await import("./ids.ts")).printWritten(result, printing);
      if (result.kind === "item")
        return await (await import("./item-table.ts")).printItemTable(result, printing);
      return await (await import("./table.ts")).printTable(result, printing);
  }
}

function limited(result: Shaped, limit: number | undefined): Shaped {
  return result.kind === "list" && limit !== undefined && result.limited !== true
    ? { ...result, rows: take(result.rows, limit) }
    : result;
}

function tallied(result: Shaped, { tally }: World): Shaped {
  if (tally === undefined) return result;
  const add = (count: number) => tally.addItems(count);
  if (result.kind === "list") return { ...result, rows: counted(result.rows, add) };
  add(result.kind === "item" ? 1 : result.items.length);
  return result;
}

function exitOf(result: Shaped): number {
  const failed = failedOf(result);
  if (failed[0] === undefined || result.kind === "item") return 0;
  if (result.kind === "list")
    return failed.length < result.outcome!().items ? exitCodes.partial : failed[0].exit;
  if (result.exitOfFailed !== undefined) return exitCodes[result.exitOfFailed];
  return result.items.length > 0 ? exitCodes.partial : failed[0].exit;
}

/** The faults of a result that was printed: main's to report. */
export function failedOf(result: Result): readonly Fault[] {
  if (result.kind === "list") return result.outcome?.().failed ?? [];
  return result.kind === "written" ? (result.failed ?? []) : [];
}
