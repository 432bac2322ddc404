import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openStore } from "../../../src/credentials/store.ts";
import { Secret } from "../../../src/secret.ts";
import type { Answer, Asked } from "../../fake-server.ts";
import { memoryWorld } from "../../output/memory-world.ts";
import { byToken, example, fakeSeer, listed, retrieved, signedIn } from "./fake-seer.ts";

const config = `current-context: prod
contexts:
  prod:
    registries: { url: "http://seer.test/", username: ops }
`;
const env = { RPTCTL_REGISTRIES_PASSWORD: "hunter22" };

const signIns = (asked: readonly Asked[]) => asked.filter(({ path }) => path === "/api/v1/signin");
const tokens = (asked: readonly Asked[]) =>
  asked.flatMap(({ headers }) => headers.authorization ?? []).join(" ");

/** Refuses these tokens with this status. */
const refusing =
  (status: number, ...stale: string[]) =>
  ({ path, headers }: Asked): Answer | undefined => {
    if (path === "/api/v1/signin") return undefined;
    const token = headers.authorization?.replace("Bearer ", "") ?? "";
    return stale.includes(token)
      ? { status, body: { message: "Forbidden" } }
      : listed([example], { total_count: 1 });
  };

describe("signing in to Seer Box", () => {
  it("POST /api/v1/signin: user name and password as JSON, the token from data.token", async () => {
    const seer = fakeSeer(refusing(401), { env: signedIn });
    expect((await seer.run("registries", "-o", "id")).code).toBe(0);
    expect(seer.asked[0]).toMatchObject({
      method: "POST",
      path: "/api/v1/signin",
      json: { username: "ops", password: "hunter22" },
    });
    expect(seer.asked[0]!.headers["content-type"]).toBe("application/json");
    expect(tokens(seer.asked)).toBe("Bearer token-1");
    expect(readdirSync(seer.home)).toEqual([]);
  });

  it("keeps the session for later commands where the password is stored, and forgets it at logout", async () => {
    const seer = fakeSeer(refusing(401), { config, env: {} });
    const world = { ...memoryWorld(), env: { RPTCTL_KEYRING: "off" }, home: seer.home };
    const password = new Secret("hunter22");
    await openStore(world, seer.home).set("prod", "registries", { username: "ops", password });
    await seer.run("registries");
    await seer.run("registries");
    expect(signIns(seer.asked)).toHaveLength(1);
    expect((await seer.run("auth", "token", "registries")).stdout).toBe("token-1\n");
    expect(readdirSync(join(seer.home, "sessions"))).toHaveLength(1);
    expect((await seer.run("auth", "logout", "registries")).code).toBe(0);
    expect((await seer.run("registries")).code).toBe(4);
  });

  it("401 Invalid username or password exits 4, and hides the password", async () => {
    const seer = fakeSeer(
      ({ text }) => ({ status: 401, body: { message: `Invalid username or password ${text}` } }),
      { env: signedIn },
    );
    const { code, stderr } = await seer.run("registries", "--debug");
    expect(code).toBe(4);
    expect(stderr).toContain("registries: signing in as ops: Invalid username or password");
    expect(stderr).not.toContain("hunter22");
    expect(signIns(seer.asked)).toHaveLength(1);
  });

  it.each([
    [{}, "data.token"],
    [{ data: { token: "" } }, "data.token"],
    ["<html>", "data.token"],
  ])("refuses the answer %j", async (body, said) => {
    const seer = fakeSeer(() => ({ body }), { env: signedIn });
    const { code, stderr } = await seer.run("registries");
    expect(code).toBe(9);
    expect(stderr).toContain(said);
  });

  it("says what is missing", async () => {
    const seer = fakeSeer(refusing(401), { env: { RPTCTL_REGISTRIES_URL: "http://seer.test" } });
    const { code, stderr } = await seer.run("registries");
    expect(code).toBe(4);
    expect(stderr).toContain("not signed in to Seer Box report registries");
    const nameless = { RPTCTL_REGISTRIES_URL: "http://seer.test", RPTCTL_REGISTRIES_PASSWORD: "hunter22" };
    expect((await fakeSeer(refusing(401), { env: nameless }).run("registries")).stderr).toContain(
      "no user name",
    );
    expect(seer.asked).toEqual([]);
  });
});

describe("a token of Seer Box that is refused", () => {
  it.each([401, 403])("with %d is renewed once", async (status) => {
    const seer = fakeSeer(refusing(status, "token-1"), { env: signedIn });
    expect((await seer.run("registries", "-o", "id")).stdout).toBe(`${example.id}\n`);
    expect(tokens(seer.asked)).toBe("Bearer token-1 Bearer token-2");
  });

  it.each([
    [401, 4],
    [403, 5],
  ])("with %d again and again exits %d after one more sign-in", async (status, exit) => {
    const seer = fakeSeer(refusing(status, "token-1", "token-2", "token-3"), { env: signedIn });
    expect((await seer.run("registries")).code).toBe(exit);
    expect(signIns(seer.asked)).toHaveLength(2);
  });

  it("with 403 is taken for expired once a command", async () => {
    const seer = fakeSeer(
      ({ path, headers, query }) => {
        if (path === "/api/v1/signin") return undefined;
        const page = Number(query.get("page"));
        const stale = headers.authorization !== `Bearer token-${page + 2}`;
        return stale ? { status: 403 } : listed([{ ...example, id: `r${page}` }], { total_count: 3 });
      },
      { env: signedIn },
    );
    expect((await seer.run("registries", "list", "--page-size", "1", "-o", "id")).code).toBe(5);
    expect(signIns(seer.asked)).toHaveLength(2);
  });

  it("with 403 is taken as forbidden at once where expired-status says 401", async () => {
    const seer = fakeSeer(refusing(403, "token-1"), {
      env: { ...signedIn, RPTCTL_REGISTRIES_EXPIRED_STATUS: "401" },
    });
    expect((await seer.run("registries")).code).toBe(5);
    expect(signIns(seer.asked)).toHaveLength(1);
  });

  it("is not renewed where it was given as a token", async () => {
    const seer = fakeSeer(refusing(401, "given-token"), { env: byToken });
    const { code, stderr } = await seer.run("registries");
    expect(code).toBe(4);
    expect(stderr).toContain("rptctl auth login registries");
    expect(stderr).not.toContain("given-token");
    expect(signIns(seer.asked)).toEqual([]);
  });

  it("is renewed once for requests side by side", async () => {
    const seer = fakeSeer(
      ({ path, headers, method }) => {
        if (path === "/api/v1/signin") return undefined;
        if (headers.authorization === "Bearer token-1") return { status: 401 };
        return method === "DELETE" ? { body: { status: "ok" } } : retrieved(example);
      },
      { env: signedIn },
    );
    await seer.run("registries", "delete", "a", "b", "c", "d", "-y");
    expect(signIns(seer.asked)).toHaveLength(2);
  });
});

describe("auth for registries", () => {
  it("status signs in", async () => {
    const seer = fakeSeer(refusing(401), { config, env });
    const { code, stdout } = await seer.run("auth", "status", "registries", "-o", "json");
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject([
      { state: "signed in", url: "http://seer.test", user: "ops", origin: "RPTCTL_REGISTRIES_PASSWORD" },
    ]);
  });

  it("status tries a given token", async () => {
    const good = await fakeSeer(refusing(401)).run("auth", "status", "registries", "--jq", ".[].state");
    expect(good.stdout).toBe("signed in\n");
    expect((await fakeSeer(refusing(401, "given-token")).run("auth", "status", "registries")).code).toBe(4);
  });

  it("takes the token of a token-command", async () => {
    const made = `${config.slice(0, -3)}, token-command: [printf, made-token] }\n`;
    const seer = fakeSeer(refusing(401), { config: made, env: {} });
    const { code, stderr } = await seer.run("registries");
    expect([code, stderr]).toEqual([0, ""]);
    expect(tokens(seer.asked)).toBe("Bearer made-token");
    expect(readdirSync(seer.home)).not.toContain("sessions");
  });
});
