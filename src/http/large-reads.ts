import type { ClientRequest } from "node:http";
import type { OnReadOpts, Socket } from "node:net";

/** The most that is read at once: Node itself reads 64 KiB, and every read costs the same anew. */
const readSize = 512 * 1024;

/** Has the connection of one request read in large pieces: give `onread` to the request, and it to `use`. */
export function largeReads(): { readonly onread: OnReadOpts; use(sent: ClientRequest): void } {
  const buffer = Buffer.allocUnsafeSlow(readSize);
  let connection: Socket | undefined;
  return {
    onread: {
      buffer,
      callback(count) {
        // A socket that reads into a given buffer says nothing by itself, and Node's HTTP parser listens to this.
        connection?.emit("data", Buffer.from(buffer.subarray(0, count)));
        return true;
      },
    },
    use(sent) {
      sent.once("socket", (socket) => {
        connection = socket;
      });
    },
  };
}
