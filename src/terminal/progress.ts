import { millisDuration } from "../output/cells.ts";
import { hasUnicode } from "../output/charset.ts";
import { sanitise } from "../output/sanitise.ts";
import { painter } from "../output/tones.ts";
import { measureFor, shorten } from "../output/width.ts";
import type { World } from "../world.ts";
import { barOf } from "./bar.ts";
import { openSpinner, type Spinner } from "./spinner.ts";
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

/** A line that began before it is opened, and gives way to one that knows more. */
interface Secondary {
  /** Milliseconds since the epoch. */
  readonly began: number;
  readonly isSecondary: boolean;
}

/** Begins a progress line; it appears after a moment, or at once where the wait began before. */
export async function openProgress(
  line: StatusLine,
  world: Pick<World, "env" | "platform" | "now">,
  text: string | (() => string),
  color: boolean,
  { began = world.now(), isSecondary = false }: Partial<Secondary> = {},
): Promise<Progress> {
  const paint = await painter(color);
  const unicode = hasUnicode(world);
  const letGo = isSecondary ? () => {} : line.claim();
  let told: string | (() => string) | Share = text;
  let ended = false;

  async function draw(spinner: Spinner): Promise<void> {
    const seconds = Math.floor((world.now() - began) / 1000);
    // Frame and blank before the text.
    const room = line.room - 2;
    const rest = typeof told === "object" ? await bar(told, room) : await waiting(told, seconds, room);
    if (!ended && !(isSecondary && line.isClaimed)) line.draw(`${paint(spinner.frame(), "busy")} ${rest}`);
  }

  async function waiting(what: string | (() => string), seconds: number, room: number): Promise<string> {
    const text = sanitise(typeof what === "function" ? what() : what);
    const since =
      seconds < worthTelling ? "" : `, ${millisDuration(seconds * 1000, {}, { timezone: "UTC", now: 0 })}`;
    return shorten(text, Math.max(1, room - since.length), await measureFor([text]), unicode) + since;
  }

  async function bar(share: Share, room: number): Promise<string> {
    const [name, told] = [sanitise(share.name), sanitise(share.told)];
    return barOf({ ...share, name, told }, room, { measure: await measureFor([name, told]), paint, unicode });
  }

  let beat: NodeJS.Timeout | undefined;
  const first = setTimeout(
    async () => {
      const spinner = await openSpinner(unicode);
      if (ended) return;
      void draw(spinner);
      beat = setInterval(() => draw(spinner), spinner.interval);
      beat.unref();
    },
    isSecondary ? 0 : patience,
  );
  // Nobody waits for a display.
  first.unref();
  return {
    shown: true,
    update(text) {
      told = text;
    },
    measure(share) {
      told = share;
    },
    end() {
      ended = true;
      letGo();
      clearTimeout(first);
      clearInterval(beat);
      return line.clear();
    },
  };
}
