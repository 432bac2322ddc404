import { defined } from "../defined.ts";
import { Fault } from "../errors.ts";
import { isRecord } from "../record.ts";
import { Row } from "../rows/row.ts";
import { notJson, type Refused, refusal } from "./answer-faults.ts";
import type { Connection } from "./connection.ts";
import { type Call, type Endpoint, target } from "./endpoint.ts";
import { Planned } from "./planned.ts";
import type { Problem } from "./problem.ts";
import { readPage, readRow } from "./read-json.ts";
import { readProblem } from "./read-problem.ts";
import type { Redactor } from "./redactor.ts";
import { requestBody } from "./request-body.ts";
import type { Sender } from "./send.ts";
import { textBody, wholeBody } from "./text-body.ts";
import type { WireRequest, WireResponse } from "./wire.ts";

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
  readonly headers: Readonly<Record<string, string>>;
}

export interface ApiSettings {
  readonly language: string | undefined;
  readonly dryRun: boolean;
}

const plain: ApiSettings = { language: undefined, dryRun: false };

/** Calls a system's endpoints: endpoint and input in, the answer out. */
export class Api {
  readonly #connection: Connection;
  readonly #sender: Sender;
  readonly #redactor: Redactor;
  readonly #settings: ApiSettings;

  constructor(connection: Connection, sender: Sender, redactor: Redactor, settings: ApiSettings = plain) {
    this.#connection = connection;
    this.#sender = sender;
    this.#redactor = redactor;
    this.#settings = settings;
  }

  get system(): string {
    return this.#connection.system;
  }

  /** One answer, read whole. @throws Fault as the system explains its errors; Planned under --dry-run. */
  async json<Names extends string>(endpoint: Endpoint<Names>, call: Call<Names>): Promise<Answer> {
    const answer = this.#call(endpoint, call, true, async (response, request) => {
      const body = await wholeBody(response);
      const broken = (text: string) => notJson(text, request, response, this.#redactor);
      // What was asked for is missing; a write may well be answered with nothing.
      if (endpoint.effect === "read" && body.byteLength === 0) throw broken("");
      const row = await readRow(body, response, broken);
      return this.#received({ status: response.status, headers: response.headers, row }, response, row.value);
    });
    return answer.catch((error: unknown) => {
      // Deleted by the try whose answer was lost: gone is what was wanted.
      if (
        endpoint.method === "DELETE" &&
        error instanceof Fault &&
        error.resent &&
        error.code === "not_found"
      )
        return { status: error.status ?? 0, headers: {}, row: Row.of({}) };
      throw error;
    });
  }

  /** An answer that has to be one record. @throws Fault unavailable for JSON of another type, and as `json` does. */
  async record<Names extends string>(endpoint: Endpoint<Names>, call: Call<Names>): Promise<Answer> {
    const answer = await this.json(endpoint, call);
    if (isRecord(answer.row.value)) return answer;
    throw new Fault("unavailable", "the answer is JSON, but no record", {
      system: this.system,
      status: answer.status,
      request: this.#redactor.mask(`${endpoint.method} ${target(endpoint, call)}`),
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
      const broken = (text: string) => notJson(text, request, response, this.#redactor);
      const read = await readPage(textBody(response), response, path, broken);
      const page = { ...read, headers: response.headers };
      return this.#received(page, response, page.found ? undefined : page.envelope);
    });
  }

  /** An answer whose body is still to be read: for documents and files of any size. */
  open<Names extends string>(endpoint: Endpoint<Names>, call: Call<Names>): Promise<WireResponse> {
    return this.#call(endpoint, call, false, async (response) => ({ done: response }));
  }

  /** The same system for a last request after Ctrl-C, which then has this many milliseconds and one try. */
  afterwards(milliseconds: number): Api {
    const sender = this.#sender.afterwards(milliseconds);
    return new Api(this.#connection, sender, this.#redactor, this.#settings);
  }

  /** The same system, whose requests end with this signal too. */
  until(signal: AbortSignal): Api {
    return new Api(this.#connection, this.#sender.until(signal), this.#redactor, this.#settings);
  }

  /**
   * Waits before a document is asked for again that broke off after its answer began; false where the tries are used up.
   * @throws the signal's reason when the wait is interrupted.
   */
  pause(tries: number, why: string): Promise<boolean> {
    return this.#sender.pause(tries, why);
  }

  /** The failure that a document tells of which came with a success; undefined where it tells of none. */
  refusal<Names extends string>(
    endpoint: Endpoint<Names>,
    call: Call<Names>,
    problem: Problem,
  ): Fault | undefined {
    if (this.#connection.isProblem?.(problem.json) !== true) return undefined;
    return this.#refusal({ request: `${endpoint.method} ${target(endpoint, call)}`, problem, resent: false });
  }

  async #call<Names extends string, T>(
    endpoint: Endpoint<Names>,
    call: Call<Names>,
    bounded: boolean,
    receive: Receive<T>,
  ): Promise<T> {
    try {
      return await this.#exchange(endpoint, call, bounded, receive);
    } catch (error) {
      const ours = error instanceof Fault && !error.isInterruption;
      throw ours ? error.with({ system: this.system }) : error;
    }
  }

  /** Asks by each spelling of the path in turn, until the server knows one. */
  async #exchange<Names extends string, T>(
    endpoint: Endpoint<Names>,
    call: Call<Names>,
    bounded: boolean,
    receive: Receive<T>,
  ): Promise<T> {
    const spelling = endpoint.verbatim ? undefined : this.#connection.spelling;
    const paths = spelling?.paths(endpoint) ?? [endpoint.path];
    let refused: Refused | undefined;
    for (const path of endpoint.effect === "read" ? paths : paths.slice(0, 1)) {
      const outcome = await this.#ask({ ...endpoint, path }, call, bounded, receive);
      if (!("done" in outcome) && spelling?.isUnknownPath(outcome.problem)) {
        refused ??= outcome;
        continue;
      }
      spelling?.learned(endpoint, path);
      if ("done" in outcome) return outcome.done;
      throw this.#refusal(outcome);
    }
    throw this.#refusal(refused!);
  }

  /** Sends one request, and once more after a sign-in where its token had expired. */
  async #ask<Names extends string, T>(
    endpoint: Endpoint<Names>,
    call: Call<Names>,
    bounded: boolean,
    receive: Receive<T>,
  ): Promise<Outcome<T>> {
    for (let renewed = false; ; renewed = true) {
      const first = await this.#request(endpoint, call);
      let outcome = await this.#send(first, endpoint, bounded, receive);
      if (!("done" in outcome) && endpoint.follows && outcome.problem.status === 307) {
        const url = sameOrigin(first.url, outcome.problem.headers.location ?? "");
        if (url !== undefined) outcome = await this.#send({ ...first, url }, endpoint, bounded, receive);
      }
      if ("done" in outcome || renewed) return outcome;
      const { problem } = outcome;
      const expired = problem.status === 401 || this.#connection.mayBeExpired?.(problem) === true;
      if (!expired || !(await this.#connection.renew(problem))) return outcome;
    }
  }

  #send<T>(
    request: WireRequest,
    { effect }: Endpoint,
    bounded: boolean,
    receive: Receive<T>,
  ): Promise<Outcome<T>> {
    return this.#sender.send<Outcome<T>>(request, { effect, bounded }, async (response, resent) => {
      const received =
        response.status >= 200 && response.status < 300
          ? await receive(response, request)
          : { problem: await readProblem(response) };
      return "done" in received
        ? received
        : { ...received, request: `${request.method} ${request.url.href}`, resent };
    });
  }

  /** What was received, or the problem that its document tells of. */
  #received<T>(done: T, response: WireResponse, document: unknown): { done: T } | { problem: Problem } {
    if (document === undefined || this.#connection.isProblem?.(document) !== true) return { done };
    const { status, headers } = response;
    return { problem: { status, headers, text: JSON.stringify(document), json: document } };
  }

  async #request<Names extends string>(endpoint: Endpoint<Names>, call: Call<Names>): Promise<WireRequest> {
    const body = requestBody(call as Call<never>);
    this.#redactor.hideIn(call.json);
    // Before the base URL, for which some systems have to be signed in to: an id that is none is refused before any request.
    const below = target(endpoint, call);
    const url = new URL((await this.#connection.base()) + below);
    if (this.#settings.dryRun && endpoint.effect !== "read") {
      const shown = this.#redactor.mask(url.href);
      const planned = this.#masked(body?.shown ?? null);
      throw new Planned([{ method: endpoint.method, url: shown, body: planned }]);
    }
    const headers: Record<string, string> = {
      accept: "application/json",
      ...defined({
        "accept-language": this.#settings.language,
        "content-type": body?.type,
        "content-length": body?.length.toString(),
      }),
      ...call.headers,
      ...(await this.#connection.authorize()),
    };
    return { method: endpoint.method, url, headers, ...defined({ body: body?.content, large: call.large }) };
  }

  /** A body as --dry-run shows it: its secrets hidden, and still JSON where it was. */
  #masked(body: unknown): unknown {
    return typeof body === "string" ? this.#redactor.body(body) : this.#redactor.value(body);
  }

  #refusal(refused: Refused): Fault {
    return refusal(refused, this.#connection, this.#redactor);
  }
}

type Outcome<T> = { readonly done: T } | Refused;
type Receive<T> = (
  response: WireResponse,
  request: WireRequest,
) => Promise<{ readonly done: T } | { readonly problem: Problem }>;

/** Where a redirect leads, if it is to the origin that it came from: a token goes nowhere else. */
function sameOrigin(from: URL, location: string): URL | undefined {
  if (location === "" || !URL.canParse(location, from.href)) return undefined;
  const to = new URL(location, from);
  return to.origin === from.origin ? to : undefined;
}
