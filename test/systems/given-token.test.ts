import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { type Answer, fakeServer } from "../fake-server.ts";

/** Opsera behind a program that prints `token-1`, then `token-2`, ... */
function served(answer: (token: string) => Answer) {
  const config =
    "contexts: { c: { pipeline: { url: http://opsera.test, token-command: [ ./token ] } } }\ncurrent-context: c\n";
  const server = fakeServer(
    "http://opsera.test",
    ({ headers }) => answer(headers.authorization?.replace("Bearer ", "") ?? ""),
    { config },
  );
  const path = join(server.home, "token");
  writeFileSync(
    path,
    `#!/bin/sh\ncd "${server.home}" && echo x >> count && echo "token-$(wc -l < count | tr -d ' ')"\n`,
  );
  chmodSync(path, 0o755);
  writeFileSync(join(server.home, "config.yaml"), config.replace("./token", path));
  return server;
}

const tokens = (server: ReturnType<typeof served>) =>
  server.asked.map(({ headers }) => headers.authorization);

it("asks the token-command again once where its token is refused", async () => {
  const server = served((token) => (token === "token-1" ? { status: 401 } : { body: [] }));
  expect((await server.run("pipeline", "list")).code).toBe(0);
  expect(tokens(server)).toEqual(["Bearer token-1", "Bearer token-2"]);
});

it("gives up where the next token is refused too", async () => {
  const server = served(() => ({ status: 401 }));
  expect((await server.run("pipeline", "list")).code).toBe(4);
  expect(tokens(server)).toHaveLength(2);
});
