import type { Fault, FaultCode } from "../errors.ts";
import type { Row, Rows } from "../rows/row.ts";

/** How a cell looks on a colour terminal: by what it means, not by its colour. */
export type Tone = "good" | "busy" | "bad" | "dim" | "strong";

/** What a cell may depend on beside its value. */
export interface CellContext {
  /** An IANA time zone name, for people's times. */
  readonly timezone: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** One column of a table and of csv. Values are the API's own; `text` is for people and is used by tables only. */
export interface Column {
  /** What `--columns` and the header say, and the dotted path of the value where `path` is absent. */
  readonly name: string;
  /** Dotted path into the row, where it is not the name. */
  readonly path?: string;
  /** The value for people; absent: strings as they are, numbers, true/false, lists joined by commas. */
  readonly text?: {
    (value: unknown, row: Record<string, unknown>, context: CellContext): string;
    /** Half of it is worth nothing: where it does not fit, the column is left out. */
    readonly whole?: true;
  };
  readonly tone?: (value: unknown, row: Record<string, unknown>) => Tone | undefined;
  readonly align?: "right";
  /** Where a terminal has no room for all columns, this one goes before others do. */
  readonly spare?: true;
  /** Left out of the table unless `--columns` names it; csv has it. */
  readonly hidden?: boolean;
}

/** Rows as they come: a list endpoint's, or a log's. */
export interface ListResult {
  readonly kind: "list";
  readonly rows: Rows;
  readonly columns: readonly Column[];
  /** The dotted path of what `-o id` prints. */
  readonly id: string;
  /** Said on stderr where a table would be empty: "No scopes match." */
  readonly empty: string;
  /** Asked after the last row, where some of several items may fail. */
  readonly outcome?: () => ListOutcome;
  /** Rows come as things happen (a log that is followed): each batch is printed at once, in no frame. */
  readonly live?: boolean;
  /** `--limit` was kept already: it counts something other than rows. */
  readonly limited?: boolean;
}

/** How the items went that a list is about. Each fault is named on stderr; exit 11, or the first one's own where all failed. */
export interface ListOutcome {
  readonly items: number;
  readonly failed: readonly Fault[];
}

/** One thing. A table shows it as two columns, field and value. */
export interface ItemResult {
  readonly kind: "item";
  readonly row: Row;
  readonly columns: readonly Column[];
  readonly id: string;
  /** What `-o id` prints, where the record does not hold its own id. */
  readonly idText?: string;
}

/** What a write changed: table and id print the ids alone, one a line; other formats print the responses. */
export interface WrittenResult {
  readonly kind: "written";
  readonly items: readonly { readonly id: string; readonly response: Row }[];
  /** True where the command takes several operands: json is then always an array. */
  readonly several: boolean;
  /** A sentence for stderr: "Enabled scope X." */
  readonly note: string;
  /** The items that failed, each of which is named on stderr; exit 11 when others succeeded, else the first one's. */
  readonly failed?: readonly Fault[];
  /** What the exit code says where some failed, other than partial. */
  readonly exitOfFailed?: FaultCode | undefined;
}

/** Text that is the result itself: a token, a script, a path. Printed as it is, whatever the format. */
export interface TextResult {
  readonly kind: "text";
  readonly text: string;
  /** It is a help: lines in capitals are headings, which colour terminals show as such. */
  readonly headings?: true;
}

/** Bytes that are the result: a body asked for raw. */
export interface BytesResult {
  readonly kind: "bytes";
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** The result was given elsewhere (a child's own output); only the exit code is left to pass on. */
export interface ExitResult {
  readonly kind: "exit";
  readonly code: number;
}

/** How monitoring names what it sees. */
export type CheckState = "OK" | "WARNING" | "CRITICAL" | "UNKNOWN";

/** A number that monitoring draws. */
export interface Perfdata {
  readonly label: string;
  readonly value: number;
  /** Seconds, or percent; a count has none. */
  readonly unit?: "s" | "%";
  /** What is above it is a warning, or critical. */
  readonly warn?: number;
  readonly crit?: number;
  readonly min?: number;
  readonly max?: number;
}

/** What a monitoring plugin says and exits with, whatever the format. */
export interface CheckResult {
  readonly kind: "check";
  /** `SCOPE-LAG` */
  readonly service: string;
  readonly state: CheckState;
  /** The first line: what a page or a text message shows. */
  readonly text: string;
  readonly perfdata: readonly Perfdata[];
  /** A line each, the worst first. */
  readonly details: readonly string[];
}

/** All that a command may return. It never prints. */
export type Result =
  | ListResult
  | ItemResult
  | WrittenResult
  | TextResult
  | BytesResult
  | ExitResult
  | CheckResult;
