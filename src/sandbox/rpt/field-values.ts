import { invalidInput } from "./fault.ts";
import type { Email, Format } from "./records.ts";

type Fields = Readonly<Record<string, unknown>>;

/** The text of a field; "" where it is absent. */
export function textOf(fields: Fields, name: string): string {
  const value = fields[name] ?? "";
  if (typeof value === "string") return value;
  throw invalidInput(`${name} must be a string.`);
}

export function listOf(fields: Fields, name: string): string[] {
  const value = fields[name] ?? [];
  if (Array.isArray(value) && value.every((each) => typeof each === "string")) return value;
  throw invalidInput(`${name} must be a list of strings.`);
}

export const isFormat = (value: unknown): value is Format => value === "PDF" || value === "CSV";

/** An `Email` object; undefined where it has no recipient. */
export function emailOf(value: unknown): Email | undefined {
  // The page writes the empty object as a string too (13.4.12).
  const given = value === "{}" ? {} : value;
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw invalidInput("Email must be an object.");
  }
  const fields = given as Fields;
  const email: Email = {
    To: listOf(fields, "To"),
    Cc: listOf(fields, "Cc"),
    Subject: textOf(fields, "Subject"),
    Message: textOf(fields, "Message"),
  };
  return email.To.length > 0 ? email : undefined;
}

/** The objects of a list, each with its InternalName. */
export function parametersOf(value: unknown, name: string): (Fields & { InternalName: string })[] {
  if (!Array.isArray(value)) throw invalidInput(`${name} must be a list.`);
  return value.map((each: unknown) => {
    const named = typeof each === "object" && each !== null ? (each as Fields) : {};
    if (typeof named.InternalName === "string") return named as Fields & { InternalName: string };
    throw invalidInput(`Each of ${name} needs an InternalName.`);
  });
}
