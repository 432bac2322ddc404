import { localTime, whole, yesNo } from "../../output/cells.ts";
import type { Column } from "../../output/result.ts";

/** A scope as CloudKitty tells it; the keys that some versions lack are optional. */
export interface Scope {
  readonly scope_id: string;
  readonly scope_key: string | null;
  readonly fetcher: string | null;
  readonly collector: string | null;
  readonly last_processed_timestamp?: string | null;
  /** The same instant under its older name; gone from version 19 on. */
  readonly state?: string | null;
  /** From version 16 on. */
  readonly active?: boolean;
  readonly scope_activation_toggle_date?: string | null;
}

export const scopeColumns: readonly Column[] = [
  { name: "scope_id", tone: () => "strong" },
  { name: "scope_key" },
  { name: "fetcher", spare: true },
  { name: "collector", spare: true },
  { name: "active", text: yesNo, tone: (value) => (value === false ? "dim" : "good") },
  {
    name: "last_processed_timestamp",
    text: whole((value, row, context) => localTime(value ?? row.state, row, context)),
  },
  { name: "scope_activation_toggle_date", text: localTime, hidden: true },
];
