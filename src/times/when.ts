import { defined } from "../defined.ts";
import { type Fault, usage } from "../errors.ts";
import { durationParts, units } from "./duration.ts";
import { earliest, formatLocal, latest } from "./local.ts";
import { checkTimezone } from "./timezone.ts";
import type { Time, Wall, When } from "./wall.ts";

export type { When } from "./wall.ts";

const date = String.raw`(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)`;
const time = String.raw`(?<hour>\d\d):(?<minute>\d\d)(?::(?<second>\d\d)(?:[.,](?<fraction>\d{1,9}))?)?`;
const offset = String.raw`(?<offset>[Zz]|[+-]\d\d(?::?\d\d(?::\d\d)?)?)`;
const isoForm = new RegExp(
  String.raw`^${date}(?:(?:[Tt]| +)${time} *${offset}?)?(?:\[(?<zone>[^\[\]]+)\])?$`,
);
const dayForm = new RegExp(`^(?<name>today|tomorrow|yesterday)(?: +${time})?$`, "i");
const days = { yesterday: -1, today: 0, tomorrow: 1 } as const;

/**
 * The instant that a WHEN means, in milliseconds since the epoch, rounded down:
 * - ISO 8601: `2027-01-01`, `2027-01-01T06:00`, with seconds and fraction, a space for the T, and `Z`, `+02:00` or
 *   `[Europe/Rome]` behind; without those, in `timezone`; a date alone is its first moment there;
 * - `now`, `today`, `tomorrow`, `yesterday`, each day with a time if wanted: `today 06:00`;
 * - from now: `+90m`, `-7d`, `+1d12h`; days and weeks are calendar days, which keep the time of day across a clock change,
 *   and the rest is exact;
 * - `@1275053400000`: the milliseconds themselves.
 *
 * Asynchronous because only local times load the calendar. Throws a usage fault that names the text and the forms, and a
 * usage fault for a zone that is none; the caller says which flag it was.
 */
export async function parseWhen(text: string, context: { now: number; timezone: string }): Promise<When> {
  const wanted = text.trim();
  const when =
    wanted.toLowerCase() === "now"
      ? { ms: context.now }
      : (fromEpoch(wanted) ??
        (await fromNow(wanted, context)) ??
        (await fromDay(wanted, context)) ??
        (await fromIso(wanted, context.timezone)));
  if (when === undefined) throw noWhen(text);
  if (!(when.ms >= earliest && when.ms <= latest)) throw outOfRange(text);
  return when;
}

function fromEpoch(text: string): When | undefined {
  if (!/^@-?\d+$/.test(text)) return undefined;
  const ms = Number(text.slice(1));
  if (!(ms >= earliest && ms <= latest)) throw outOfRange(text);
  if (!/^@\d{9,10}$/.test(text)) return { ms };
  const utc = formatLocal(ms, "UTC");
  return {
    ms,
    note: `${text} is read as milliseconds, ${utc}: for seconds since the epoch write ${text}000`,
  };
}

async function fromNow(text: string, context: { now: number; timezone: string }): Promise<When | undefined> {
  if (!/^[+-]\d/.test(text)) return undefined;
  const parts = durationParts(text.slice(1));
  if (parts === undefined) return undefined;
  const sign = text.startsWith("-") ? -1 : 1;
  let calendar = 0;
  let exact = 0;
  for (const { count, unit } of parts) {
    if (unit === "w") calendar += 7 * count;
    else if (unit === "d") calendar += count;
    else exact += count * units[unit];
  }
  if (!Number.isInteger(calendar)) {
    throw usage(
      `"${text}": days and weeks are calendar days, which have no fractions: write the rest in hours`,
    );
  }
  // No calendar reaches further than its whole length from now; and Temporal throws for what no date can be.
  if (calendar > 4_000_000 || exact > latest - earliest) throw outOfRange(text);
  if (calendar === 0) return { ms: Math.floor(context.now + sign * exact) };
  const { daysFrom } = await import("./wall.ts");
  const day = await daysFrom(context.now, sign * calendar, context.timezone);
  return { ...day, ms: Math.floor(day.ms + sign * exact) };
}

async function fromDay(text: string, context: { now: number; timezone: string }): Promise<When | undefined> {
  const groups = dayForm.exec(text)?.groups;
  if (groups === undefined) return undefined;
  const { dayFrom, instantOf } = await import("./wall.ts");
  const name = groups.name?.toLowerCase() as keyof typeof days;
  const day = await dayFrom(context.now, days[name], context.timezone);
  return instantOf({ ...day, ...defined({ time: timeOf(groups, text) }) }, context.timezone);
}

async function fromIso(text: string, timezone: string): Promise<When | undefined> {
  const groups = isoForm.exec(text)?.groups;
  if (groups === undefined) return undefined;
  const wall = wallOf(groups, text);
  const zone = groups.zone === undefined ? undefined : checkTimezone(groups.zone);
  if (groups.offset === undefined) {
    const { instantOf } = await import("./wall.ts");
    return instantOf(wall, zone ?? timezone);
  }
  const ms = utcOf(wall) - offsetOf(groups.offset, text);
  // An instant and a place: they have to agree, unless the instant is given in UTC.
  if (zone !== undefined && !/^z$/i.test(groups.offset)) {
    const local = formatLocal(ms, zone);
    if (!local.startsWith(new Date(utcOf(wall)).toISOString().slice(0, 19))) {
      throw usage(`"${text}": ${zone} is not at ${groups.offset} then, but at ${local.slice(19)}`);
    }
  }
  return { ms };
}

function wallOf(groups: Record<string, string | undefined>, text: string): Wall {
  const [year, month, day] = [Number(groups.year), Number(groups.month), Number(groups.day)];
  const wall = { year, month, day, ...defined({ time: timeOf(groups, text) }) };
  const real = new Date(utcOf({ year, month, day }));
  if (real.getUTCMonth() !== month - 1 || real.getUTCDate() !== day) {
    throw usage(`"${text}": there is no ${groups.year}-${groups.month}-${groups.day} in the calendar`);
  }
  return wall;
}

function timeOf(groups: Record<string, string | undefined>, text: string): Time | undefined {
  if (groups.hour === undefined) return undefined;
  const [hour, minute, second] = [Number(groups.hour), Number(groups.minute), Number(groups.second ?? 0)];
  if (hour > 23 || minute > 59 || second > 59) {
    throw usage(`"${text}": a day's times go from 00:00 to 23:59:59`);
  }
  return { hour, minute, second, millisecond: Number((groups.fraction ?? "0").padEnd(3, "0").slice(0, 3)) };
}

function utcOf(wall: Wall): number {
  // Not Date.UTC, which takes the year 50 for 1950.
  const at = new Date(0);
  at.setUTCFullYear(wall.year, wall.month - 1, wall.day);
  const { hour = 0, minute = 0, second = 0, millisecond = 0 } = wall.time ?? {};
  return at.setUTCHours(hour, minute, second, millisecond);
}

function offsetOf(offset: string, text: string): number {
  if (/^z$/i.test(offset)) return 0;
  const digits = offset.slice(1).replaceAll(":", "").padEnd(6, "0");
  const [hour, minute, second] = [0, 2, 4].map((at) => Number(digits.slice(at, at + 2))) as [
    number,
    number,
    number,
  ];
  if (hour > 23 || minute > 59 || second > 59) throw usage(`"${text}": no clock is at ${offset}`);
  return (offset.startsWith("-") ? -1000 : 1000) * (hour * 3600 + minute * 60 + second);
}

const forms = [
  "ISO 8601: 2027-01-01, 2027-01-01T06:00, 2027-01-01T06:00Z, 2027-01-01T06:00+02:00, 2027-01-01T06:00[Europe/Rome]",
  "a day by name: now, today, tomorrow, yesterday, today 06:00; from now: +90m, -7d; epoch milliseconds: @1275053400000",
] as const;

function noWhen(text: string): Fault {
  return usage(`"${text}" is not a time`, ...meant(text.trim()), ...forms);
}

/** The commonest slips: a forgotten sign or `@`. */
function meant(text: string): readonly string[] {
  if (/^\d{11,}$/.test(text)) return [`did you mean @${text}?`];
  if (durationParts(text) !== undefined) return [`did you mean +${text} (from now) or -${text} (ago)?`];
  return [];
}

function outOfRange(text: string): Fault {
  const long = /^@\d{14,}$/.test(text.trim());
  return usage(
    `"${text}" is outside the years 1 to 9999`,
    ...(long ? ["@ takes milliseconds since the epoch: 13 digits today"] : []),
  );
}
