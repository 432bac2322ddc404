import { describe, expect, it } from "vitest";
import type { Asked } from "../../fake-server.ts";
import { collection, example, fakeSeer, missing, retrieved } from "../../systems/registries/fake-seer.ts";

/** A Seer Box with these registries; `remove` says which of the named ones go. */
function seerWith(present: string[], remove = (ids: string[]) => ids) {
  const there = new Set(present);
  return fakeSeer(({ method, path, json }: Asked) => {
    if (method === "DELETE") {
      for (const id of remove(json.registry_ids)) there.delete(id);
      return { body: { message: "Report registries succesfully deleted", status: "ok" } };
    }
    const id = path.slice(collection.length + 1);
    return there.has(id) ? retrieved({ ...example, id }) : missing;
  });
}

const deletes = (asked: readonly Asked[]) => asked.filter(({ method }) => method === "DELETE");

describe("registries delete", () => {
  it("DELETE /api/v1/reports/registries: one request with registry_ids, however many", async () => {
    const seer = seerWith(["a", "b", "c"]);
    expect(await seer.run("registries", "delete", "a", "c", "a", "-y")).toEqual({
      code: 0,
      stdout: "a\nc\n",
      stderr: "Deleted 2 registries.\n",
    });
    const [sent, ...more] = deletes(seer.asked);
    expect(more).toEqual([]);
    expect(sent).toMatchObject({ path: collection, json: { registry_ids: ["a", "c"] } });
    expect(sent!.headers).toMatchObject({ "content-type": "application/json", "content-length": "26" });
  });

  it("prints the response in json", async () => {
    const { stdout } = await seerWith(["a"]).run("registries", "rm", "a", "-y", "-o", "json");
    expect(JSON.parse(stdout)).toEqual([{ message: "Report registries succesfully deleted", status: "ok" }]);
  });

  it("names those that are not there, and deletes the others", async () => {
    const seer = seerWith(["a"]);
    const { code, stdout, stderr } = await seer.run("registries", "delete", "a", "x", "-y");
    expect(code).toBe(11);
    expect(stdout).toBe("a\n");
    expect(stderr).toContain('no registry has the id "x"');
    expect(deletes(seer.asked)[0]!.json).toEqual({ registry_ids: ["a"] });
  });

  it("never sends an empty list", async () => {
    const seer = seerWith([]);
    expect(await seer.run("registries", "delete", "x", "y", "-y")).toMatchObject({ code: 6, stdout: "" });
    expect(deletes(seer.asked)).toEqual([]);
    expect((await seer.run("registries", "delete", "-y")).code).toBe(2);
    expect((await seer.run("registries", "delete", "", "-y")).code).toBe(2);
  });

  it("looks whether they are gone, twice, and names what is left", async () => {
    const seer = seerWith(["a", "b"], (ids) => ids.slice(1));
    const { code, stdout, stderr } = await seer.run("registries", "delete", "a", "b", "-y");
    expect(code).toBe(11);
    expect(stdout).toBe("b\n");
    expect(stderr).toContain("registry a is still there, though the server said that it was deleted");
    expect(seer.sleeps).toEqual([1000]);
  });

  it('shows 400 "Error deleting report registries"', async () => {
    const seer = fakeSeer(({ method }) =>
      method === "DELETE"
        ? { status: 400, body: { message: "Error deleting report registries" } }
        : retrieved(example),
    );
    const { code, stderr } = await seer.run("registries", "delete", "a", "-y");
    expect(code).toBe(8);
    expect(stderr).toContain("Error deleting report registries (HTTP 400)");
  });

  it('403 "Forbidden" exits 5', async () => {
    const seer = fakeSeer(({ method }) =>
      method === "DELETE" ? { status: 403, body: { message: "Forbidden" } } : retrieved(example),
    );
    expect((await seer.run("registries", "delete", "a", "-y")).code).toBe(5);
  });

  it("asks first", async () => {
    const seer = seerWith(["a", "b"]);
    const { code, stderr } = await seer.run("registries", "delete", "a", "b");
    expect(code).toBe(2);
    expect(stderr).toContain("Delete 2 registries?");
    expect(deletes(seer.asked)).toEqual([]);
  });

  it("prints the request under --dry-run, and sends none", async () => {
    const seer = seerWith(["a"]);
    const { code, stdout, stderr } = await seer.run(
      "registries",
      "delete",
      "a",
      "x",
      "--dry-run",
      "-o",
      "json",
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual([
      { method: "DELETE", url: `http://seer.test${collection}`, body: { registry_ids: ["a"] } },
    ]);
    expect(stderr).toContain('no registry has the id "x"');
    expect(deletes(seer.asked)).toEqual([]);
  });
});
