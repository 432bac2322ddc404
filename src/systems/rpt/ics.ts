import { sanitise } from "../../output/sanitise.ts";
import { textOf } from "./records.ts";

/**
 * A calendar file (RFC 5545) of planned runs: one event each, in UTC, with a UID that stays the same, so that a calendar
 * that reads it again doubles nothing. `made` is when it was made, in milliseconds since the epoch.
 */
export function icsOf(runs: readonly unknown[], program: string, made: number): string {
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    `PRODID:-//rptctl//${escaped(program)}//EN`,
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    ...runs.flatMap((run) => event(run, made)),
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}

function event(run: unknown, made: number): readonly string[] {
  const at = Number(textOf(run, "RunDate") ?? Number.NaN);
  if (!(Math.abs(at) <= 8.64e15)) return [];
  const schedule = textOf(run, "ScheduleID") ?? "";
  const definition = textOf(run, "definitionDisplayName") ?? textOf(run, "definitionName") ?? "";
  const name = textOf(run, "ScheduleDisplayName") ?? definition;
  return [
    "BEGIN:VEVENT",
    `UID:${escaped(schedule)}-${at}@rptctl`,
    `DTSTAMP:${utc(made)}`,
    `DTSTART:${utc(at)}`,
    `SUMMARY:${escaped(name)}`,
    `DESCRIPTION:${escaped(`Report: ${definition}\nSchedule: ${schedule}`)}`,
    // A run takes no time of whoever looks at the calendar.
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
  ];
}

/** `20270101T060000Z` */
function utc(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
}

/** TEXT (3.3.11): what separates is escaped; what a terminal would obey is written out. */
function escaped(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => sanitise(line).replace(/[\\;,]/g, "\\$&"))
    .join("\\n");
}

/** No line is longer than 75 bytes (3.1); none is broken within a character. */
function folded(line: string): string {
  if (Buffer.byteLength(line) <= 75) return line;
  let out = "";
  let bytes = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (bytes + size > 75) {
      out += "\r\n ";
      bytes = 1;
    }
    out += character;
    bytes += size;
  }
  return out;
}
