import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isoTime, localTime, microsTime, millisTime, secondsTime } from "../../src/output/cells.ts";
import { formatDuration, parseDuration, units } from "../../src/times/duration.ts";
import { formatLocal } from "../../src/times/local.ts";
import { parseWhen } from "../../src/times/when.ts";
import { measured, sized } from "./measure.ts";

const at = (text: string) => Date.parse(text);
const day = units.d;

/** Half an hour of daylight saving, none at all, and no whole hours among them. */
const zone = fc.constantFrom(
  "Europe/Rome",
  "America/New_York",
  "Europe/London",
  "Asia/Kolkata",
  "Australia/Lord_Howe",
  "UTC",
);

/** Moments at which something happens to clocks, to calendars, or to what holds a time. */
const edges = [
  "1970-01-01T00:00:00Z",
  "2001-09-09T01:46:40Z",
  "2038-01-19T03:14:08Z",
  "2106-02-07T06:28:16Z",
  "2024-02-29T12:00:00Z",
  "2100-02-28T23:59:59Z",
  "9999-12-30T00:00:00Z",
  "2026-03-29T01:00:00Z",
  "2026-10-25T01:00:00Z",
  "2026-03-08T07:00:00Z",
  "2026-11-01T06:00:00Z",
].map(at);

/** From 1907 on, when the last of these zones had left the sun's time; half of them beside an edge. */
const instant = fc.oneof(
  fc.integer({ min: at("1907-01-01T00:00:00Z"), max: at("9999-12-30T00:00:00Z") }),
  fc
    .tuple(fc.constantFrom(...edges), fc.integer({ min: -day, max: day }))
    .map(([edge, beside]) => Math.min(edge + beside, at("9999-12-30T00:00:00Z"))),
);

const formatters = new Map<string, Intl.DateTimeFormat>();

/** What clocks of a zone show, `2026-03-29T03:00:00`, by the engine's own calendar in another language than the program asks for. */
function clocks(ms: number, timeZone: string): string {
  let formatter = formatters.get(timeZone);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
    formatters.set(timeZone, formatter);
  }
  return formatter.format(ms).replace(" ", "T");
}

/** The instants at which clocks of a zone show this, first to last. */
function instantsOf(wall: string, timeZone: string): readonly number[] {
  const quarters = Array.from({ length: 4 * 28 + 1 }, (_, index) => (index - 56) * 15 * units.m);
  return quarters
    .map((offset) => at(`${wall}Z`) + offset)
    .filter((ms) => clocks(ms, timeZone) === wall)
    .sort((one, other) => one - other);
}

/** What is wrong about an instant that was made of a time on the clocks of a zone, and about what was said of it. */
function wrongPlace(wall: string, timeZone: string, { ms, note }: { ms: number; note?: string }) {
  const [first, second] = instantsOf(wall, timeZone);
  if (first === undefined) {
    // Clocks skip it: what they show then is later by what they skip.
    const moved = at(`${clocks(ms, timeZone)}Z`) - at(`${wall}Z`);
    return moved > 0 && moved <= units.h && note?.includes("does not exist") ? undefined : "skipped";
  }
  if (ms !== first) return "another instant";
  return (second === undefined) === (note === undefined) ? undefined : `note: ${note}`;
}

async function campaign<T>(
  what: string,
  drawn: fc.Arbitrary<T>,
  wrongWith: (one: T) => unknown,
  full = 20_000,
) {
  let tried = 0;
  await fc.assert(
    fc.asyncProperty(drawn, async (one) => {
      tried += 1;
      expect(await wrongWith(one)).toBeUndefined();
    }),
    { numRuns: sized(300, full), seed: 11 },
  );
  measured({ chapter: "time", what, tried, clean: tried });
}

describe("times from servers", () => {
  const seconds = (ms: number) => Math.floor(ms / 1000) * 1000;
  const shown = {
    "seconds since the epoch": (ms: number) => [secondsTime, seconds(ms) / 1000] as const,
    milliseconds: (ms: number) => [millisTime, ms] as const,
    "milliseconds as text": (ms: number) => [millisTime, String(ms)] as const,
    microseconds: (ms: number) => [microsTime, ms * 1000 + 7] as const,
    "ISO text with Z": (ms: number) => [isoTime, new Date(ms).toISOString()] as const,
    "ISO text without a zone, which is UTC": (ms: number) =>
      [isoTime, new Date(ms).toISOString().slice(0, -1)] as const,
    "ISO text with microseconds": (ms: number) =>
      [isoTime, new Date(ms).toISOString().replace("Z", "042")] as const,
    "ISO text with an offset": (ms: number) =>
      [localTime, `${new Date(ms + 5.5 * units.h).toISOString().slice(0, -1)}+05:30`] as const,
  };

  it.each(Object.entries(shown))("as %s: the table shows what clocks show", async (what) => {
    await campaign(`shown in a table: ${what}`, fc.tuple(instant, zone), ([ms, timezone]) => {
      const [text, sent] = shown[what as keyof typeof shown](ms);
      // A year with more than four digits has another form.
      if (new Date(ms + 5.5 * units.h).getUTCFullYear() > 9999) return undefined;
      const got = text(sent, {}, { timezone, now: 0 });
      if (got !== formatLocal(ms, timezone))
        return `${got} in a table, ${formatLocal(ms, timezone)} in a note`;
      if (at(got) !== seconds(ms)) return `${got} is another instant`;
      if (!got.startsWith(clocks(ms, timezone))) return `${got} is not what clocks show`;
      return /(?:Z|[+-](?!00:00)\d\d:\d\d)$/.test(got) ? undefined : `${got} has another form`;
    });
  });

  it("of no kind are shown as they came", async () => {
    const junk = fc.oneof(
      fc.constantFrom(
        null,
        "",
        "soon",
        "2026-02-30T00:00:00Z",
        "0000-00-00",
        1e300,
        -1e300,
        "1e999",
        true,
        {},
        [],
      ),
      fc.double(),
      fc.string(),
      fc.anything(),
    );
    await campaign("junk where a time belongs", fc.tuple(junk, zone), ([value, timezone]) => {
      for (const text of [secondsTime, millisTime, microsTime, isoTime, localTime]) {
        if (typeof text(value, {}, { timezone, now: 0 }) !== "string") return "no text";
      }
      return undefined;
    });
  });
});

describe("times from users", () => {
  const now = at("2026-11-22T12:00:00Z");

  it("on the clocks of a zone are the instant that clocks show them at", async () => {
    await campaign(
      "WHEN without a zone",
      fc.tuple(instant, zone),
      async ([ms, timezone]) => {
        const wall = new Date(ms).toISOString().slice(0, 19);
        return wrongPlace(wall, timezone, await parseWhen(wall, { now, timezone }));
      },
      5000,
    );
  });

  it("with a zone are that instant", async () => {
    const forms = [
      (ms: number) => new Date(ms).toISOString(),
      (ms: number) => `@${ms}`,
      (ms: number) => `${new Date(ms + 5.5 * units.h).toISOString().slice(0, -1)}+05:30`,
      (ms: number) => `${new Date(ms).toISOString()}[Europe/Rome]`,
    ];
    await campaign(
      "WHEN with a zone, an offset, or as milliseconds",
      fc.tuple(instant, fc.constantFrom(...forms), zone),
      async ([ms, form, timezone]) => {
        if (new Date(ms + 5.5 * units.h).getUTCFullYear() > 9999) return undefined;
        const { ms: got } = await parseWhen(form(ms), { now, timezone });
        return got === ms ? undefined : `${form(ms)} is ${got}`;
      },
    );
  });

  it("by days from now keep the time of day, by hours the distance", async () => {
    const count = fc.integer({ min: -800, max: 800 });
    await campaign(
      "WHEN from now: -7d, +1w, +90m",
      fc.tuple(instant, count, zone),
      async ([from, many, timezone]) => {
        const sign = many < 0 ? "-" : "+";
        const size = Math.abs(many);
        const there = from + many * day;
        if (there > at("9999-12-29T00:00:00Z") || there < at("1907-01-01T00:00:00Z")) return undefined;
        const exact = await parseWhen(`${sign}${size}h`, { now: from, timezone });
        if (exact.ms !== from + many * units.h) return "not so many hours";
        const got = await parseWhen(`${sign}${size}d`, { now: from, timezone });
        const whole = Math.floor(from / 1000) * 1000;
        const wall = new Date(at(`${clocks(whole, timezone)}Z`) + many * day).toISOString().slice(0, 19);
        const { note } = got;
        // The time of day of the second hour of two is that of the first.
        return wrongPlace(wall, timezone, {
          ms: got.ms - (from - whole),
          ...(note !== undefined && { note }),
        });
      },
      5000,
    );
  });

  it("by the name of a day are that day's", async () => {
    const minute = fc.integer({ min: 0, max: 24 * 60 - 1 });
    const name = fc.constantFrom(["yesterday", -1], ["today", 0], ["tomorrow", 1]);
    await campaign(
      "WHEN by a day's name: today 06:00, tomorrow",
      fc.tuple(instant, name, minute, zone),
      async ([from, [word, days], minutes, timezone]) => {
        const clock = new Date(minutes * units.m).toISOString().slice(11, 16);
        const date = new Date(at(`${clocks(from, timezone).slice(0, 10)}T12:00:00Z`) + Number(days) * day)
          .toISOString()
          .slice(0, 10);
        const timed = await parseWhen(`${word} ${clock}`, { now: from, timezone });
        return wrongPlace(`${date}T${clock}:00`, timezone, timed);
      },
      5000,
    );
  });

  it("that are no times are refused, with the forms there are", async () => {
    const junk = fc.oneof(
      fc.constantFrom(
        "2026-02-29",
        "2100-02-29T00:00",
        "2026-13-01",
        "24:00",
        "10000-01-01",
        "@",
        "@1e3",
        "-7x",
        "7d",
      ),
      fc.string({ maxLength: 30 }),
      fc.stringMatching(/^[-+@0-9TZ:. a-z[\]]{1,25}$/),
    );
    await campaign("anything for a WHEN", fc.tuple(junk, zone), async ([text, timezone]) => {
      return parseWhen(text, { now, timezone }).then(
        ({ ms }) => (Number.isInteger(ms) ? undefined : `${text} is ${ms}`),
        (fault: { code?: string; message: string }) =>
          fault.code === "usage" && fault.message.includes(text.trim()) ? undefined : fault,
      );
    });
  });

  it("of a length are read back as they are written", async () => {
    const length = fc.oneof(
      fc.integer({ min: 0, max: 2 * units.d }),
      fc.integer({ min: 0, max: 1000 * units.w }),
    );
    await campaign("DURATION, written and read back", length, (ms) => {
      const written = formatDuration(ms);
      const read = parseDuration(written);
      if (read === undefined || formatDuration(read) !== written) return `${written} is ${read}`;
      // Two units at most.
      return Math.abs(read - ms) <= Math.max(50, ms * 0.03) ? undefined : `${ms} is told as ${written}`;
    });
  });
});
