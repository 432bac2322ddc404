import { isRecord } from "../../record.ts";

/** A JSON object of this API. Its page spells keys in several ways, so they are looked up with `member`. */
export type Json = Readonly<Record<string, unknown>>;

/** The member of that name, in any case where the exact name is not there: `failed` beside `InProgress` (13.4.18). */
export function member(record: unknown, name: string): unknown {
  if (!isRecord(record)) return undefined;
  if (Object.hasOwn(record, name)) return record[name];
  const lower = name.toLowerCase();
  const key = Object.keys(record).find((each) => each.toLowerCase() === lower);
  return key === undefined ? undefined : record[key];
}

/** The same as text; undefined for what is neither text nor a number. */
export function textOf(record: unknown, name: string): string | undefined {
  const value = member(record, name);
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : undefined;
}

/** true, "true", "True", 1 and "1" alike: the page writes all of them. */
export function isTrue(value: unknown): boolean {
  return /^(true|1)$/i.test(String(value));
}

/** A list, also where the server's XML mapper made one element into no list, and none into nothing. */
export function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined || value === null || value === "" ? [] : [value];
}

/** What a definition, or a report, asks for (13.4.3); the values to choose from are in `Options`, or come from 13.4.7. */
export interface Parameter {
  readonly InternalName: string;
  readonly DisplayName?: string;
  readonly Description?: string;
  readonly Type?: string;
  readonly DefaultValue?: string;
  readonly IsForPrompting?: string | boolean;
  readonly Required?: string | boolean;
  readonly OptionMultivalue?: string | boolean;
  readonly Options?: unknown;
  readonly OptionQuery?: string;
}

/** A report definition as 13.4.3 tells it: its GUID is in the URL alone. */
export interface Definition {
  readonly DisplayName: string;
  readonly Description?: string;
  readonly Categories?: unknown;
  readonly Tags?: unknown;
  readonly PluginParameterDefinitions?: unknown;
  readonly Comments?: string;
  readonly Email?: unknown;
  readonly Format?: string;
}

/** The parameters of a definition, in its own order. */
export function parametersOf(definition: unknown): readonly Parameter[] {
  return listOf(member(definition, "PluginParameterDefinitions"))
    .filter(isRecord)
    .map((each) => ({ ...each, InternalName: textOf(each, "InternalName") ?? "" }));
}
