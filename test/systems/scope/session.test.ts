import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fakeCloud, signedIn, someRows } from "./fake-cloud.ts";

describe("a token", () => {
  it("is asked for once more after a 401, and no more than that", async () => {
    const cloud = fakeCloud(someRows(1), ({ token }) => (token === "token-1" ? { status: 401 } : undefined));
    expect(await cloud.run("scope", "list", "-o", "id")).toMatchObject({ code: 0, stdout: "s0\n" });
    expect(cloud.calls.map(({ token }) => token)).toEqual(["token-1", "token-2"]);
  });

  it("is given up after the second 401", async () => {
    const body = { error: { code: 401, message: "The request you have made requires authentication." } };
    const cloud = fakeCloud([], () => ({ status: 401, body }));
    const ended = await cloud.run("scope", "list", "-o", "json");
    expect(ended).toMatchObject({ code: 4, stdout: "" });
    expect(JSON.parse(ended.stderr).error).toMatchObject({
      code: "auth",
      exit: 4,
      status: 401,
      system: "scope",
    });
    expect([cloud.signIns, cloud.calls.length]).toEqual([2, 2]);
  });

  it.each([
    [{ status: 401, body: { error: { code: 401, message: "requires authentication" } } }, 4],
    [{ status: 500, body: "<html>oops</html>" }, 9],
    [{ status: 201, body: "<html>welcome</html>", headers: { "x-subject-token": "t" } }, 9],
    [{ status: 302, headers: { location: "http://evil.test" } }, 3],
  ])("not given (%j) exits %d", async (answer, code) => {
    const cloud = fakeCloud([], undefined, () => answer);
    const ended = await cloud.run("scope", "list", "-o", "json");
    expect(ended).toMatchObject({ code, stdout: "" });
    expect(ended.stderr).not.toContain("hunter2");
    expect(cloud.calls).toEqual([]);
  });

  it("is kept for the next command, but never serves another user's cloud", async () => {
    const env: Record<string, string> = {};
    const cloud = fakeCloud(someRows(1), undefined, undefined, env);
    const entry = (token: string) => ({
      auth_type: "token",
      auth: { auth_url: signedIn.OS_AUTH_URL, token, project_id: "p" },
    });
    const clouds = { mine: entry("one-token"), yours: entry("other-token") };
    mkdirSync(join(cloud.home, ".config/openstack"), { recursive: true });
    writeFileSync(join(cloud.home, ".config/openstack/clouds.yaml"), JSON.stringify({ clouds }));
    for (const name of ["mine", "yours", "mine"]) {
      env.OS_CLOUD = name;
      expect((await cloud.run("scope", "list")).code).toBe(0);
    }
    expect(cloud.calls.map(({ token }) => token)).toEqual(["token-1", "token-2", "token-1"]);
  });

  it("is ended at Keystone by a logout, and forgotten", async () => {
    const env: Record<string, string> = { OS_CLOUD: "mine" };
    const cloud = fakeCloud(someRows(1), undefined, undefined, env);
    const auth = { auth_url: signedIn.OS_AUTH_URL, username: "u", password: "hunter2", project_id: "p" };
    mkdirSync(join(cloud.home, ".config/openstack"), { recursive: true });
    writeFileSync(
      join(cloud.home, ".config/openstack/clouds.yaml"),
      JSON.stringify({ clouds: { mine: { auth } } }),
    );
    await cloud.run("scope", "list");
    const { code, stderr } = await cloud.run("auth", "logout", "scope");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "Signed out of scope.\n" });
    expect(cloud.ended).toEqual(["token-1"]);
    expect((await cloud.run("auth", "logout", "scope")).stderr).toBe("Nobody was signed in.\n");
    await cloud.run("scope", "list");
    expect(cloud.signIns).toBe(2);
  });
});
