import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** An origin that nobody has any business at. */
export class Elsewhere {
  readonly url: string;
  count = 0;
  readonly #server: Server;

  private constructor(server: Server, host: string) {
    this.#server = server;
    this.url = `http://${host}:${(server.address() as AddressInfo).port}`;
    server.on("request", (_, outgoing) => {
      this.count += 1;
      outgoing.end("{}");
    });
  }

  static start(host: string): Promise<Elsewhere> {
    const server = createServer();
    return new Promise((resolve, reject) => {
      server.once("error", reject);
      server.listen(0, host, () => resolve(new Elsewhere(server, host)));
    });
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

/** An address of its own where loopback is a whole network; elsewhere the one there is. */
export function hostOf(number: number): string {
  if (process.platform !== "linux") return "127.0.0.1";
  return `127.${(process.pid >> 8) & 255}.${process.pid & 255}.${number + 2}`;
}
