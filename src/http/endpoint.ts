import { usage } from "../errors.ts";
import { formOf } from "./form.ts";

/**
 * What sending a request may change, by meaning and not by method: it alone decides what may be sent again.
 * - `read`: nothing. `replace`: sent twice, it leaves the same as once. `write`: twice may do it twice. `once`: it starts or
 *   stops something, and is never sent again, whatever happened.
 */
export type Effect = "read" | "replace" | "write" | "once";

type NamesIn<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | NamesIn<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

/** One operation of a system, as data. */
export interface Endpoint<Names extends string = string> {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD";
  /** Below the system's base URL; `:name` stands for a path parameter. */
  readonly path: string;
  readonly effect: Effect;
  /** The path is sent as it stands: it holds no parameters. */
  readonly verbatim?: boolean;
  /** Its documented answer is a redirect (307), which is followed once, as a GET, and only to the origin that it came from. */
  readonly follows?: boolean;
  /** Carries the names of the path parameters; never present. */
  readonly names?: Names;
}

export type Query = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/** A body that is made while it is sent. */
export interface Upload {
  readonly type: string;
  /** Bytes in all. */
  readonly length: number;
  /** A fresh stream of them; asked for again where the request is sent again. */
  parts(): AsyncIterable<Uint8Array>;
  /** What --dry-run tells of it. */
  readonly description: unknown;
}

/** What one call of an endpoint is given. */
export type Call<Names extends string> = {
  readonly query?: Query;
  /** Sent as strict JSON. */
  readonly json?: unknown;
  /** Sent as it is, as JSON: a body that the user wrote. */
  readonly text?: string;
  /** Sent as a form. */
  readonly form?: readonly (readonly [string, string])[];
  /** Sent piece by piece: an upload of any size. */
  readonly upload?: Upload;
  /** True where the answer may be a file of any size. */
  readonly large?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
} & ([Names] extends [never]
  ? { readonly path?: never }
  : { readonly path: Readonly<Record<Names, string>> });

function make(method: Endpoint["method"], effect: Effect) {
  return <Path extends string>(
    path: Path,
    options: { effect?: Effect; follows?: boolean } = {},
  ): Endpoint<NamesIn<Path>> => ({
    method,
    path,
    effect: options.effect ?? effect,
    ...(options.follows ? { follows: true } : {}),
  });
}

export const get = make("GET", "read");
export const put = make("PUT", "replace");
export const del = make("DELETE", "replace");
export const post = make("POST", "write");
export const patch = make("PATCH", "write");

/**
 * The path with its parameters filled in and percent-encoded, and the query; lists are repeated keys.
 * @throws Fault usage for a parameter that would change the path.
 */
export function target(
  endpoint: Endpoint,
  call: { path?: Readonly<Record<string, string>> | undefined; query?: Query | undefined },
): string {
  const filled = (_: string, name: string) => encodeSegment(call.path?.[name] ?? "");
  const path = endpoint.verbatim ? endpoint.path : endpoint.path.replace(/:([A-Za-z]\w*)/g, filled);
  const query = Object.entries(call.query ?? {}).flatMap(([name, value]): [string, string][] => {
    const values = Array.isArray(value) ? value : value === undefined ? [] : [String(value)];
    return values.map((each) => [name, each]);
  });
  return query.length === 0 ? path : `${path}?${formOf(query)}`;
}

/**
 * `.` and `..` are taken away by URL parsers, encoded or not, and nothing is no segment: the request would go elsewhere. Half a
 * surrogate pair cannot be encoded.
 */
function encodeSegment(value: string): string {
  if (["", ".", ".."].includes(value))
    throw usage(`"${value}" is no id: the request would go to another path`);
  if (/\p{Cs}/u.test(value)) throw usage(`${JSON.stringify(value)} is no id: it holds half a character`);
  return encodeURIComponent(value);
}
