import type { Tone } from "../../output/result.ts";

/** How the making of a registry stands. */
export type Making = "busy" | "completed" | "failed" | "unknown";

/*
 * The page shows one word, `in_progress`. The others are what such systems say; a word that is known by none of them is
 * "unknown", which is never taken for a success.
 */
const failed =
  /fail|error|abort|cancel|reject|refus|denied|kill|crash|timeout|timed_out|expired|incomplete|not_completed?$|^unsuccess/;
const busy =
  /progress|pending|queue|wait|schedul|running|process|start|creating|generating|building|ongoing|^new$|^init/;
const completed =
  /^(?:completed?|done|success(?:ful)?|succeeded|finished|ready|created|generated|processed|available|ok)$/;

/** What `creation_status` means, in whatever case and with whatever between its words. */
export function makingOf(status: unknown): Making {
  if (typeof status !== "string") return "unknown";
  const word = status
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, "_");
  if (word === "unknown" || word === "") return "unknown";
  if (failed.test(word)) return "failed";
  if (completed.test(word)) return "completed";
  return busy.test(word) ? "busy" : "unknown";
}

const tones: Readonly<Record<Making, Tone | undefined>> = {
  busy: "busy",
  completed: "good",
  failed: "bad",
  unknown: undefined,
};

export function toneOf(status: unknown): Tone | undefined {
  return tones[makingOf(status)];
}
