import { describe, expect, it } from "vitest";
import { freshHomes, startProgram } from "./program.ts";
import { scopesServer } from "./scopes-server.ts";

const fresh = freshHomes();

describe("--debug", () => {
  it("tells of hundreds of requests in order, whole, and of no secret", async () => {
    const server = await scopesServer(300);
    const argv = ["scope", "list", "-o", "id", "--page-size", "1", "--debug"];
    const { ended } = startProgram(argv, { env: { HOME: fresh(), ...server.env } });
    const { code, stderr } = await ended;
    expect(code).toBe(0);
    const told = [...stderr.matchAll(/^> GET \S+offset=(\d+)/gm)].map(([, offset]) => Number(offset));
    expect(told).toEqual(Array.from({ length: 301 }, (_, index) => Math.max(0, index - 1)));
    const lines = stderr.trimEnd().split("\n");
    expect(lines.filter((line) => !/^[<>] /.test(line))).toEqual([]);
    const kinds = lines.map((line) => line[0]).join("");
    expect(kinds).toMatch(/^(>+<+){301}$/);
    expect(stderr).not.toMatch(/canary/);
  });

  it("writes out what a terminal would obey", async () => {
    const { answering } = await import("./scopes-server.ts");
    const server = await answering((_, response) => {
      response.writeHead(500, { "content-type": "text/plain" });
      response.end("\u001b]0;owned\u0007\u202etext");
    });
    const { ended } = startProgram(["scope", "list", "--debug"], { env: { HOME: fresh(), ...server.env } });
    const { stderr } = await ended;
    expect(stderr).toContain("\\u001b]0;owned");
    expect(stderr).not.toMatch(/[\u001b\u0007\u202e]/);
  });
});
