import type { SystemSettings } from "../../config/system.ts";

/** The two shapes of the answer, by the page's names. */
export type OutputFormat = "elements_on_same_level" | "checks_attached_to_father";

/** What is asked of the inventory. The route takes these three parameters and refuses all others. */
export interface Question {
  readonly format: OutputFormat;
  /** `FIELD:VALUE`, as typed: there is no list of fields, and values may hold colons and bars. */
  readonly filters: readonly string[];
  /** `FIELD` or `FIELD:asc|desc`, the most important first. */
  readonly sorts: readonly string[];
}

/** The server's words for directions: its page shows only one that is wrong. */
export interface SortWords {
  readonly asc: string;
  readonly desc: string;
}

export function sortWordsOf(settings: SystemSettings): SortWords {
  return {
    asc: settings.text("sort-ascending") ?? "asc",
    desc: settings.text("sort-descending") ?? "desc",
  };
}

/** The form that is sent: filters numbered from 0 without gaps. */
export function formOf({ format, filters, sorts }: Question, words: SortWords): [string, string][] {
  const sort = sorts.map((typed) => sortText(trimmed(typed), words)).join(",");
  return [
    ...filters.map((typed, index): [string, string] => [`filter${index}`, trimmed(typed)]),
    ...(sort === "" ? [] : [["sort", sort] satisfies [string, string]]),
    ["output_format", format],
  ];
}

/** The page has no-break spaces around its colons; what was copied from it must not be sent with them. */
function trimmed(typed: string): string {
  return typed.replace(/^\u00A0+|\u00A0+$/g, "").replace(/^([^:]*?)\u00A0*:\u00A0*/, "$1:");
}

function sortText(typed: string, words: SortWords): string {
  const colon = typed.lastIndexOf(":");
  const direction = typed.slice(colon + 1);
  if (colon < 0 || (direction !== "asc" && direction !== "desc")) return typed;
  return `${typed.slice(0, colon)}:${words[direction]}`;
}
