import { millisDuration } from "../output/cells.ts";
import { hasUnicode } from "../output/charset.ts";
import { sanitise } from "../output/sanitise.ts";
import { painter } from "../output/tones.ts";
import { measureFor, shorten } from "../output/width.ts";
import type { World } from "../world.ts";
import { barOf } from "./bar.ts";
import type { StatusLine } from "./status-line.ts";

/** How far something is that has an end. */
export interface Share {
  /** What comes or goes. */
  readonly name: string;
  /** 0 to 1; undefined where the end is not known. */
  readonly share: number | undefined;
  /** Sizes, speed, time left. */
  readonly told: string;
}

/** One line on a terminal that says how far something is, and is gone when it is over. */
export interface Progress {
  /** True where somebody sees it: what only makes it nicer need not be asked for otherwise. */
  readonly shown: boolean;
  /** What is waited for; the line adds for how long. */
  update(text: string): void;
  /** How far it is, with a bar. */
  measure(share: Share): void;
  /** Takes the line away; resolves when it is gone, so that what is printed next stays. Never throws. */
  end(): Promise<void>;
}

/** Says nothing: for pipes, cron jobs and `--quiet`. */
export const silent: Progress = {
  shown: false,
  update: () => {},
  measure: () => {},
  end: async () => {},
};

/** Milliseconds before there is anything to see: what is over sooner would only flicker. */
const patience = 300;

/** Seconds from which on it is said how long the wait lasts. */
const worthTelling = 2;

const spinners = {
  unicode: { frames: "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏", every: 80 },
  ascii: { frames: "|/-\\", every: 130 },
};

/** Begins a progress line; it appears after a moment. */
export async function openProgress(
  line: StatusLine,
  world: Pick<World, "env" | "platform" | "now">,
  text: string,
  color: boolean,
): Promise<Progress> {
  const paint = await painter(color);
  const unicode = hasUnicode(world);
  const { frames, every } = unicode ? spinners.unicode : spinners.ascii;
  const began = world.now();
  let told: string | Share = sanitise(text);
  let turn = 0;
  let ended = false;

  async function draw(): Promise<void> {
    const frame = frames[turn++ % frames.length] as string;
    const seconds = Math.floor((world.now() - began) / 1000);
    const said = typeof told === "string" ? waited(told, seconds) : told.name;
    const measure = await measureFor([said]);
    // Frame and blank before the text.
    const room = line.room - 2;
    const rest =
      typeof told === "string"
        ? shorten(said, room, measure, unicode)
        : barOf(told, room, { measure, paint, unicode });
    if (!ended) line.draw(`${paint(frame, "busy")} ${rest}`);
  }

  let beat: NodeJS.Timeout | undefined;
  const first = setTimeout(() => {
    void draw();
    beat = setInterval(draw, every);
    beat.unref();
  }, patience);
  // Nobody waits for a display.
  first.unref();
  return {
    shown: true,
    update(text) {
      told = sanitise(text);
    },
    measure(share) {
      told = { ...share, name: sanitise(share.name), told: sanitise(share.told) };
    },
    end() {
      ended = true;
      clearTimeout(first);
      clearInterval(beat);
      return line.clear();
    },
  };
}

function waited(text: string, seconds: number): string {
  if (seconds < worthTelling) return text;
  return `${text}, ${millisDuration(seconds * 1000, {}, { timezone: "UTC", now: 0 })}`;
}
