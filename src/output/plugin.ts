import type { Printing } from "./printing.ts";
import type { CheckResult, CheckState, Perfdata } from "./result.ts";
import { sanitise } from "./sanitise.ts";

/** What a monitoring plugin exits with. */
export const checkExits: Readonly<Record<CheckState, number>> = {
  OK: 0,
  WARNING: 1,
  CRITICAL: 2,
  UNKNOWN: 3,
};

/** Lines after the first one: monitoring reads a few KiB and forgets the rest. */
const mostDetails = 50;

/** Prints what monitoring reads, whatever the format: `SERVICE STATE - text | perfdata`, then details. */
export async function printCheck(result: CheckResult, { out }: Printing): Promise<number> {
  out.add(checkText(result));
  await out.flush();
  return checkExits[result.state];
}

/** The same as text, every line with its end. */
export function checkText({ service, state, text, perfdata, details }: Omit<CheckResult, "kind">): string {
  const data = perfdata.map(written).join(" ");
  const first = `${service} ${state} - ${plain(text)}${data === "" ? "" : ` | ${data}`}`;
  const shown = details.slice(0, mostDetails).map(plain);
  const more = details.length - shown.length;
  return [first, ...shown, ...(more > 0 ? [`... and ${more} more`] : []), ""].join("\n");
}

/** One line, in which nothing can be taken for the beginning of perfdata. */
function plain(text: string): string {
  return sanitise(text.replace(/\s+/g, " ").trim()).replaceAll("|", "/");
}

/** `'label'=value[unit];[warn];[crit];[min];[max]`, with no semicolons that nothing follows. */
function written({ label, value, unit, warn, crit, min, max }: Perfdata): string {
  const limits = [warn, crit, min, max].map((limit) => (limit === undefined ? "" : String(limit)));
  return `${quoted(label)}=${value}${unit ?? ""};${limits.join(";")}`.replace(/;+$/, "");
}

/** A label holds no equals sign; other than a plain word it is quoted. */
function quoted(label: string): string {
  const name = plain(label).replaceAll("=", "_");
  return /^\w+$/.test(name) ? name : `'${name.replaceAll("'", "''")}'`;
}
