import { describe, expect, it } from "vitest";
import { fakeCloud, none, someRows } from "../../systems/scope/fake-cloud.ts";

describe("scope get", () => {
  it("shows one", async () => {
    const cloud = fakeCloud(someRows(3));
    const { code, stdout } = await cloud.run("scope", "get", "s1", "-o", "json");
    expect([code, JSON.parse(stdout)]).toEqual([0, someRows(3)[1]]);
  });

  it.each(["a,b", "a b", "ä/&=?#%"])("finds %j, whatever is in an id", async (scope_id) => {
    const rows = someRows(3, (index) => (index === 2 ? { scope_id } : {}));
    const { code, stdout } = await fakeCloud(rows).run("scope", "get", scope_id, "-o", "json");
    expect([code, JSON.parse(stdout).scope_id]).toEqual([0, scope_id]);
  });

  it("names the scopes that share an id", async () => {
    const twins = someRows(2, (index) => ({ scope_id: "twin", collector: `c${index}` }));
    const ended = await fakeCloud(twins).run("scope", "get", "twin");
    expect(ended).toMatchObject({ code: 2, stdout: "" });
    expect(ended.stderr).toMatch(/"twin" is ambiguous: 2 scopes share it\n.*collector c0.*\n.*collector c1/);
  });

  it("has no scope of that id", async () => {
    const ended = await fakeCloud([], () => none).run("scope", "get", "nope", "-o", "json");
    expect(ended).toMatchObject({ code: 6, stdout: "" });
    expect(JSON.parse(ended.stderr).error).toMatchObject({
      code: "not_found",
      message: 'no scope has the id "nope"',
    });
  });
});
