import { describe, expect, it } from "vitest";
import { collection, example, fakeSeer, missing, retrieved } from "../../systems/registries/fake-seer.ts";

/** A Seer Box whose registries go through these words, the last of which stays; "away" is a 503, "missing" a 400. */
function seerThrough(words: Record<string, string[]>) {
  return fakeSeer(({ path }) => {
    const id = path.slice(collection.length + 1);
    const left = words[id] ?? ["missing"];
    const word = left.length > 1 ? left.shift()! : left[0]!;
    if (word === "missing") return missing;
    if (word === "away") return { status: 500, body: { message: "away" } };
    return retrieved({ ...example, id, creation_status: word });
  });
}

describe("registries wait", () => {
  it("ends when each is made", async () => {
    const seer = seerThrough({ a: ["in_progress", "completed"], b: ["in_progress", "in_progress", "done"] });
    expect(await seer.run("registries", "wait", "a", "b", "a")).toEqual({
      code: 0,
      stdout: "a\nb\n",
      stderr: "Registry a is completed. Registry b is done.\n",
    });
    expect(seer.sleeps).toEqual([1000, 1500]);
  });

  it("prints the registries in json", async () => {
    const { stdout } = await seerThrough({ a: ["completed"] }).run("registries", "wait", "a", "-o", "json");
    expect(JSON.parse(stdout)).toEqual([{ ...example, id: "a", creation_status: "completed" }]);
  });

  it("exits 10 for one that failed, 11 beside one that is made, 6 for none", async () => {
    const failed = await seerThrough({ a: ["failed"] }).run("registries", "wait", "a");
    expect(failed).toMatchObject({ code: 10, stdout: "" });
    expect(failed.stderr).toContain('registry a was not made: its creation_status is "failed"');
    const both = seerThrough({ a: ["FAILED"], b: ["completed"] });
    expect(await both.run("registries", "wait", "a", "b")).toMatchObject({ code: 11, stdout: "b\n" });
    expect(await seerThrough({}).run("registries", "wait", "x")).toMatchObject({ code: 6 });
  });

  it("exits 124 when --wait-timeout passes first, and says how they stand", async () => {
    const seer = seerThrough({ a: ["in_progress"], b: ["completed"] });
    const { code, stderr } = await seer.run("registries", "wait", "a", "b", "--wait-timeout", "10s");
    expect(code).toBe(124);
    expect(stderr).toContain("waited 10s in vain: registry a is in_progress");
  });

  it("survives failed looks, and keeps the pace of --interval", async () => {
    const seer = seerThrough({ a: ["away", "away", "completed"] });
    const { code, stderr } = await seer.run("registries", "wait", "a", "--interval", "2s", "--retries", "0");
    expect(code).toBe(0);
    expect(stderr).toContain("a look failed");
    expect(seer.sleeps).toEqual([2000, 2000]);
  });

  it("never takes a word that it does not know for a success", async () => {
    const seer = seerThrough({ a: ["quux"] });
    const { code, stderr } = await seer.run("registries", "wait", "a", "--wait-timeout", "5s");
    expect(code).toBe(124);
    expect(stderr.match(/"quux" is no creation_status that rptctl knows/g)).toHaveLength(1);
  });
});
