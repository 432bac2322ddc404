import type { IncomingHttpHeaders, ServerResponse } from "node:http";
import { setImmediate as turn } from "node:timers/promises";
import type { VirtualTime } from "./virtual-time.ts";

/** What a server answered. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Less what is said anew. The date stays: the sandbox tells it by the time of the run. */
function headersOf({ headers }: Answer): IncomingHttpHeaders {
  const { connection: _, "transfer-encoding": __, ...kept } = headers;
  return kept;
}

/** The whole of it. */
export function send(outgoing: ServerResponse, answer: Answer): void {
  const isBare = answer.status === 204 || answer.status === 304;
  const length = isBare ? {} : { "content-length": String(answer.body.length) };
  outgoing.writeHead(answer.status, { ...headersOf(answer), ...length });
  outgoing.end(isBare ? undefined : answer.body);
}

/** Sends the head of an answer that will break off: it promises the whole body, and at least one byte. */
export async function begin(outgoing: ServerResponse, answer: Answer): Promise<void> {
  const length = String(Math.max(1, answer.body.length));
  const status = answer.status === 204 ? 200 : answer.status;
  outgoing.writeHead(status, { ...headersOf(answer), "content-length": length });
  outgoing.flushHeaders();
}

/** Resolves when the part has left. */
export function passed(outgoing: ServerResponse, part: Buffer): Promise<void> {
  return new Promise((resolve) => {
    if (part.length === 0) return void setImmediate(resolve);
    outgoing.once("close", resolve);
    outgoing.write(part, () => setImmediate(resolve));
  });
}

/** TCP's own way to hang up. */
export function reset(outgoing: ServerResponse): void {
  outgoing.socket?.resetAndDestroy();
}

/** Says nothing until the program has enough of it. */
export async function silence(outgoing: ServerResponse, time: VirtualTime): Promise<void> {
  for (;;) {
    // So that what was sent before is read before the time is over.
    for (let turns = 0; turns < 20 && !isOver(outgoing); turns += 1) await turn();
    if (isOver(outgoing) || !time.advanceToTimer()) return;
  }
}

/** A byte, a second, a byte. */
export async function drip(outgoing: ServerResponse, body: Buffer, time: VirtualTime): Promise<void> {
  for (let at = 0; at < body.length; at += 1) {
    if (isOver(outgoing)) return;
    outgoing.write(body.subarray(at, at + 1));
    for (let turns = 0; turns < 3; turns += 1) await turn();
    time.advance(1000);
  }
  outgoing.end();
}

function isOver({ destroyed, socket }: ServerResponse): boolean {
  return destroyed || socket === null || socket.destroyed;
}
