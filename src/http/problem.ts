import type { FaultCode } from "../errors.ts";

/** An answer that is not a success, read. */
export interface Problem {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The body's text, at most its first 64 KiB. */
  readonly text: string;
  /** The body as JSON, where it is JSON. */
  readonly json: unknown;
}

/** What a problem means, in a system's own reading. */
export interface Explanation {
  readonly code: FaultCode;
  readonly message: string;
  readonly subcode?: string;
  readonly hints?: readonly string[];
}

export const longestProblem = 65_536;

/** The exit code that a status means where the system says nothing more precise. */
export function codeOfStatus(status: number): FaultCode {
  if (status === 401) return "auth";
  if (status === 403) return "forbidden";
  if (status === 404 || status === 410) return "not_found";
  if (status === 409 || status === 412) return "conflict";
  // 407 is a proxy's word, and none about how one is signed in to the system.
  if (status === 407 || status === 429 || status >= 500 || status < 400) return "unavailable";
  return "rejected";
}

/** The reading that serves any system: the status decides, and the message is looked for in JSON, plain text and HTML. */
export function explainByStatus(problem: Problem): Explanation {
  const code = codeOfStatus(problem.status);
  const message = messageIn(problem) ?? "the server gave no reason";
  if (problem.status >= 300 && problem.status < 400) {
    const to = problem.headers.location;
    return {
      code,
      message: `answered ${problem.status}${to === undefined ? "" : `, a redirect to ${to}`}`,
      hints: ["redirects are not followed: configure the URL that the server answers at itself"],
    };
  }
  return { code, message: `${message} (HTTP ${problem.status})` };
}

const messageKeys = [
  "message",
  "Message",
  "error_description",
  "detail",
  "faultstring",
  "title",
  "error",
  "msg",
  "reason",
];

/** The server's own sentence, one line of it, out of JSON, plain text or an HTML page; undefined where there is none. */
export function messageIn(problem: Pick<Problem, "json" | "text" | "headers">): string | undefined {
  if (problem.json !== undefined) return sentenceIn(problem.json, 0);
  const html =
    /html/i.test(problem.headers["content-type"] ?? "") || /^\s*<(?:!doctype|html)/i.test(problem.text);
  return oneLine(html ? textOfHtml(problem.text) : problem.text);
}

function sentenceIn(json: unknown, depth: number): string | undefined {
  if (typeof json === "string") return oneLine(json);
  if (typeof json !== "object" || json === null || depth > 3) return undefined;
  for (const key of messageKeys) {
    if (Object.hasOwn(json, key)) {
      const found = sentenceIn((json as Record<string, unknown>)[key], depth + 1);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** A page's heading says what a page means; its markup, style and script do not. */
function textOfHtml(page: string): string {
  const part = (name: string) =>
    new RegExp(`<${name}[^>]*>([\\s\\S]{0,2000}?)</${name}>`, "i").exec(page)?.[1];
  const found = part("title") ?? part("h1") ?? page.replace(/<(script|style)[\s\S]*?<\/\1>/gi, " ");
  const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', nbsp: " ", "#39": "'" };
  return found.replace(/<[^>]*>/g, " ").replace(/&(#?\w+);/g, (all, name: string) => entities[name] ?? all);
}

/** Characters of a server's sentence: as many as people read, and as many as the last word may make of them. */
const longestSentence = 300;
const longestWithWord = 2000;

function oneLine(text: string): string | undefined {
  const line = text.replace(/\s+/g, " ").trim();
  if (line === "") return undefined;
  if (line.length <= longestSentence) return line;
  // Cut between words: of half a secret the redactor would recognise nothing.
  const words = line.slice(0, longestSentence).replace(/\s?\S*$/, "");
  if (words !== "") return `${words}...`;
  const word = line.slice(0, line.indexOf(" ") === -1 ? line.length : line.indexOf(" "));
  if (word.length > longestWithWord) return `${word.length} characters without a blank`;
  return word === line ? word : `${word}...`;
}
