import { typedValue } from "../../changes/typed-value.ts";
import { usage } from "../../errors.ts";
import type { Api } from "../../http/api.ts";
import { meant } from "../../nearest.ts";
import { Row } from "../../rows/row.ts";
import { conf } from "./endpoints.ts";
import type { Json } from "./records.ts";

/** The members that the page names (13.4.37), by what they hold. */
const known: Readonly<Record<string, "text" | "other">> = {
  SmtpHost: "text",
  SmtpPort: "other",
  SmtpAuth: "other",
  SmtpUser: "text",
  SmtpPass: "text",
  SmtpSsl: "other",
  DefaultEmail: "text",
  ReportFolder: "text",
  RetentionInterval: "other",
  RetentionUnit: "text",
  NameOrder: "text",
  ExpectedDataCollectionTime: "other",
};

/** The configuration as the server has it, the mail server's password in clear. */
export async function readConf(api: Api): Promise<Row> {
  return (await api.record(conf.get, {})).row;
}

/** The same with its password hidden, for whoever looks over a shoulder or keeps logs. */
export function masked(row: Row): Row {
  const value = row.value as Json;
  const secret = Object.keys(value).filter(
    (key) => /pass/i.test(key) && value[key] !== "" && value[key] !== null,
  );
  if (secret.length === 0) return row;
  return Row.of({ ...value, ...Object.fromEntries(secret.map((key) => [key, "***"])) });
}

/**
 * The whole configuration with these members set. What holds text stays text, so that a password of digits keeps its type.
 * @throws Fault usage for a member that neither the server nor the page knows.
 */
export function changedConf(row: Row, values: readonly (readonly [string, string])[]): Json {
  const before = row.value as Json;
  const keys = [...new Set([...Object.keys(before), ...Object.keys(known)])];
  const changes = values.map(([typed, text]) => {
    const key = keys.find((each) => each.toLowerCase() === typed.toLowerCase());
    if (key === undefined) {
      const hints = meant(typed, keys);
      throw usage(`there is no ${typed}`, ...(hints.length > 0 ? hints : [`there are ${keys.join(", ")}`]));
    }
    const isText = typeof before[key] === "string" || known[key] === "text";
    return [key, isText ? text : typedValue(text)] as const;
  });
  return { ...before, ...Object.fromEntries(changes) };
}

/** Writes the whole configuration (13.4.38); the server may answer with nothing. */
export async function setConf(api: Api, value: Json): Promise<Row> {
  return (await api.json(conf.set, { json: value })).row;
}
