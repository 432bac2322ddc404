export type Format = "table" | "json" | "ndjson" | "csv" | "yaml" | "id";

/** How a result is to be printed: what the global flags, the environment and the configuration come to. */
export interface OutputOptions {
  readonly format: Format;
  /** `--columns`: names of declared columns in any case, or dotted paths. */
  readonly columns?: readonly string[];
  /** `--sort-by-column`, for table and csv. */
  readonly sortBy?: { readonly path: string; readonly desc: boolean };
  readonly headers: boolean;
  /** A jq filter over what `-o json` would print; the format does not matter then. */
  readonly jq?: string;
  /** Rows of a list to print; no more are asked for. */
  readonly limit?: number;
  readonly color: boolean;
  /** No `'` before csv cells that a spreadsheet would take for a formula. */
  readonly csvRaw: boolean;
  readonly quiet: boolean;
  /** An IANA name; empty for the machine's own zone. */
  readonly timezone: string;
}
