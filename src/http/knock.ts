import type { Sender } from "./send.ts";
import type { TlsPeer } from "./wire.ts";

/** What one request without credentials tells of a server: that it answers at all, and how. */
export interface Knock {
  readonly url: string;
  /** Milliseconds from the request to the head of the answer, the connection and its handshake included. */
  readonly took: number;
  /** How far our clock is ahead of the server's, in milliseconds; exact to a second. Undefined where the server tells no date. */
  readonly clockAhead: number | undefined;
  /** Undefined without TLS, and where a proxy or another engine stands between. */
  readonly tls: TlsPeer | undefined;
}

/**
 * Asks once, with nothing that shows who asks. Any answer will do: 401 and 404 come from a server that is there.
 * @throws Fault unavailable where none comes.
 */
export async function knock(sender: Sender, url: string, now: () => number): Promise<Knock> {
  const request = { method: "GET", url: new URL(url), headers: { accept: "*/*" } };
  const sentAt = now();
  return sender.once().send(request, { effect: "read", bounded: true }, async (response) => {
    const answeredAt = now();
    const tls = response.peer?.();
    response.discard();
    // The date was written somewhere between the two, and names a whole second.
    const date = Date.parse(response.headers.date ?? "") + 500;
    const ahead = (sentAt + answeredAt) / 2 - date;
    return {
      url,
      took: answeredAt - sentAt,
      clockAhead: Number.isNaN(ahead) ? undefined : Math.round(ahead),
      tls,
    };
  });
}
