/*
 * uWSGI hands a request to the application in one packet of 64 KiB that holds the URL twice: whole, and its query
 * again. Measured on Debian 12 with a Keystone token in the headers; a few bytes more or less with other headers.
 */

/** What becomes of a request with a URL of so many characters; `closed` and `reset` are two ways to get no answer. */
export type Fate = "right" | "closed" | "query lost" | "reset";

const fates: readonly (readonly [upTo: number, Fate])[] = [
  [32_568, "right"],
  [32_750, "closed"],
  [65_143, "query lost"],
];

/** Over about 32 kB the query is dropped without a word: the answer is the first page of everything. */
export function fateOf(urlLength: number): Fate {
  return fates.find(([upTo]) => urlLength <= upTo)?.[1] ?? "reset";
}
