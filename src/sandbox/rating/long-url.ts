/*
 * uWSGI hands a request to the application in one packet of 64 KiB that holds the URL twice: whole, and its query
 * again. Measured on Debian 12 with a Keystone token in the headers; a few bytes more or less with other headers.
 */

/** What becomes of a request with a URL of so many characters. */
export type Fate = "right" | "cut off" | "query lost";

const rightUpTo = 32_568;
const cutOffUpTo = 32_750;
const queryLostUpTo = 65_143;

/** Over about 32 kB the query is dropped without a word: the answer is the first page of everything. */
export function fateOf(urlLength: number): Fate {
  if (urlLength <= rightUpTo) return "right";
  return urlLength > cutOffUpTo && urlLength <= queryLostUpTo ? "query lost" : "cut off";
}
