import { Fault } from "../errors.ts";
import type { Api } from "./api.ts";
import { decoded } from "./body.ts";
import { type Call, type Endpoint, target } from "./endpoint.ts";
import { longestProblem, type Problem } from "./problem.ts";
import { WireError, type WireResponse } from "./wire.ts";

/** A file that a system hands out. */
export interface Document {
  /** What is asked for: the same for the same document, also in a later call. Holds no secret. */
  readonly identity: string;
  open(headers: Readonly<Record<string, string>>): Promise<WireResponse>;
  /** Waits before another try; false where there is none left. */
  pause(tries: number, why: string): Promise<boolean>;
  /** What is wrong with a file that begins like this; undefined where nothing is. */
  misfit(head: Uint8Array): string | undefined;
  /** The failure that a JSON answer tells of instead; undefined where it tells of none. */
  refusal(problem: Problem): Fault | undefined;
}

/** The document that an endpoint hands out; `misfit` judges its first bytes. */
export function documentOf<Names extends string>(
  api: Api,
  endpoint: Endpoint<Names>,
  call: Call<Names>,
  misfit: Document["misfit"],
): Document {
  return {
    identity: `${endpoint.method} ${target(endpoint, call)}`,
    open: (headers) => api.open(endpoint, { ...call, large: true, headers: { ...call.headers, ...headers } }),
    pause: (tries, why) => api.pause(tries, why),
    misfit,
    refusal: (problem) => api.refusal(endpoint, call, problem),
  };
}

/** The judge of files that begin with certain bytes: `%PDF-`, `PK`. */
export function beginsWith(magic: string, name: string): Document["misfit"] {
  const wanted = Buffer.from(magic, "latin1");
  return (head) => {
    if (Buffer.from(head.subarray(0, wanted.length)).equals(wanted)) return undefined;
    return head.byteLength === 0 ? `an empty file came, and no ${name}` : `what came is no ${name}`;
  };
}

/** An answer that may be the document, or the rest of it. */
export interface OpenedDocument {
  readonly response: WireResponse;
  /** The byte that the answer begins at. */
  readonly from: number;
  /** Its bytes, all of them. */
  readonly bytes: AsyncIterable<Uint8Array>;
  /** The server's word for this version of it, where it can be continued. */
  readonly validator: string | undefined;
  /** @throws WireError where the whole document is not so long. */
  checkLength(size: number): void;
}

const longestHead = 1024;

/**
 * Asks for a document, or for the rest behind what is there already.
 * @throws Fault unavailable for a web page, an empty or another kind of file; the failure that a JSON answer tells of.
 */
export async function openDocument(
  document: Document,
  left: { readonly size: number; readonly validator: string } | undefined,
): Promise<OpenedDocument> {
  const headers = {
    accept: "*/*",
    // Ranges and lengths are of the bytes as they are stored.
    "accept-encoding": "identity",
    ...(left === undefined ? {} : { range: `bytes=${left.size}-`, "if-range": left.validator }),
  };
  const response = await document.open(headers).catch((error: unknown) => {
    // Nothing is behind what we have: it was whole, or is another file now.
    if (left !== undefined && error instanceof Fault && error.status === 416) return undefined;
    throw error;
  });
  if (response === undefined) return openDocument(document, undefined);
  const range = /^bytes (\d+)-/.exec(response.headers["content-range"] ?? "");
  const from = response.status === 206 ? Number(range?.[1] ?? Number.NaN) : 0;
  if (response.status === 206 && from !== left?.size) {
    response.discard();
    if (left !== undefined) return openDocument(document, undefined);
    throw new Fault("unavailable", "the server gave a part of the file that nobody asked for");
  }
  const whole = total(response);
  return {
    response,
    from,
    bytes: from > 0 ? decoded(response) : await judged(document, response),
    validator: validatorOf(response),
    checkLength(size) {
      if (whole !== undefined && size !== whole) {
        throw new WireError("ETRUNCATED", `${size} bytes came of ${whole}`);
      }
    },
  };
}

/** How long the whole document is, where the server tells. */
export function total({ status, headers }: WireResponse): number | undefined {
  if ((headers["content-encoding"] ?? "identity").trim().toLowerCase() !== "identity") return undefined;
  const text =
    status === 206 ? /\/(\d+)\s*$/.exec(headers["content-range"] ?? "")?.[1] : headers["content-length"];
  return text === undefined || !/^\d+$/.test(text) ? undefined : Number(text);
}

/** What If-Range takes: an ETag that is not weak, else the time of the last change. */
function validatorOf({ headers }: WireResponse): string | undefined {
  if (headers["content-encoding"] !== undefined || headers["accept-ranges"] === "none") return undefined;
  const { etag } = headers;
  return etag !== undefined && !etag.startsWith("W/") ? etag : headers["last-modified"];
}

/** The bytes, once their beginning has shown that they may be the document. */
async function judged(document: Document, response: WireResponse): Promise<AsyncIterable<Uint8Array>> {
  const source = decoded(response)[Symbol.asyncIterator]();
  const held: Uint8Array[] = [];
  let size = 0;
  async function hold(most: number): Promise<Buffer> {
    while (size < most) {
      const next = await source.next();
      if (next.done) break;
      held.push(next.value);
      size += next.value.byteLength;
    }
    return Buffer.concat(held);
  }
  try {
    const head = await hold(longestHead);
    const type = response.headers["content-type"] ?? "";
    if (/html/i.test(type) || /^\uFEFF?\s*<(!doctype html|html)/i.test(head.toString("utf8")))
      throw webPage();
    const misfit = document.misfit(head);
    if (/^\uFEFF?\s*\{/.test(head.toString("utf8")) && (misfit !== undefined || /json/i.test(type))) {
      const refusal = refusalIn(document, response, (await hold(longestProblem)).toString("utf8"));
      if (refusal !== undefined) throw refusal;
    }
    if (misfit !== undefined) {
      const shown = type === "" ? "" : ` (${type})`;
      throw new Fault("unavailable", `${misfit}${shown}`, { hints: ["--debug shows what was answered"] });
    }
  } catch (error) {
    response.discard();
    throw error;
  }
  return (async function* () {
    try {
      yield* held;
      for (let next = await source.next(); !next.done; next = await source.next()) yield next.value;
    } finally {
      await source.return?.(undefined);
    }
  })();
}

function refusalIn(document: Document, { status, headers }: WireResponse, text: string): Fault | undefined {
  try {
    return document.refusal({ status, headers, text, json: JSON.parse(text) });
  } catch {
    return undefined;
  }
}

function webPage(): Fault {
  return new Fault(
    "unavailable",
    "a web page came instead of the file: something on the way asks to sign in",
    {
      hints: ["is the configured URL that of the server itself?"],
    },
  );
}
