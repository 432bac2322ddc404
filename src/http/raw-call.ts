import { STATUS_CODES } from "node:http";
import { Fault, usage } from "../errors.ts";
import { decoded } from "./body.ts";
import type { Call, Effect, Endpoint } from "./endpoint.ts";
import { WireError, type WireResponse } from "./wire.ts";

const effects: Readonly<Record<string, Effect>> = {
  GET: "read",
  HEAD: "read",
  PUT: "replace",
  DELETE: "replace",
  POST: "write",
  PATCH: "write",
};

/** `PATH`, or `METHOD PATH`. @throws Fault usage. */
export function methodAndPath(words: readonly string[]): { method: Endpoint["method"]; path: string } {
  const [first = "", second, ...more] = words;
  const [method, path] = second === undefined ? ["GET", first] : [first.toUpperCase(), second];
  if (more.length > 0) throw usage(`one METHOD and one PATH are enough; what is "${more[0]}"?`);
  if (!Object.hasOwn(effects, method))
    throw usage(`"${first}" is no method`, `one of ${Object.keys(effects).join(", ")}`);
  if (/^[a-z]+:\/\//i.test(path) || path.startsWith("//")) {
    throw usage(`"${path}" is a whole URL; give the path below the system's base URL`);
  }
  if (path.includes("#")) throw usage(`"${path}": what follows a # is never sent`, "a # in a name is %23");
  return { method: method as Endpoint["method"], path: path.startsWith("/") ? path : `/${path}` };
}

/** `NAME:VALUE`. @throws Fault usage that names the flag. */
export function readHeader(typed: string): readonly [string, string] {
  const [, name, value] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*:\s*([\t\x20-\x7e\x80-\xff]*)$/.exec(typed) ?? [];
  if (name === undefined || value === undefined) throw usage(`--header: "${typed}" is not NAME:VALUE`);
  return [name.toLowerCase(), value];
}

/** The endpoint and call of a request that was typed out; a query in the path is kept. */
export function callOf(
  method: Endpoint["method"],
  path: string,
  given: {
    fields: readonly (readonly [string, string | number | boolean | null])[];
    headers: Readonly<Record<string, string>>;
    body: string | undefined;
  },
): { endpoint: Endpoint<never>; call: Call<never> } {
  const [, plain = "", inPath = ""] = /^([^?]*)\??(.*)$/s.exec(path) ?? [];
  const query: Record<string, string[]> = Object.create(null);
  const add = (name: string, value: string) => {
    query[name] = [...(query[name] ?? []), value];
  };
  for (const [name, value] of new URLSearchParams(inPath)) add(name, value);
  const reading = method === "GET" || method === "HEAD";
  if (reading) for (const [name, value] of given.fields) add(name, String(value));
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(given.headers["content-type"] ?? "");
  const members = isForm
    ? { form: given.fields.map(([name, value]): [string, string] => [name, String(value)]) }
    : { json: Object.fromEntries(given.fields) };
  const fields = !reading && given.fields.length > 0 ? members : {};
  const body = given.body === undefined ? {} : { text: given.body };
  return {
    endpoint: { method, path: plain, effect: effects[method]!, verbatim: true },
    call: { query, headers: given.headers, ...fields, ...body },
  };
}

/**
 * The body as it came; before it, where asked for, the status line and the headers.
 * @throws Fault unavailable, of that system, where the body breaks off: what was given of it cannot be taken back.
 */
export async function* bodyOf(
  response: WireResponse,
  include: boolean,
  system: string,
): AsyncGenerator<Uint8Array> {
  if (include) {
    const headers = Object.entries(response.headers).map(([name, value]) => `${name}: ${value}\n`);
    yield Buffer.from(
      `HTTP/1.1 ${response.status} ${STATUS_CODES[response.status] ?? ""}\n${headers.join("")}\n`,
    );
  }
  try {
    yield* decoded(response);
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    throw new Fault("unavailable", error.message, { system, hints: error.hints, cause: error });
  }
}
