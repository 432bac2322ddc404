import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Answer, type Asked, cut, fakeServer } from "../../fake-server.ts";

const guid = "0123456789abcdef0123456789abcdef";
const other = "fedcba9876543210fedcba9876543210";
const id = "e3dd599e-0476-4b76-b140-625d51372e79";
const place = `/rpt/definition/${guid}/sched`;
const ok: Answer = { body: { GUID: id, Status: "OK" } };

function fault(status: number, subcode: string, text = "no"): Answer {
  const Code = { Value: "Sender", Subcode: { Value: subcode } };
  return { status, body: { Fault: { Code, Reason: { Text: text } } } };
}

function server(answer: (asked: Asked, before: readonly Asked[]) => Answer) {
  return fakeServer("http://idm.test", answer, {
    env: { RPTCTL_RPT_URL: "http://idm.test", RPTCTL_RPT_TOKEN: "t" },
  });
}

const lines = (asked: readonly Asked[]) => asked.map(({ method, path }) => `${method} ${path}`);

describe("a server that spells /sched below definitions (13.4.11 to 13.4.16)", () => {
  const plural = `/rpt/definitions/${guid}/sched`;
  const strange: Answer = { status: 404, body: "<h1>404</h1>" };

  it("gets a write there once a read has settled it", async () => {
    const idm = server(({ method, path }) => {
      if (!path.startsWith(plural)) return strange;
      return method === "GET" ? { body: { TotalSize: 0, Schedules: [] } } : ok;
    });
    const ended = await idm.run("sched", "create", "--def", guid, "--start", "+1d");
    expect(ended).toMatchObject({ code: 0, stdout: `${id}\n` });
    expect(lines(idm.asked)).toEqual([`POST ${place}`, `GET ${place}`, `GET ${plural}`, `POST ${plural}`]);
  });

  it("is not looked for where the definition is not there", async () => {
    const idm = server(() => fault(404, "ReportdefinitionDoesNotExist"));
    expect((await idm.run("sched", "create", "--def", guid, "--start", "+1d")).code).toBe(6);
    expect(idm.asked).toHaveLength(1);
  });
});

describe("sched create, when the answer is lost (13.4.12)", () => {
  it("is not sent again, and says where to look", async () => {
    const idm = server(() => cut());
    const ended = await idm.run("sched", "create", "--def", guid, "--start", "+1d");
    expect(ended).toMatchObject({ code: 9, stdout: "" });
    expect(ended.stderr).toContain(`hint: whether it was made: rptctl sched list --def=${guid}`);
    expect(idm.asked).toHaveLength(1);
  });

  it("says so too where the server gives no id", async () => {
    const ended = await server(() => ({ status: 201, body: "" })).run(
      ...["sched", "create", "--def", guid, "--start", "+1d"],
    );
    expect(ended.code).toBe(9);
    expect(ended.stderr).toContain("did not say its id");
  });
});

describe("sched update (13.4.16)", () => {
  const read = { DisplayName: "N", Tags: ["t"], Own: 1, Schedule: { StartDate: 5, RepeatUnit: "NONE" } };

  it("sends no mail where the schedule has none, rather than inherit the definition's", async () => {
    const idm = server(({ method }) => (method === "GET" ? { body: read } : ok));
    expect((await idm.run("sched", "update", id, "--def", guid, "--name", "M")).code).toBe(0);
    expect(idm.asked.at(-1)!.json).toEqual({ ...read, DisplayName: "M", Email: { To: [] } });
  });

  it("sends the same again where its answer got lost", async () => {
    const idm = server(({ method }, before) => {
      if (method === "GET") return { body: read };
      return before.some((each) => each.method === "PUT") ? ok : cut();
    });
    expect((await idm.run("sched", "update", id, "--def", guid, "--name", "M")).code).toBe(0);
    expect(lines(idm.asked).slice(1)).toEqual([`PUT ${place}/${id}`, `PUT ${place}/${id}`]);
  });

  it("keeps an end that means nothing", async () => {
    const Schedule = {
      StartDate: 1264873989592,
      RepeatNumber: 1,
      RepeatUnit: "NONE",
      EndDate: 1264874049592,
    };
    const idm = server(({ method }) => (method === "GET" ? { body: { ...read, Schedule } } : ok));
    await idm.run("sched", "update", id, "--def", guid, "--name", "M");
    expect(idm.asked.at(-1)!.json.Schedule).toEqual(Schedule);
    await idm.run("sched", "update", id, "--def", guid, "--start", "@7");
    expect(idm.asked.at(-1)!.json.Schedule).toEqual({ StartDate: 7, RepeatNumber: 1, RepeatUnit: "NONE" });
  });

  it("asks for the definition only where its parameters are needed", async () => {
    const idm = server(({ method }) => (method === "GET" ? { body: read } : ok));
    await idm.run("sched", "update", id, "--def", guid, "--comments", "c");
    expect(lines(idm.asked)).toEqual([`GET ${place}/${id}`, `PUT ${place}/${id}`]);
  });
});

describe("times typed without a zone (13.4.12)", () => {
  // Clocks in Rome skip 02:30 on 2027-03-28, and have it twice on 2027-10-31.
  it.each([
    ["2027-01-04 06:00", "2027-01-04T05:00:00Z", ""],
    ["2027-07-04T06:00", "2027-07-04T04:00:00Z", ""],
    ["2027-07-04T06:00Z", "2027-07-04T06:00:00Z", ""],
    ["2027-07-04T06:00+09:00", "2027-07-03T21:00:00Z", ""],
    ["2027-03-28T02:30", "2027-03-28T01:30:00Z", "2027-03-28"],
    ["2027-10-31T02:30", "2027-10-31T00:30:00Z", "2027-10-31"],
    ["+1d", "2026-11-23T12:00:00Z", ""],
    ["@1275053400000", "2010-05-28T13:30:00Z", ""],
  ])("--start %s is %s", async (typed, instant, noted) => {
    const idm = server(() => ok);
    const ended = await idm.run(
      "sched",
      "create",
      "--def",
      guid,
      "--start",
      typed,
      "--timezone",
      "Europe/Rome",
    );
    expect(ended.code).toBe(0);
    expect(ended.stderr).toContain(noted);
    expect(new Date(idm.asked.at(-1)!.json.Schedule.StartDate).toISOString()).toBe(
      instant.replace("Z", ".000Z"),
    );
  });
});

describe("planned runs (13.4.15)", () => {
  const entries = (...runs: number[]): Answer => ({
    body: { Entries: runs.map((RunDate) => ({ ScheduleID: id, RunDate })) },
  });

  it("shift sends shift and runToShift, skip runToDel, as query and without a body", async () => {
    const idm = server(({ method }) => (method === "GET" ? entries(5000) : ok));
    await idm.run("sched", "shift", id, "--def", guid, "--run", "@5000", "--by=-1h");
    await idm.run("sched", "skip", id, "--def", guid, "--run", "@5000");
    const posts = idm.asked.filter(({ method }) => method === "POST");
    expect(posts.map(({ query, text, path }) => [path, query.toString(), text])).toEqual([
      [`${place}/${id}`, "shift=-3600000&runToShift=5000", ""],
      [`${place}/${id}`, "runToDel=5000", ""],
    ]);
  });

  it("shift is never sent again: twice would shift twice", async () => {
    const idm = server(({ method }) => (method === "GET" ? entries(5000) : cut()));
    const ended = await idm.run("sched", "shift", id, "--def", guid, "--run", "@5000", "--by", "1h");
    expect(ended.code).toBe(9);
    expect(idm.asked.filter(({ method }) => method === "POST")).toHaveLength(1);
  });

  it("skip is sent again, and finds the run gone", async () => {
    const idm = server(({ method }, before) => {
      const posts = before.filter((each) => each.method === "POST").length;
      if (method === "GET") return posts === 0 ? entries(5000) : entries();
      return posts === 0 ? cut() : fault(400, "InvalidInput");
    });
    const ended = await idm.run("sched", "skip", id, "--def", guid, "--run", "@5000");
    expect(ended).toMatchObject({ code: 0, stdout: `${id}\n` });
  });

  it("skip is refused where the run is still there (InvalidInput)", async () => {
    const idm = server(({ method }) => (method === "GET" ? entries(5000) : fault(400, "InvalidInput")));
    expect((await idm.run("sched", "skip", id, "--def", guid, "--run", "@5000")).code).toBe(8);
  });
});

describe("the search for a schedule (13.4.11)", () => {
  const definitions = [guid, other].map((GUID) => ({ GUID, DisplayName: GUID }));
  const answer =
    (schedules: (guid: string) => Answer) =>
    ({ path }: Asked): Answer => {
      if (path === "/rpt/definitions") return { body: { TotalSize: 2, Definitions: definitions } };
      const found = /definitions?\/(\w+)\/sched$/.exec(path)?.[1];
      return found === undefined ? { body: { DisplayName: "found" } } : schedules(found);
    };

  it("ends with the definition that has it", async () => {
    const idm = server(
      answer((which) => ({ body: { Schedules: which === guid ? [{ ScheduleID: id }] : [] } })),
    );
    expect((await idm.run("sched", "get", id)).code).toBe(0);
    expect(lines(idm.asked)).toEqual(["GET /rpt/definitions", `GET ${place}`, `GET ${place}/${id}`]);
  });

  it("passes over a definition that was deleted meanwhile", async () => {
    const idm = server(
      answer((which) =>
        which === guid
          ? fault(404, "ReportdefinitionDoesNotExist")
          : { body: { Schedules: [{ ScheduleID: id }] } },
      ),
    );
    expect((await idm.run("sched", "list", "-o", "id")).stdout).toBe(`${id}\n`);
  });

  it.each([
    [401, "NoPrivilege", 5],
    [401, "InvalidAuthHeader", 4],
    [401, "NoAuthHeader", 4],
    [404, "InvalidURI", 6],
    [500, "InternalError", 9],
  ])("%i %s is exit %i", async (status, subcode, exit) => {
    const idm = server(answer(() => fault(status, subcode)));
    expect((await idm.run("sched", "list", "--retries", "0")).code).toBe(exit);
  });
});

describe("the parameters of a schedule (13.4.12)", () => {
  const PluginParameterDefinitions = [
    { InternalName: "role", Type: "String", Required: "1", OptionQuery: "SELECT 1", DefaultValue: "" },
    {
      InternalName: "many",
      OptionMultivalue: "1",
      Required: 0,
      Options: { Property: { Value: "a", DisplayName: "A" } },
    },
  ];
  const idm = () =>
    server(({ method }) =>
      method === "GET" ? { body: { DisplayName: "D", PluginParameterDefinitions } } : ok,
    );

  it("keep the quotes of their SQL, and join several values", async () => {
    const one = idm();
    const argv = ["--param", "role='cee9'", "--param", "many=a", "--param", "many=a"];
    expect((await one.run("sched", "create", "--def", guid, "--start", "+1d", ...argv)).code).toBe(0);
    expect(one.asked.at(-1)!.json.Parameters).toEqual([
      { InternalName: "role", Type: "String", Required: "1", Value: "'cee9'" },
      { InternalName: "many", OptionMultivalue: "1", Required: 0, Value: "a,a" },
    ]);
  });

  it("of a query are the server's to check, whatever options stand beside it", async () => {
    const Options = { Property: [{ Value: "a", DisplayName: "A" }] };
    const PluginParameterDefinitions = [{ InternalName: "p", OptionQuery: "SELECT 1", Options }];
    const one = server(({ method }) => (method === "GET" ? { body: { PluginParameterDefinitions } } : ok));
    const ended = await one.run("sched", "create", "--def", guid, "--start", "+1d", "--param", "p=b");
    expect(ended.code).toBe(0);
    expect(one.asked.at(-1)!.json.Parameters).toEqual([{ InternalName: "p", Value: "b" }]);
  });

  it("are refused where one that is required has no value", async () => {
    const ended = await idm().run("sched", "create", "--def", guid, "--start", "+1d", "--param", "many=a");
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain("hint: give --param role=VALUE");
  });

  it("of a file come after those of the definition, and those typed last", async () => {
    const one = idm();
    const file = {
      Parameters: [
        { InternalName: "role", Value: "x" },
        { InternalName: "new", Value: "y" },
      ],
    };
    writeFileSync(join(one.home, "f.json"), JSON.stringify(file));
    const argv = ["--start", "+1d", "-f", "f.json", "--param", "role=z"];
    expect((await one.run("sched", "create", "--def", guid, ...argv)).code).toBe(0);
    expect(one.asked.at(-1)!.json.Parameters.map(({ Value }: { Value: string }) => Value)).toEqual([
      "z",
      "",
      "y",
    ]);
  });
});
