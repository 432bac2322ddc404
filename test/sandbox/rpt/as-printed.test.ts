import { beforeAll, describe, expect, it } from "vitest";
import { type Json, type Reporting, reporting } from "./asking.ts";

let server: Reporting;
let places: Readonly<Record<string, string>>;
beforeAll(async () => {
  server = await reporting();
  const guid = await server.guidOf("Role Report");
  const Schedule = { StartDate: Date.UTC(2030, 0), RepeatUnit: "NONE" };
  const made = await server.ask("POST", `/rpt/definition/${guid}/sched`, { body: { Schedule } });
  const { Results } = await server.get("/rpt/reports?filterDisplayName=role%20report");
  const [{ ID }] = await server.get("/rpt/idmusers");
  places = { GUID: guid, SCHED: made.body.GUID, REPORT: Results[0].ReportID, USER: ID };
});

const ask = (path: string, headers: Record<string, string>) =>
  server.ask(
    "GET",
    path.replace(/[A-Z]{4,}/, (word) => places[word] ?? word),
    { headers },
  );

describe("with x-sandbox-as-printed, the vendor's misprint is in the answer to", () => {
  it.each<[string, string, RegExp]>([
    ["13.4.3: no bracket after the parameters", "/rpt/definitions/GUID", /\}\s*,\s*"Comments"/],
    ["13.4.4: a comma after the last member", "/rpt/definitions/GUID", /,\s*\}$/],
    ["13.4.13: bent quotes", "/rpt/definition/GUID/sched/SCHED", /“CollectOnRun”: false/],
    ["13.4.13: a brace too early", "/rpt/definition/GUID/sched/SCHED", /"Format": "PDF",\},\s*"Schedule"/],
    ["13.4.18: no comma after Email", "/rpt/reports/REPORT", /\}\s*"RunBy"/],
    ["13.4.18: a comma after the last member", "/rpt/reports/REPORT", /,\s*\}$/],
    ["13.4.21: bent quotes", "/rpt/calendar", /^\{\s*“Entries”: \[/],
    ["13.4.21: a parenthesis", "/rpt/calendar", /\]\)$/],
    ["13.4.27: bent quotes", "/rpt/idmusers", /“Value”: “Abby Spencer”/],
    ["13.4.28: a comma after the last member", "/rpt/idmusers/USER", /,\s*\}$/],
    ["13.4.29: bent quotes", "/rpt/idmroles", /“Value”: “Doctor”/],
    ["13.4.40: bare words", "/locales/supported", /\[\s*da,\s*de,[^"]*zh_tw\s*\]/],
  ])("%s", async (_, path, misprint) => {
    const whole = path.replace("/sched/SCHED", `/sched/${places.SCHED}`);
    const answer = await ask(whole, { "x-sandbox-as-printed": "1" });
    expect(answer.status).toBe(200);
    expect(answer.text).toMatch(misprint);
    expect(() => JSON.parse(answer.text)).toThrow();
    expect((await ask(whole, {})).body).toBeTypeOf("object");
  });

  it("13.4.8: a comma where a colon belongs", async () => {
    const form = new FormData();
    const guid = places.GUID;
    const headers = { authorization: `X-OPAQUE ${server.token}` };
    const exported = await fetch(`${server.core}/rpt/definitions/${guid}/rpz`, { headers });
    form.append("file", await exported.blob(), "mary.rpz");
    const answer = await fetch(`${server.core}/rpt/definitions/import?overwrite=true`, {
      method: "POST",
      headers: { ...headers, "x-sandbox-as-printed": "1" },
      body: form,
    });
    expect(await answer.text()).toMatch(/“GUID”: “\w+”,\s*“Status”, “OK”/);
  });

  it("nothing that has no misprint, and no fault", async () => {
    const headers = { "x-sandbox-as-printed": "1" };
    expect((await ask("/rpt/buildinfo", headers)).body.rev).toBe("630");
    const refused: Json = await ask("/rpt/definitions/x", headers);
    expect(refused.subcode).toBe("ReportTemplateDoesNotExist");
  });
});
