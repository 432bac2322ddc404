import type { IncomingMessage } from "node:http";

/**
 * The body of an answer as it comes, one part at a time: nothing is read ahead of who asks. As `for await` over the message itself,
 * whose machinery takes a tenth of the time of a small request. To leave the loop gives the connection up.
 * @throws Error of a connection that was cut before the end.
 */
export async function* responseParts(response: IncomingMessage): AsyncGenerator<Uint8Array> {
  const arrived: Uint8Array[] = [];
  let ended = false;
  let failed = response.destroyed ? cutOff(response) : undefined;
  let wake = () => {};
  response.on("data", (part: Uint8Array) => {
    arrived.push(part);
    response.pause();
    wake();
  });
  response.once("end", () => {
    ended = true;
    wake();
  });
  response.once("error", (error: Error) => {
    failed = error;
    wake();
  });
  response.once("close", () => {
    if (!ended) failed ??= cutOff(response);
    wake();
  });
  try {
    while (!ended && failed === undefined) {
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      response.resume();
      await woken;
      for (let part = arrived.shift(); part !== undefined; part = arrived.shift()) yield part;
    }
    if (failed !== undefined) throw failed;
  } finally {
    if (!ended) response.destroy();
  }
}

/** As Node itself calls it, where it has not told already. */
function cutOff(response: IncomingMessage): Error {
  return response.errored ?? Object.assign(new Error("aborted"), { code: "ECONNRESET" });
}
