import { expect, it } from "vitest";
import { collection, example, fakeSeer, missing, retrieved } from "../../systems/registries/fake-seer.ts";

it("GET /api/v1/reports/registries/{registry_id}: prints data.registry alone", async () => {
  const seer = fakeSeer(() => retrieved(example));
  const { code, stdout } = await seer.run("registries", "get", example.id, "-o", "json");
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual(example);
  expect(stdout).toContain('"created_at": 1705497089045145');
  expect(seer.asked[0]).toMatchObject({ method: "GET", path: `${collection}/${example.id}` });
});

it("keeps numbers as they were written, and takes a list of one", async () => {
  const body = '{"data":{"registries":[{"id":"x","size":12345678901234567890,"rate":1.10}]}}';
  const seer = fakeSeer(() => ({ body }));
  const { stdout } = await seer.run("registries", "get", "x", "-o", "json");
  expect(stdout).toMatch(/"size": 12345678901234567890,\s*"rate": 1\.10/);
});

it("sends the id as one segment of the path", async () => {
  const seer = fakeSeer(() => missing);
  await seer.run("registries", "get", "../a b");
  expect(seer.asked[0]!.path).toBe(`${collection}/..%2Fa%20b`);
});

it.each([400, 404])("takes %d for a registry that is not there: exit 6", async (status) => {
  const seer = fakeSeer(() => ({ ...missing, status }));
  const { code, stderr } = await seer.run("registries", "get", "x");
  expect(code).toBe(6);
  expect(stderr).toBe(
    `rptctl: registries: no registry has the id "x": Error retrieving registry (HTTP ${status})\n` +
      "  hint: rptctl registries list shows those there are\n",
  );
});

it('403 "Forbidden" exits 5', async () => {
  const seer = fakeSeer(() => ({ status: 403, body: { message: "Forbidden" } }));
  expect((await seer.run("registries", "get", "x")).code).toBe(5);
});

it("refuses an answer without a registry", async () => {
  const seer = fakeSeer(() => ({ body: { data: {}, status: "ok" } }));
  expect((await seer.run("registries", "get", "x")).code).toBe(9);
});
