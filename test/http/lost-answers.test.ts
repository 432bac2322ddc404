import { describe, expect, it } from "vitest";
import { type Answer, cut, fakeServer } from "../fake-server.ts";

const rpt = (...answers: readonly Answer[]) =>
  fakeServer("https://idm.test", (_, before) => answers[Math.min(before.length, answers.length - 1)]!, {
    env: { RPTCTL_RPT_URL: "https://idm.test/IDMRPT-CORE", RPTCTL_RPT_TOKEN: "t", RPTCTL_RPT_AUTH: "bearer" },
  });

const absent = { status: 404, body: { message: "no such report" } };

describe("a DELETE that is sent again", () => {
  it.each<[string, Answer]>([
    ["was cut off", cut()],
    ["came from a gateway", { status: 502 }],
  ])("finds nothing any more where the first answer %s: it was carried out", async (_, lost) => {
    expect(await rpt(lost, absent).run("reports", "delete", "1", "-y")).toMatchObject({
      code: 0,
      stdout: "1\n",
    });
  });

  it.each<[string, Answer]>([
    ["the server asked to come back", { status: 429 }],
    ["it was the first time", absent],
  ])("is not found where %s", async (_, first) => {
    expect((await rpt(first, absent).run("reports", "delete", "1", "-y")).code).toBe(6);
  });
});

describe("an answer to a read", () => {
  it("that is empty is asked for again", async () => {
    const server = rpt({ body: "" }, { body: { ReportID: "1" } });
    expect((await server.run("reports", "get", "1", "-o", "json")).code).toBe(0);
    expect(server.asked).toHaveLength(2);
  });

  it.each([
    ["nothing", ""],
    ["a word", '"maintenance"'],
    ["a list", "[7]"],
    ["null", "null"],
  ])("that is %s is no record", async (_, body) => {
    for (const words of [
      ["reports", "get", "1"],
      ["rpt", "teams", "get", "1"],
      ["rpt", "buildinfo"],
      ["rpt", "locales", "--default"],
    ]) {
      const ended = await rpt({ body }).run(...words, "-o", "json");
      expect([words, ended.code, ended.stdout]).toEqual([words, 9, ""]);
    }
  });
});
