import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { errnoOf, Fault, messageOf, usage } from "../errors.ts";
import type { Routes } from "./system.ts";

/** An HTTP server that listens on 127.0.0.1; port 0 takes a free one. Throws a Fault that names --port. */
export async function listen(app: Routes, port: number): Promise<{ server: Server; port: number }> {
  const server = createAdaptorServer({
    fetch: app.fetch,
    // Else hono replaces the process's own Request and Response by its own.
    overrideGlobalObjects: false,
    // URLs beyond node's usual 16 KiB must arrive: the real server does something strange with them.
    serverOptions: { maxHeaderSize: 256 * 1024 },
  }) as Server;
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => reject(refusal(port, error)));
    server.listen(port, "127.0.0.1", resolve);
  });
  return { server, port: (server.address() as AddressInfo).port };
}

function refusal(port: number, error: Error): Fault {
  switch (errnoOf(error)) {
    case "EADDRINUSE":
      return usage(`port ${port} is taken already`, "name another: --port N", "or take a free one: --port 0");
    case "EACCES":
      return usage(`port ${port} may not be used`, "name one above 1023: --port N");
    default:
      return new Fault("failure", `cannot listen on port ${port}: ${messageOf(error)}`, { cause: error });
  }
}
