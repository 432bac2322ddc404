import type { Paint } from "../output/tones.ts";
import { type Measure, shorten } from "../output/width.ts";
import type { Share } from "./progress.ts";

const widest = 30;
/** A shorter bar tells less than the percentage beside it. */
const narrowest = 8;

interface Looks {
  readonly measure: Measure;
  readonly paint: Paint;
  readonly unicode: boolean;
}

/**
 * Name, bar, and what is told of it, in so many columns. Where there is little room the bar goes first, then the name is cut, then what is told.
 */
export function barOf(
  { name, share, told }: Share,
  room: number,
  { measure, paint, unicode }: Looks,
): string {
  const part = share === undefined ? "" : `${String(Math.floor(share * 100)).padStart(3)}%  `;
  const rest = `${part}${told}`;
  const beside = measure(rest) + 1;
  const width = Math.min(widest, room - beside - measure(name) - 1);
  if (share !== undefined && width >= narrowest) {
    return `${name} ${drawn(share, width, paint, unicode)} ${rest}`;
  }
  const least = room - beside;
  if (least < narrowest) return shorten(rest, room, measure, unicode);
  return `${shorten(name, least, measure, unicode)} ${rest}`;
}

function drawn(share: number, width: number, paint: Paint, unicode: boolean): string {
  const full = Math.floor(Math.min(1, share) * width);
  const [done, left] = unicode ? ["━", "─"] : ["#", "."];
  return paint(done.repeat(full), "good") + paint(left.repeat(width - full), "dim");
}
