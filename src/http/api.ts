import { Fault } from "../errors.ts";
import { RowCutter } from "../rows/cutter.ts";
import { Row } from "../rows/row.ts";
import { wholeBody } from "./body.ts";
import { type Call, type Endpoint, target } from "./endpoint.ts";
import { Planned } from "./planned.ts";
import { type Explanation, longestProblem, type Problem } from "./problem.ts";
import type { Redactor } from "./redactor.ts";
import type { Sender } from "./send.ts";
import { WireError, type WireRequest, type WireResponse } from "./wire.ts";

/** What is special about one system, as far as requests go; made in the system's folder. */
export interface Connection {
  readonly system: string;
  /** The base URL that endpoint paths are below, without a slash at its end. May sign in to find it. */
  base(): Promise<string>;
  /** The headers that show who asks; they go to the base URL's origin alone. */
  authorize(): Promise<Readonly<Record<string, string>>>;
  /** After a 401: true when it signed in anew, so that the request is worth sending once more. */
  renew(problem: Problem): Promise<boolean>;
  /** What the system's errors mean. */
  explain(problem: Problem): Explanation;
}

/** An answer with its JSON; `row` is `{}` where the body was empty. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly row: Row;
}

/** The rows of one answer. `found` is false where the array was not there; the envelope is then the whole document. */
export interface Page {
  readonly rows: readonly Row[];
  readonly found: boolean;
  readonly envelope: unknown;
}

export interface ApiSettings {
  readonly userAgent: string;
  readonly language: string | undefined;
  readonly dryRun: boolean;
}

/** Calls a system's endpoints: endpoint and input in, the answer out. */
export class Api {
  readonly #connection: Connection;
  readonly #sender: Sender;
  readonly #redactor: Redactor;
  readonly #settings: ApiSettings;

  constructor(connection: Connection, sender: Sender, redactor: Redactor, settings: ApiSettings) {
    this.#connection = connection;
    this.#sender = sender;
    this.#redactor = redactor;
    this.#settings = settings;
  }

  get system(): string {
    return this.#connection.system;
  }

  /** One answer, read whole. @throws Fault as the system explains its errors; Planned under --dry-run. */
  json<Names extends string>(endpoint: Endpoint<Names>, call: Call<Names>): Promise<Answer> {
    return this.#call(endpoint, call, true, async (response, request) => {
      const bytes = await wholeBody(response);
      return {
        status: response.status,
        headers: response.headers,
        row: await this.#row(bytes, response, request),
      };
    });
  }

  /**
   * One page: the rows of the array at `path`, and the rest of the document. The page is known to be whole before a row of it is
   * given, so a page that was cut off can be asked for again.
   */
  page<Names extends string>(
    endpoint: Endpoint<Names>,
    call: Call<Names>,
    path: readonly string[],
  ): Promise<Page> {
    return this.#call(endpoint, call, true, async (response, request) => {
      const bytes = await wholeBody(response);
      const cutter = new RowCutter(path);
      try {
        const rows = cutter.push(bytes);
        cutter.end();
        return { rows, found: cutter.found, envelope: cutter.envelope };
      } catch {
        const text = Buffer.from(bytes).toString("utf8");
        const { readLoosely, rowsAt } = await import("./loose-body.ts");
        const loose = readLoosely(text, response);
        if (loose !== undefined) return rowsAt(loose, path);
        throw this.#notJson(request, response, text);
      }
    });
  }

  /** An answer whose body is still to be read: for documents and files of any size. */
  open<Names extends string>(endpoint: Endpoint<Names>, call: Call<Names>): Promise<WireResponse> {
    return this.#call(endpoint, call, false, async (response) => response);
  }

  async #call<Names extends string, T>(
    endpoint: Endpoint<Names>,
    call: Call<Names>,
    bounded: boolean,
    receive: (response: WireResponse, request: WireRequest) => Promise<T>,
  ): Promise<T> {
    try {
      return await this.#exchange(endpoint, call, bounded, receive);
    } catch (error) {
      const ours = error instanceof Fault && error.code !== "interrupted" && error.code !== "terminated";
      throw ours ? error.with({ system: this.system }) : error;
    }
  }

  async #exchange<Names extends string, T>(
    endpoint: Endpoint<Names>,
    call: Call<Names>,
    bounded: boolean,
    receive: (response: WireResponse, request: WireRequest) => Promise<T>,
  ): Promise<T> {
    for (let renewed = false; ; renewed = true) {
      const request = await this.#request(endpoint, call);
      const outcome = await this.#sender.send<{ done: T } | { problem: Problem }>(
        request,
        { effect: endpoint.effect, bounded },
        async (response) =>
          response.status >= 200 && response.status < 300
            ? { done: await receive(response, request) }
            : { problem: await readProblem(response) },
      );
      if ("done" in outcome) return outcome.done;
      if (outcome.problem.status === 401 && !renewed && (await this.#connection.renew(outcome.problem)))
        continue;
      throw this.#fault(request, outcome.problem);
    }
  }

  async #request<Names extends string>(endpoint: Endpoint<Names>, call: Call<Names>): Promise<WireRequest> {
    const sent = bodyOf(call as Call<never>);
    const body = sent && Buffer.from(sent.text);
    const url = new URL((await this.#connection.base()) + target(endpoint, call));
    if (this.#settings.dryRun && endpoint.effect !== "read") {
      const shown = this.#redactor.mask(url.href);
      throw new Planned([{ method: endpoint.method, url: shown, body: call.json ?? sent?.text ?? null }]);
    }
    const headers: Record<string, string> = {
      "user-agent": this.#settings.userAgent,
      accept: "application/json",
      ...(this.#settings.language === undefined ? {} : { "accept-language": this.#settings.language }),
      ...(sent === undefined ? {} : { "content-type": sent.type }),
      ...(body === undefined ? {} : { "content-length": String(body.byteLength) }),
      ...call.headers,
      ...(await this.#connection.authorize()),
    };
    return { method: endpoint.method, url, headers, ...(body === undefined ? {} : { body }) };
  }

  async #row(bytes: Uint8Array, response: WireResponse, request: WireRequest): Promise<Row> {
    if (bytes.byteLength === 0) return Row.of({});
    const row = new Row(bytes);
    try {
      void row.value;
      return row;
    } catch {
      const { readLoosely } = await import("./loose-body.ts");
      const loose = readLoosely(row.text, response);
      if (loose !== undefined) return Row.of(loose);
      throw this.#notJson(request, response, row.text);
    }
  }

  /** The fault of an answer that says success and is not the JSON that was asked for. */
  #notJson(
    request: Pick<WireRequest, "method" | "url">,
    response: WireResponse,
    text: string,
  ): Fault | WireError {
    if (/^\s*[[{]/.test(text))
      return new WireError("ETRUNCATED", "the answer is cut off or not valid JSON", false);
    const shown = this.#redactor.mask(`${request.method} ${request.url.href}`);
    const type = response.headers["content-type"] ?? "no content type";
    return new Fault("unavailable", `the answer is not JSON but ${type}`, {
      system: this.system,
      status: response.status,
      request: shown,
      hints: ["is this the right URL? --debug shows what was answered"],
    });
  }

  #fault(request: WireRequest, problem: Problem): Fault {
    const { code, message, subcode, hints } = this.#connection.explain(problem);
    return new Fault(code, this.#redactor.mask(message), {
      system: this.system,
      status: problem.status,
      request: this.#redactor.mask(`${request.method} ${request.url.href}`),
      ...(subcode === undefined ? {} : { subcode }),
      ...(hints === undefined ? {} : { hints }),
    });
  }
}

function bodyOf({ json, text, form }: Call<never>): { type: string; text: string } | undefined {
  if (text !== undefined) return { type: "application/json", text };
  if (json !== undefined) return { type: "application/json", text: JSON.stringify(json) };
  if (form === undefined) return undefined;
  const pairs = form.map(([name, value]): [string, string] => [name, value]);
  return { type: "application/x-www-form-urlencoded", text: new URLSearchParams(pairs).toString() };
}

/** Reads an answer that is not a success. */
export async function readProblem(response: WireResponse): Promise<Problem> {
  const text = Buffer.from(await wholeBody(response, longestProblem)).toString("utf8");
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  return { status: response.status, headers: response.headers, text, json };
}
