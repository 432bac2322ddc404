import { localTimeText } from "./local-time.ts";
import type { CellContext, Column } from "./result.ts";

/** How a column shows its values to people. */
export type CellText = NonNullable<Column["text"]>;

/** Marks a text that is worth nothing when it is cut: a time without its minutes. */
export function whole(text: CellText): CellText {
  return Object.assign(text, { whole: true as const });
}

/** A word that is read whole or not at all: a state, a name of five. */
export const word = whole((value) => (typeof value === "string" ? value : ""));

/** Seconds since the epoch as local ISO time. */
export const secondsTime = whole((value, _row, context) => timeText(number(value) * 1e3, value, context));

/** Milliseconds since the epoch as local ISO time. */
export const millisTime = whole((value, _row, context) => timeText(number(value), value, context));

/** Microseconds since the epoch as local ISO time. */
export const microsTime = whole((value, _row, context) =>
  timeText(Math.floor(number(value) / 1e3), value, context),
);

/** ISO text as local ISO time; without a zone it is taken for UTC, which is what servers mean. */
export const isoTime = whole((value, _row, context) => {
  if (typeof value !== "string") return timeText(Number.NaN, value, context);
  const key = `${context.timezone} ${value}`;
  let text = lately.get(key);
  if (text === undefined) {
    const zoned = /(?:Z|[+-]\d\d(?::?\d\d)?)$/i.test(value) || /^\d{4}-\d\d-\d\d$/.test(value);
    text = timeText(Date.parse(zoned ? value : `${value}Z`), value, context);
    if (lately.size >= mostLately) lately.clear();
    lately.set(key, text);
  }
  return text;
});

/** Times as they were shown lately: to make one costs more than all else of a row, and the rows of a list often share theirs. */
const lately = new Map<string, string>();
const mostLately = 1000;

/** A time of a unit that its size tells: seconds, milliseconds or microseconds since the epoch, or ISO text. */
export const localTime = whole((value, row, context) => {
  if (typeof value === "string" && !/^\d+$/.test(value)) return isoTime(value, row, context);
  const size = Math.abs(number(value));
  if (size >= 1e14) return microsTime(value, row, context);
  return size >= 1e11 ? millisTime(value, row, context) : secondsTime(value, row, context);
});

/** Bytes in the largest unit that leaves a digit before the point: `4.2 MiB`. */
export const bytesSize: CellText = (value) => {
  let size = number(value);
  if (!Number.isFinite(size)) return shown(value);
  for (const unit of ["B", "KiB", "MiB", "GiB"]) {
    if (Math.abs(size) < 1023.95) return `${unit === "B" ? size : size.toFixed(1)} ${unit}`;
    size /= 1024;
  }
  return `${size.toFixed(1)} TiB`;
};

/** Milliseconds as the two largest units that are not zero: `1h 5m`, `340ms`. */
export const millisDuration: CellText = (value) => {
  const all = number(value);
  if (!Number.isFinite(all)) return shown(value);
  if (Math.abs(all) < 1000) return `${Math.round(all)}ms`;
  const parts: string[] = [];
  let left = Math.round(Math.abs(all) / 1000);
  for (const [unit, length] of [
    ["d", 86_400],
    ["h", 3600],
    ["m", 60],
    ["s", 1],
  ] as const) {
    const count = Math.floor(left / length);
    if (count > 0 && parts.length < 2) parts.push(`${count}${unit}`);
    else if (parts.length > 0) break;
    left %= length;
  }
  return (all < 0 ? "-" : "") + parts.join(" ");
};

/** true and false, and what systems write for them ("1", "0", "True"), as yes and no. */
export const yesNo: CellText = (value) => {
  const word = shown(value).toLowerCase();
  if (word === "true" || word === "1") return "yes";
  return word === "false" || word === "0" ? "no" : shown(value);
};

/** A list in one line; of objects, what `member` names in each. */
export function joined(member?: string): CellText {
  return (value) => {
    if (!Array.isArray(value)) return shown(value);
    return value.map((item) => shown(member === undefined ? item : own(item, member))).join(", ");
  };
}

function own(item: unknown, member: string): unknown {
  if (typeof item !== "object" || item === null || !Object.hasOwn(item, member)) return item;
  return (item as Record<string, unknown>)[member];
}

function shown(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** A number, or text of digits as systems write it; NaN for all else, null included. */
function number(value: unknown): number {
  if (typeof value === "number") return value;
  return typeof value === "string" && /^-?\d+(?:\.\d+)?$/.test(value) ? Number(value) : Number.NaN;
}

/** What is no time is shown as it is. */
function timeText(milliseconds: number, value: unknown, { timezone }: CellContext): string {
  return localTimeText(milliseconds, timezone) ?? shown(value);
}
