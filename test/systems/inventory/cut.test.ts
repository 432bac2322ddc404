import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it } from "vitest";
import { slashSpelling } from "../../../src/systems/inventory/spelling.ts";
import { memoryProgram } from "../../memory-program.ts";

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** A server on loopback that answers the first request, the second one, and so on. */
async function serving(...answers: ((response: ServerResponse) => void)[]) {
  let asked = 0;
  const server = createServer((request, response) => {
    request.resume();
    answers[Math.min(asked, answers.length - 1)]!(response);
    asked += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  ends.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const program = memoryProgram({ env: { RPTCTL_INVENTORY_URL: url, RPTCTL_INVENTORY_TOKEN: "XYZ-token" } });
  return { program, asked: () => asked };
}

const row = '{"father_uuid":"a","type":"host"}';
const whole = (response: ServerResponse) => response.end(`{"elements_found":[${row}]}`);
/** Writes this much, and then the connection breaks. */
const cutAfter = (text: string) => (response: ServerResponse) => {
  response.write(text, () => response.destroy());
};

it("asks again for an inventory that was cut off before its first element", async () => {
  const { program, asked } = await serving(cutAfter('{"elements_'), whole);
  expect(await program.run("inventory", "list", "-o", "ndjson")).toEqual({
    code: 0,
    stdout: `${row}\n`,
    stderr: "",
  });
  expect(asked()).toBe(2);
});

it("fails where it is cut off later, and leaves no document that a parser would take", async () => {
  const { program, asked } = await serving(cutAfter(`{"elements_found":[${row},${row},`));
  const { code, stdout, stderr } = await program.run("inventory", "list", "-o", "json");
  expect(code).toBe(9);
  expect(stdout).toContain(row);
  expect(() => JSON.parse(stdout)).toThrow();
  expect(JSON.parse(stderr).error).toMatchObject({ code: "unavailable", system: "inventory" });
  expect(asked()).toBe(1);
});

it("gives up after --retries, with an error that is no bug", async () => {
  const { program, asked } = await serving(cutAfter(" "));
  const { code, stderr } = await program.run("inventory", "list", "--retries", "2");
  expect(code).toBe(9);
  expect(stderr).toMatch(/^rptctl: inventory: the answer was cut off/);
  expect(asked()).toBe(3);
});

it("does not warn of plain http to this machine", async () => {
  const { program } = await serving(whole);
  expect((await program.run("inventory", "list", "-o", "id")).stderr).toBe("");
});

it("keeps to the spelling of the route that was answered", () => {
  const spelling = slashSpelling("auto");
  const endpoint = { method: "POST", path: "/api/v2/inventory", effect: "read" } as const;
  expect(spelling.paths(endpoint)).toEqual(["/api/v2/inventory", "/api/v2/inventory/"]);
  spelling.learned(endpoint, "/api/v2/inventory/");
  expect(spelling.paths(endpoint)).toEqual(["/api/v2/inventory/"]);
});

it.each([
  [404, {}, "<html>", true],
  [404, {}, "ERROR 404: no such element", false],
  [301, { location: "/api/v2/inventory/" }, "", true],
  [302, { location: "/sign-in" }, "", false],
  [400, {}, "ERROR 400: no", false],
])("takes %d with %j for an unknown route: %s", (status, headers, text, unknown) => {
  expect(slashSpelling("auto").isUnknownPath({ status, headers, text, json: undefined })).toBe(unknown);
});
