import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { MiddlewareHandler } from "hono";
import type { Faults } from "./faults.ts";
import type { Env } from "./system.ts";

/**
 * What lies between the systems and the network: lets the armed faults happen, and ends answers by closing where the
 * real server does. `closing` ends what waits when the sandbox stops.
 */
export function wire(faults: Faults, closing: AbortSignal): MiddlewareHandler<Env> {
  return async (c, next) => {
    const { incoming, outgoing } = c.env;
    const fault = faults.meet(c.req.method, incoming.url ?? "");
    if (fault?.delayMs) await sleep(fault.delayMs, undefined, { signal: closing }).catch(() => {});
    if (fault?.reset) {
      incoming.socket.resetAndDestroy();
      return RESPONSE_ALREADY_SENT;
    }
    if (fault?.status === undefined) await next();
    else c.res = new Response(noBody(fault.status) ? null : "the sandbox was told to fail\n", fault);
    if (fault?.truncate === undefined && !c.var.endsByClosing) return;
    const response = c.res;
    c.res = undefined;
    if (fault?.truncate === undefined) await sendUntilClose(outgoing, response);
    else await sendCut(outgoing, response, fault.truncate);
    c.res = RESPONSE_ALREADY_SENT;
  };
}

/** The statuses that fetch's Response takes no body with. */
function noBody(status: number): boolean {
  return status === 204 || status === 205 || status === 304;
}

/** Without Content-Length, chunks or `Connection: close`: only the end of the connection ends the body. */
async function sendUntilClose(outgoing: ServerResponse, response: Response): Promise<void> {
  const body = Buffer.from(await response.arrayBuffer());
  outgoing.shouldKeepAlive = false;
  for (const name of ["connection", "content-length", "transfer-encoding"]) outgoing.removeHeader(name);
  outgoing.writeHead(response.status, withoutLength(response));
  outgoing.end(body);
}

/** Promises the whole body, sends its first bytes, and cuts the connection. */
async function sendCut(outgoing: ServerResponse, response: Response, bytes: number): Promise<void> {
  const body = Buffer.from(await response.arrayBuffer());
  outgoing.writeHead(response.status, { ...withoutLength(response), "content-length": String(body.length) });
  outgoing.flushHeaders();
  await new Promise<void>((resolve) => {
    outgoing.write(body.subarray(0, bytes), () => resolve());
    outgoing.once("close", resolve);
  });
  outgoing.destroy();
}

function withoutLength(response: Response): Record<string, string> {
  const headers = Object.fromEntries(response.headers);
  delete headers["content-length"];
  return headers;
}
