/** The units of a DURATION, longest first, in milliseconds. A day is 24 hours here; only WHEN knows calendar days. */
export const units = { w: 604_800_000, d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000, ms: 1 } as const;

export type Unit = keyof typeof units;

/** One `90m` of a duration. The count is never negative; the sign belongs to the whole. */
export interface Part {
  readonly count: number;
  readonly unit: Unit;
}

/** What a DURATION looks like, for messages. */
export const durationForms = "500ms, 90s, 15m, 2h, 7d, 1w or 1h30m";

const order = Object.keys(units) as Unit[];
const partPattern = /(\d+(?:\.\d+)?)(ms|[smhdw])/gy;

/**
 * The parts of `1h30m`, without a sign; undefined where the text is anything else. Units go from long to short and each
 * stands once, so a slip such as `5m5m` is refused and not added up.
 */
export function durationParts(text: string): readonly Part[] | undefined {
  const parts: Part[] = [];
  let end = 0;
  let last = -1;
  for (const match of text.matchAll(partPattern)) {
    const unit = match[2] as Unit;
    const place = order.indexOf(unit);
    if (place <= last) return undefined;
    last = place;
    end = match.index + match[0].length;
    parts.push({ count: Number(match[1]), unit });
  }
  return end === text.length && parts.length > 0 ? parts : undefined;
}

/**
 * Milliseconds of `500ms`, `90s`, `15m`, `2h`, `7d`, `1w`, `1h30m`, `1.5s`. With `signed`, `-7d` and `+90m` too.
 * Undefined for anything else: a bare number (nobody can tell its unit) and more than a number can hold exactly.
 */
export function parseDuration(text: string, options: { signed?: boolean } = {}): number | undefined {
  const sign = options.signed === true ? /^[+-]/.exec(text)?.[0] : undefined;
  const parts = durationParts(sign === undefined ? text : text.slice(1));
  if (parts === undefined) return undefined;
  const total = Math.round(parts.reduce((sum, part) => sum + part.count * units[part.unit], 0));
  if (!Number.isSafeInteger(total)) return undefined;
  return sign === "-" && total !== 0 ? -total : total;
}

/**
 * A duration for people: `450ms`, `12.3s`, `1h30m`, `3d4h`: at most two units, rounded to the smaller one. What it
 * returns is a DURATION again.
 */
export function formatDuration(milliseconds: number): string {
  const size = Math.abs(milliseconds);
  const grain =
    size < units.s ? 1 : size < units.m ? 100 : size < units.h ? units.s : size < units.d ? units.m : units.h;
  let rest = Math.round(size / grain) * grain;
  const sign = milliseconds < 0 && rest > 0 ? "-" : "";
  if (rest < units.s) return `${sign}${rest}ms`;
  if (rest < units.m) return `${sign}${rest / units.s}s`;
  let text = sign;
  for (const unit of ["d", "h", "m", "s"] as const) {
    const count = Math.floor(rest / units[unit]);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * units[unit];
  }
  return text;
}
