import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Answer, fakeServer } from "../../fake-server.ts";

const origin = "http://rating.test";
const list: Answer = { body: { results: [{ scope_id: "a" }] } };

describe("a token beside the rating API's own URL", () => {
  it("of a token-command goes there, and Keystone is not asked", async () => {
    const settings = (program: string, more = "") =>
      `contexts: { c: { scope: { url: ${origin}, ${more}token-command: [ ${program} ] } } }\ncurrent-context: c\n`;
    for (const more of ["", "auth-url: http://keystone.test/v3, username: u, project-name: p, "]) {
      const server = fakeServer(origin, () => list, { config: "" });
      const program = join(server.home, "token");
      writeFileSync(program, "#!/bin/sh\necho made-token\n");
      chmodSync(program, 0o755);
      writeFileSync(join(server.home, "config.yaml"), settings(program, more));
      expect(await server.run("scope", "list", "-o", "id")).toMatchObject({ code: 0, stdout: "a\n" });
      expect(server.asked.map(({ headers }) => headers["x-auth-token"])).toEqual(["made-token"]);
    }
  });

  it.each<[string, Answer]>([
    ["a message", { status: 403, body: { message: "token seCretToken-1 is bad" } }],
    ["a redirect", { status: 302, headers: { location: "http://evil.test/seCretToken-1" } }],
  ])("is masked in %s", async (_, answer) => {
    const env = { RPTCTL_SCOPE_URL: origin, RPTCTL_SCOPE_TOKEN: "seCretToken-1" };
    const ended = await fakeServer(origin, () => answer, { env }).run("scope", "list", "--debug");
    expect(ended.stderr).toContain("***");
    expect(ended.stderr + ended.stdout).not.toContain("seCretToken-1");
  });
});

describe("the fault of a refused sign-in", () => {
  const keystone = "http://keystone.test";
  const at = { RPTCTL_SCOPE_AUTH_URL: `${keystone}/v3`, RPTCTL_SCOPE_PASSWORD: "hunter22" };

  it("names the variable that the password is from", async () => {
    const env = { ...at, RPTCTL_SCOPE_USERNAME: "u", RPTCTL_SCOPE_PROJECT_NAME: "p" };
    const { code, stderr } = await fakeServer(keystone, () => ({ status: 401 }), { env }).run(
      "scope",
      "list",
    );
    expect({ code, stderr }).toMatchObject({ code: 4 });
    expect(stderr).toContain("the password is from RPTCTL_SCOPE_PASSWORD\n");
  });

  it("asks for the user where there is a password and nobody it belongs to", async () => {
    const { code, stderr } = await fakeServer(keystone, () => ({ status: 401 }), { env: at }).run(
      "scope",
      "list",
    );
    expect(code).toBe(4);
    expect(stderr).toContain("no user to sign in to Keystone");
  });
});
