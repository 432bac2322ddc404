import type { MiddlewareHandler } from "hono";
import type { RptEnv } from "./server.ts";

/** A request that carries this header is answered in the malformed JSON of the vendor's examples, where there is any. */
const asPrintedHeader = "x-sandbox-as-printed";

type Misprint = (json: string) => string;

/** Quotes around keys and texts as a word processor bends them. */
const curlyQuotes: Misprint = (json) => json.replace(/"((?:[^"\\]|\\.)*)"/g, "“$1”");

/** One comma too many at the end of the outermost object. */
const trailingComma: Misprint = (json) => json.replace(/\s*\}$/, ",\n}");

const replacing =
  (pattern: RegExp, replacement: string): Misprint =>
  (json) =>
    json.replace(pattern, replacement);

/** What is wrong with the example of each endpoint, by its path below the server's. */
const misprints: readonly (readonly [path: RegExp, ...misprints: Misprint[]])[] = [
  // 13.4.8: a comma where a colon belongs, and bent quotes.
  [/^\/rpt\/definitions\/import$/, curlyQuotes, replacing(/(“GUID”: “\w+”,\s*“Status”):/g, "$1,")],
  // 13.4.3: the list of parameters ends without its bracket; 13.4.4: a comma after the last member.
  [/^\/rpt\/definitions\/[^/]+$/, replacing(/\n {2}\],(?=\n {2}"Comments")/, ","), trailingComma],
  [/^\/rpt\/definitions\/import\/[^/]+$/, curlyQuotes],
  // 13.4.13: the object is closed before its last member, and some quotes are bent.
  [
    /^\/rpt\/definition\/[^/]+\/sched\/[^/]+$/,
    replacing(/"CollectOnRun"/, "“CollectOnRun”"),
    replacing(/("Format": "\w+",)/, "$1},"),
  ],
  // 13.4.18: no comma after Email, one after the last member.
  [/^\/rpt\/reports\/[^/]+$/, replacing(/\},(?=\n {2}"RunBy")/, "}"), trailingComma],
  // 13.4.21: bent quotes, and a parenthesis that closes nothing in place of the brace.
  [/^\/rpt\/calendar$/, curlyQuotes, replacing(/\]\s*\}$/, "\n])")],
  // 13.4.27 to 13.4.36: bent quotes, and in some a comma after the last member.
  [/^\/rpt\/idmusers\/[^/]+$/, curlyQuotes, trailingComma],
  [/^\/rpt\/idm\w+(\/[^/]+)?$/, curlyQuotes],
  // 13.4.40: bare words.
  [/^\/locales\/supported$/, replacing(/"(\w+)"(?=,?\s*(\n|\]))/g, "$1")],
];

/** Spoils the successful answers to requests that ask for it. `prefix` is the server's path. */
export function asPrinted(prefix: string): MiddlewareHandler<RptEnv> {
  return async (c, next) => {
    await next();
    if (c.req.header(asPrintedHeader) === undefined || !c.res.ok) return;
    if (!c.res.headers.get("Content-Type")?.startsWith("application/json")) return;
    const path = c.req.path.slice(prefix.length);
    const [, ...found] = misprints.find(([pattern]) => pattern.test(path)) ?? [];
    const pretty = JSON.stringify(await c.res.json(), null, 2);
    c.res = new Response(
      found.reduce((json, misprint) => misprint(json), pretty),
      { status: c.res.status, headers: c.res.headers },
    );
  };
}
