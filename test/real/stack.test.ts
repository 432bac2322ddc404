import { describe, expect, it } from "vitest";
import { isSkipped } from "./skip.ts";
import { type Stack, stackVersions, startStack } from "./stack.ts";

interface Scope {
  readonly scope_id: string;
  readonly last_processed_timestamp: string;
  readonly active: boolean;
}

async function scopes(stack: Stack, query: string, token: string): Promise<Scope[]> {
  const answer = await fetch(`${stack.ratingUrl}/v2/scope?${query}`, { headers: { "X-Auth-Token": token } });
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { results: Scope[] }).results;
}

const stacks = await Promise.all(stackVersions.map((version) => startStack(version)));

for (const [index, version] of stackVersions.entries()) {
  const started = stacks[index]!;
  const stack = started as Stack;

  describe.skipIf(isSkipped(started))(`CloudKitty ${version}`, () => {
    it("is of that version", () => {
      expect(stack.version).toMatch(new RegExp(`^${version}\\.`));
    });

    it.each([25, 3])("has the %i scopes it was seeded with", async (count) => {
      await stack.seed(count);
      expect(await scopes(stack, "limit=1000", await stack.token())).toHaveLength(count);
    });

    it.each(["admin", "carol", "dana", "admin-cred", "scope-get-cred"] as const)(
      "lets %s read",
      async (name) => {
        await stack.seed(1);
        expect(await scopes(stack, "", await stack.token(name))).toHaveLength(1);
      },
    );

    it.each(["alice", "bob", "alice-cred"] as const)("forbids %s to read", async (name) => {
      const headers = { "X-Auth-Token": await stack.token(name) };
      expect((await fetch(`${stack.ratingUrl}/v2/scope`, { headers })).status).toBe(403);
    });

    it.each(["nobody", "expired-cred"] as const)("gives %s no token", async (name) => {
      await expect(stack.token(name)).rejects.toThrow("401");
    });

    it("resets a scope for real", async () => {
      await stack.seed(5);
      const token = await stack.token();
      const answer = await fetch(`${stack.ratingUrl}/v2/scope`, {
        method: "PUT",
        headers: { "X-Auth-Token": token, "Content-Type": "application/json" },
        body: JSON.stringify({ scope_id: "ns-00004", last_processed_timestamp: "2025-02-03T04:00:00Z" }),
      });
      expect(answer.status).toBe(202);
      // It is asynchronous, and there is no event to wait for.
      await expect
        .poll(async () => (await scopes(stack, "scope_id=ns-00004", token))[0]?.last_processed_timestamp)
        .toBe("2025-02-03T04:00:00+00:00");
    });

    it("gives tokens the life that is asked for", async () => {
      try {
        await startStack(version, { tokenTtl: 7 });
        const token = await stack.token();
        const headers = { "X-Auth-Token": token, "X-Subject-Token": token };
        const answer = await fetch(`${stack.authUrl}/auth/tokens?nocatalog`, { headers });
        const about = ((await answer.json()) as { token: { issued_at: string; expires_at: string } }).token;
        expect(Date.parse(about.expires_at) - Date.parse(about.issued_at)).toBe(7000);
      } finally {
        await startStack(version);
      }
    });
  });
}
