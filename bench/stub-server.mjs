// CloudKitty's scope list at the speed of a socket: pages made before they are asked for, a sliver of HTTP, keep-alive. A full HTTP
// server would take longer than curl, and so hide what a client costs. A process of its own, so that it has its own core.
// Below /rows/N it has N scopes. Prints its ports as one JSON line; ends when its stdin does.
import { readFileSync } from "node:fs";
import { createServer as createHttpServer } from "node:http";
import { createServer } from "node:net";
import { createServer as createTlsServer } from "node:tls";

/** So many different rows come round again and again: 1 000 000 of their own would fill the memory. */
const different = 20_000;

/** When the last first page was handed to the kernel, on the clock that all processes share. */
let firstPageAt = 0n;

function row(number) {
  const id = number.toString(16).padStart(8, "0").repeat(4);
  return {
    scope_id: id,
    scope_key: "project_id",
    fetcher: "keystone",
    collector: "gnocchi",
    state: "2026-05-01T00:00:00+00:00",
    last_processed_timestamp: "2026-05-01T00:00:00+00:00",
    active: number % 10 !== 9,
    scope_activation_toggle_date: "2026-03-01T12:30:00+00:00",
  };
}

function answer(status, document) {
  const body = JSON.stringify(document);
  const headers = `Content-Type: application/json\r\nContent-Length: ${body.length}`;
  return Buffer.from(`HTTP/1.1 ${status}\r\n${headers}\r\n\r\n${body}`);
}

const none = answer("404 NOT FOUND", { message: "No resource found for provided filters." });
const pages = new Map();

function page(total, offset, limit) {
  const size = Math.min(limit, total - offset);
  if (size <= 0) return none;
  const key = `${offset % different} ${size}`;
  let made = pages.get(key);
  if (made === undefined) {
    const results = Array.from({ length: size }, (_, index) => row((offset + index) % different));
    made = answer("200 OK", { results });
    pages.set(key, made);
  }
  return made;
}

function serve(socket) {
  let waiting = "";
  socket.setNoDelay(true);
  socket.on("error", () => {});
  socket.on("data", (bytes) => {
    waiting += bytes.toString("latin1");
    for (let end = waiting.indexOf("\r\n\r\n"); end >= 0; end = waiting.indexOf("\r\n\r\n")) {
      const line = waiting.slice(0, waiting.indexOf("\r\n"));
      waiting = waiting.slice(end + 4);
      const number = (pattern, otherwise) => Number(pattern.exec(line)?.[1] ?? otherwise);
      const offset = number(/[?&]offset=(\d+)/, 0);
      const made = page(number(/\/rows\/(\d+)/, 25), offset, number(/[?&]limit=(\d+)/, 100));
      socket.write(made, () => {
        if (offset === 0) firstPageAt = process.hrtime.bigint();
      });
    }
  });
}

/** Keystone's sign-in, and when the last first page went out. */
const control = createHttpServer((request, response) => {
  if (request.url === "/first-page") return response.end(String(firstPageAt));
  request.resume().on("end", () => {
    const token = {
      methods: ["password"],
      user: { id: "u1", name: "bench", domain: { id: "default", name: "Default" } },
      project: { id: "p1", name: "bench", domain: { id: "default", name: "Default" } },
      roles: [{ id: "r1", name: "admin" }],
      issued_at: new Date().toISOString(),
      expires_at: new Date(Date.now() + 3_600_000).toISOString(),
      catalog: [
        {
          type: "rating",
          name: "cloudkitty",
          id: "s1",
          endpoints: [
            {
              interface: "public",
              region: "R",
              region_id: "R",
              id: "e1",
              url: `http://127.0.0.1:${ports.http}`,
            },
          ],
        },
      ],
    };
    const headers = { "content-type": "application/json", "x-subject-token": "t".repeat(183) };
    response.writeHead(201, headers).end(JSON.stringify({ token }));
  });
});

async function listen(server) {
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server.address().port;
}

const [certFile, keyFile] = process.argv.slice(2);
const certificate = { cert: readFileSync(certFile), key: readFileSync(keyFile) };
const ports = {
  http: await listen(createServer(serve)),
  https: await listen(createTlsServer(certificate, serve)),
  control: await listen(control),
};
console.log(JSON.stringify(ports));
process.stdin.resume().on("end", () => process.exit());
