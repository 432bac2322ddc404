import { Fault } from "../../errors.ts";
import type { Api } from "../../http/api.ts";
import { longestProblem } from "../../http/problem.ts";
import { textBody } from "../../http/text-body.ts";
import { WireError, type WireResponse } from "../../http/wire.ts";
import { isRecord } from "../../record.ts";
import { Row } from "../../rows/row.ts";
import { type Section, SectionCutter } from "../../rows/sections.ts";
import { inventory } from "./endpoints.ts";
import { isError } from "./errors.ts";
import { formOf, type Question, type SortWords } from "./question.ts";

/** What stands beside the elements; known when all of them were read. */
export interface Envelope {
  readonly request_statistics?: unknown;
  readonly elements_found?: unknown;
}

/**
 * The elements of the inventory as they arrive: one document of any size, of which memory holds a piece. Sections are named
 * `clusters` and `hosts` where checks hang on their fathers; elements on one level have no name. The server may answer in the one shape
 * or the other, whatever was asked, and with lists or with maps. `done` is told the rest of the document.
 */
export async function* readInventory(
  api: Api,
  question: Question,
  words: SortWords,
  done: (envelope: Envelope) => void = () => {},
): AsyncGenerator<Section> {
  let given = false;
  for (let tries = 1; ; tries += 1) {
    try {
      for await (const section of sectionsOf(api, question, words, done)) {
        given = true;
        yield section;
      }
      return;
    } catch (error) {
      if (!(error instanceof WireError))
        throw error instanceof Fault ? error.with({ system: api.system }) : error;
      // What was printed cannot be taken back, so only an answer of which nothing was used is asked for again.
      if (!given && (await api.pause(tries, error.message))) continue;
      throw new Fault("unavailable", error.message, { system: api.system, hints: error.hints, cause: error });
    }
  }
}

async function* sectionsOf(
  api: Api,
  question: Question,
  words: SortWords,
  done: (envelope: Envelope) => void,
): AsyncGenerator<Section> {
  const form = formOf(question, words);
  const response = await api.open(inventory, { form }).catch((error: unknown) => {
    throw error instanceof Fault ? error.with({ hints: hintsFor(error.message, question) }) : error;
  });
  const cutter = new SectionCutter("elements_found");
  let found = false;
  let first = true;
  for await (const piece of textBody(response)) {
    if (first) {
      const head = await failureIn(piece, response, api, question);
      if (head !== undefined) throw head;
    }
    first &&= piece.length === 0;
    for (const section of cutter.push(piece)) {
      found = true;
      yield section;
    }
  }
  const envelope = cutter.end() as Envelope | null;
  for (const section of leftIn(envelope, api)) {
    found = true;
    yield section;
  }
  if (!found) checkShape(envelope, api);
  done(envelope ?? {});
}

/** The failure that a body tells of under the status of a success. */
async function failureIn(
  piece: Uint8Array,
  response: WireResponse,
  api: Api,
  question: Question,
): Promise<Fault | undefined> {
  const text = Buffer.from(piece.subarray(0, longestProblem)).toString("utf8");
  if (isError(text)) {
    response.discard();
    const { status, headers } = response;
    const fault = api.refusal(inventory, {}, { status, headers, text, json: text });
    return fault?.with({ hints: hintsFor(fault.message, question) });
  }
  if (!/^\uFEFF?\s*</.test(text)) return undefined;
  response.discard();
  return new Fault("unavailable", "a web page came instead of the inventory", {
    status: response.status,
    hints: ["is this the URL of the module livedata itself?"],
  });
}

/** Which flag an error is about. Its field names are not to be trusted: the server complains of host_name for father_name. */
function hintsFor(message: string, { filters, sorts }: Question): readonly string[] {
  const [, number] = /^filtering\[(\d+)\]/.exec(message) ?? [];
  const filter = number === undefined ? undefined : filters[Number(number)];
  if (filter !== undefined) return [`this is about --filter ${filter}`];
  if (message.startsWith("sort:") && sorts.length > 0)
    return [`this is about --sort ${sorts.join(" --sort ")}`];
  return [];
}

/** Sections that came as maps, `{"elem1": {...}}`, as the page's outline has them; small, or the bounds would have ended them. */
function* leftIn(envelope: Envelope | null, api: Api): Generator<Section> {
  const found = envelope?.elements_found;
  if (!isRecord(found)) return;
  const members = Object.entries(found);
  const sections = members.filter(([, value]) => isRecord(value) && !isElement(value));
  for (const [name, value] of sections) {
    const rows = Object.values(value as object).map((element) => rowOf(element, api));
    if (rows.length > 0) yield { name, rows };
  }
  const flat = members.filter(([, value]) => isElement(value)).map(([, value]) => rowOf(value, api));
  if (flat.length > 0) yield { name: undefined, rows: flat };
}

function checkShape(envelope: Envelope | null, api: Api): void {
  const found = envelope?.elements_found;
  if (Array.isArray(found) || isRecord(found)) return;
  throw new Fault("unavailable", 'the answer holds no elements ("elements_found")', { system: api.system });
}

function rowOf(element: unknown, api: Api): Row {
  if (isElement(element)) return Row.of(element);
  throw new Fault("unavailable", "the answer holds something that is no element", { system: api.system });
}

function isElement(value: unknown): boolean {
  return (
    isRecord(value) && ["father_uuid", "father_name", "check_uuid"].some((key) => Object.hasOwn(value, key))
  );
}
