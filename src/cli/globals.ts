import { type FlagSet, type Input, manyOrCommas, one, toggle } from "./command.ts";
import { plainName } from "./plain-name.ts";
import { choice, contextName, duration, file, integer, text, timeLimit } from "./values.ts";

export const formats = ["table", "json", "ndjson", "csv", "yaml", "id"] as const;
const colorChoices = ["auto", "always", "never"] as const;

/** The flags that every command takes, anywhere on the line. */
export const globalFlags = {
  output: one(text("FORMAT"), `the form of the result: ${formats.join(", ")}`, { short: "o" }),
  columns: manyOrCommas(
    text("A,B"),
    "the columns of table and csv, in this order; dotted paths reach nested fields",
  ),
  "sort-by-column": one(text("A[:desc]"), "sort table and csv by this column, once all rows came"),
  "no-headers": toggle("no header line in table and csv"),
  "csv-raw": toggle("csv cells exactly as they are, even where a spreadsheet would run them as a formula"),
  jq: one(text("EXPR"), "what -o json piped into jq -r would print"),
  limit: one(integer("N", 1), "stop after N items, before --sort-by-column; no further page is asked for"),
  context: one(contextName(), "use this context for this call; a read takes several: a,b or '*'"),
  timeout: one(timeLimit, "how long one request may take (default 30s)"),
  retries: one(integer("N", 0, 100), "extra tries where they are safe (default 3, 0 is off)"),
  deadline: one(timeLimit, "how long the whole command may take"),
  "ca-file": one(file(), "trust the certificates in this file, and no others"),
  cert: one(file(), "client certificate (PEM)"),
  key: one(file(), "the client certificate's key (PEM)"),
  insecure: toggle("do not check the server's certificate; warns each time"),
  lang: one(text("TAG"), "language of the server's texts, sent as Accept-Language"),
  timezone: one(
    text("ZONE"),
    "zone of times typed without one and of times in tables (default: the machine's)",
  ),
  yes: toggle("do not ask", { short: "y" }),
  "dry-run": toggle("print the request that would change something, and send nothing"),
  quiet: toggle("no notes", { short: "q" }),
  verbose: toggle("say what happens", { short: "v" }),
  debug: toggle("trace HTTP on stderr, secrets masked"),
  color: one(choice("WHEN", colorChoices), "colours in tables and notes"),
  "no-progress": toggle("no progress display"),
  "no-input": toggle("never ask, even on a terminal"),
  "metrics-file": one(file("F"), "write how the run went to F, for Prometheus's textfile collector"),
  lock: one(plainName(), "end at once (exit 75) where another run on this machine holds the lock NAME"),
} as const satisfies FlagSet;

/** Flags of everything that waits: polls after 1 s, then less and less often, up to every 15 s. */
export const waitFlags = {
  interval: one(duration, "ask this often instead of after 1s, then less and less often up to every 15s"),
  "wait-timeout": one(duration, "give up waiting after this long (exit 124)"),
} as const satisfies FlagSet;

/** The global flags as values. */
export type Globals = Input<typeof globalFlags, Record<never, never>>["flags"];
