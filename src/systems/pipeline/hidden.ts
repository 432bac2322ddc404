import { isSecretName } from "../../http/secret-names.ts";
import { Row } from "../../rows/row.ts";

const mark = "***";

/** Whether a member of that name holds what nobody should read over a shoulder. Wider than for traces: keys too. */
export function isHidden(name: string): boolean {
  return isSecretName(name) || /keys?$/i.test(name);
}

/** A copy with the texts and numbers hidden that such names stand at; pairs of name and value count as members. */
export function withoutSecrets(value: unknown, hide = false): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutSecrets(item, hide));
  if (typeof value !== "object" || value === null) {
    return hide && (typeof value === "number" || (typeof value === "string" && value !== "")) ? mark : value;
  }
  const { name } = value as { name?: unknown };
  const named = typeof name === "string" && isHidden(name);
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      withoutSecrets(inner, hide || isHidden(key) || (named && key === "value")),
    ]),
  );
}

/** A document as text shows it: "all data" of a tool or a pipeline may hold secrets. Other formats have it as it is. */
export function shownRow(row: Row, format: string, note: (text: string) => void): Row {
  if (format !== "table") return row;
  const shown = Row.of(withoutSecrets(row.value));
  if (shown.text.includes(`"${mark}"`)) note("Secrets are hidden here; -o json has them.");
  return shown;
}
