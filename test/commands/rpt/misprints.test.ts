import { describe, expect, it } from "vitest";
import { fakeServer } from "../../fake-server.ts";

const env = { RPTCTL_RPT_URL: "http://idm.test", RPTCTL_RPT_TOKEN: "t" };
const at = (body: string) => fakeServer("http://idm.test", () => ({ body }), { env });

const guid = "0123456789abcdef0123456789abcdef";

describe("answers as the page prints them", () => {
  it.each([
    [
      "13.4.11: a dash that is no hyphen",
      ["sched", "list", "--def", guid],
      '{"TotalSize":1,"Schedules":[{"ScheduleID":"e","DisplayName":"Identity Report – kkk","Schedule":{"StartDate":1}}]}',
      [{ ScheduleID: "e", DisplayName: "Identity Report – kkk", Schedule: { StartDate: 1 } }],
    ],
    [
      "13.4.13: bent quotes",
      ["sched", "get", "s", "--def", guid],
      '{"DisplayName":"N",“CollectOnRun”:false,"Schedule":{"StartDate":1264873989592}}',
      { DisplayName: "N", CollectOnRun: false, Schedule: { StartDate: 1264873989592 } },
    ],
    [
      "13.4.18: a comma after the last member",
      ["reports", "get", "r"],
      '{"Name":"N","InProgress":false,"failed":false,"RunBy":{"Value":"u","DisplayName":"Fred Stats",},}',
      { Name: "N", InProgress: false, failed: false, RunBy: { Value: "u", DisplayName: "Fred Stats" } },
    ],
    [
      "13.4.21: bent quotes",
      ["rpt", "calendar"],
      '{ “Entries” : [ {"ScheduleDisplayName":"M", “definitionDisplayName”: “M”, "RunDate":1264827600000} ] }',
      [{ ScheduleDisplayName: "M", definitionDisplayName: "M", RunDate: 1264827600000 }],
    ],
  ])("are read: %s", async (_, argv, body, read) => {
    const { code, stdout, stderr } = await at(body).run(...argv, "-o", "json");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(JSON.parse(stdout)).toEqual(read);
  });

  it.each([
    "{“Fault”: {“Code”: {“Value”: “Sender”, “Subcode”: {“Value”: “NoPrivilege”}}}}",
    '{"Fault":{"Code":{"Value":"Sender","Subcode":{"Value":"NoPrivilege"},},},}',
    '\uFEFF{"Fault":{"Code":{"Value":"Sender","Subcode":{"Value":"NoPrivilege"}}}}',
  ])("are read in faults too, so that NoPrivilege stays what it is: %j", async (body) => {
    const server = fakeServer("http://idm.test", () => ({ status: 401, body }), { env });
    const { code, stderr } = await server.run("defs", "list", "-o", "json");
    expect([code, JSON.parse(stderr).error.subcode, server.asked.length]).toEqual([5, "NoPrivilege", 1]);
  });

  // What closes too early, or not at all, might be a cut answer: nothing is made up.
  it.each([
    [
      "13.4.13: a brace too early",
      ["sched", "get", "s", "--def", guid],
      '{"Format":"PDF",},"Schedule":{"StartDate":1}}',
    ],
    ["13.4.18: no comma after Email", ["reports", "get", "r"], '{"Email":{"To":["a"]}"RunBy":{"Value":"u"}}'],
    ["13.4.21: a parenthesis", ["rpt", "calendar"], '{ “Entries” : [ {"RunDate":1} ])'],
  ])("are refused and no crash: %s", async (_, argv, body) => {
    const ended = await at(body).run(...argv, "--retries", "0", "-o", "json");
    expect(ended.code).toBe(9);
    expect(JSON.parse(ended.stderr).error.message).toContain("not valid JSON");
  });
});
