import { createServer } from "node:http";
import { onLoopback } from "../../loopback.ts";

/** A Seer Box in this process whose tokens of a sign-in are good for one list each; any other token is good for ever. */
export async function registriesServer() {
  const issued: string[] = [];
  const used = new Set<string>();
  const server = createServer((request, response) => {
    const say = (status: number, value: unknown) => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(value));
    };
    request.resume();
    if (request.method === "POST") {
      const token = `issued-${issued.length}`;
      issued.push(token);
      return say(200, { data: { token, user: { username: "ops" } } });
    }
    const token = (request.headers.authorization ?? "").replace("Bearer ", "");
    if (used.has(token)) return say(401, { message: "expired" });
    if (token.startsWith("issued-")) used.add(token);
    return say(200, { data: { registries: [], results: [] } });
  });
  return {
    ...(await onLoopback(server)),
    issued,
  };
}
