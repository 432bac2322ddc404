import { strFromU8, unzipSync } from "fflate";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Json, type Reporting, reporting, wholeList } from "./asking.ts";

let common: Reporting;
let server: Reporting;
beforeAll(async () => {
  common = await reporting();
});
beforeEach(() => {
  server = common;
});

/** For a test that would change what others find. */
const alone = async () => {
  server = await reporting();
};

const list = async (more: string, base: Record<string, string> = wholeList) =>
  server.ask("GET", `/rpt/definitions?${new URLSearchParams(base)}&${more}`);
const namesOf = ({ body }: { body: Json }) => body.Definitions.map((each: Json) => each.DisplayName);

describe("13.4.1 GET /rpt/definitions", () => {
  it("answers a summary of each definition", async () => {
    const { body } = await list("DisplayName=identity%20report");
    expect(body).toEqual({
      TotalSize: 1,
      Definitions: [
        {
          GUID: expect.stringMatching(/^[0-9a-f]{32}$/),
          DisplayName: "Identity Report",
          Description: expect.stringContaining("job title"),
          Categories: ["identity"],
          Link: `definitions/${body.Definitions[0].GUID}`,
        },
      ],
    });
  });

  it("holds a dozen definitions in four categories, two of one name", async () => {
    const { body } = await list("");
    expect(body.TotalSize).toBe(12);
    expect(new Set(body.Definitions.flatMap((each: Json) => each.Categories)).size).toBe(4);
    expect(namesOf({ body }).filter((name: string) => name === "Resource Assignments").length).toBe(2);
  });

  it.each<[string, string, string[]]>([
    ["a part of the name", "DisplayName=ROLE", ["Role Assignment Report", "Role Report"]],
    ["two parts of the name", "DisplayName=role&DisplayName=assignment", ["Role Assignment Report"]],
    ["a part of the description", "Description=Given%20which", ["Role Assignment Report"]],
    ["a whole tag", "Tags=MARY", ["Resource Assignments", "Role Report"]],
    ["not a part of a tag", "Tags=mar", []],
    ["a whole category and a tag", "Category=Roles&Tags=mary", ["Role Report"]],
    ["not a part of a category", "Category=role", []],
    ["any of two parameters", "Category=nope&Tags=passwords&LOP=OR", ["Self Password Changes"]],
    [
      "all of one parameter's values, even then",
      "Tags=mary&Tags=roles&Category=nope&LOP=OR",
      ["Role Report"],
    ],
  ])("finds %s", async (_, filter, names) => {
    expect(namesOf(await list(filter))).toEqual(names);
  });

  it.each<[string, Record<string, string>, string]>([
    ["name", { sortBy: "DisplayName" }, "Authentication by User"],
    ["name, downwards", { sortBy: "DisplayName", sortOrder: "DESC" }, "User Status Changes"],
    ["description", { sortBy: "Description" }, "Separation of Duties Violations"],
    ["tags", { sortBy: "Tags" }, "Authentication by User"],
  ])("sorts by %s", async (_, sort, first) => {
    expect(namesOf(await list("", { ...wholeList, ...sort }))[0]).toBe(first);
  });

  it("answers the rows from idxFrom to idxTo, that one too, and counts all", async () => {
    const all = namesOf(await list(""));
    const { body } = await list("", { ...wholeList, idxFrom: "2", idxTo: "3" });
    expect([body.TotalSize, namesOf({ body })]).toEqual([12, all.slice(2, 4)]);
  });

  it.each<[string, Record<string, string>, string]>([
    ["no sortBy", { sortBy: "" }, "InvalidSortBy"],
    ["another column", { sortBy: "Category" }, "InvalidSortBy"],
    ["another order", { sortOrder: "ASCENDING" }, "InvalidOrderBy"],
    ["an order in lower case", { sortOrder: "asc" }, "InvalidOrderBy"],
    ["one row only", { idxFrom: "3", idxTo: "3" }, "InvalidTemplateRange"],
    ["rows backwards", { idxFrom: "3", idxTo: "2" }, "InvalidTemplateRange"],
    ["rows before the first", { idxFrom: "-1" }, "InvalidTemplateRange"],
    ["no number", { idxTo: "x" }, "InvalidTemplateRange"],
    ["another way to join", { LOP: "XOR" }, "InvalidInput"],
  ])("refuses %s", async (_, wrong, subcode) => {
    expect(await list("", { ...wholeList, ...wrong })).toMatchObject({ status: 400, subcode });
  });

  it.each([
    ["sortBy", "InvalidSortBy"],
    ["sortOrder", "InvalidOrderBy"],
    ["idxFrom", "InvalidTemplateRange"],
    ["idxTo", "InvalidTemplateRange"],
  ])("requires %s", async (missing, subcode) => {
    const base = Object.fromEntries(Object.entries(wholeList).filter(([name]) => name !== missing));
    expect(await list("", base)).toMatchObject({ status: 400, subcode });
  });

  it("says in the vendor's words what is wrong", async () => {
    const { body } = await list("", { ...wholeList, sortOrder: "ASCENDING" });
    expect(body).toEqual({
      Fault: {
        Code: { Value: "Sender", Subcode: { Value: "InvalidOrderBy" } },
        Reason: {
          Text: "Invalid sortOrder url parameter specified: ASCENDING.  Valid values are ASC, DESC",
        },
      },
    });
  });

  it.each<[string, string]>([
    ["de-DE,de;q=0.9,en;q=0.8", "Rollenbericht"],
    ["en;q=0.5, de", "Rollenbericht"],
    ["fr", "Role Report"],
    ["tlh", "Role Report"],
  ])("names them in the language of Accept-Language: %s", async (language, name) => {
    const { body } = await server.ask("GET", `/rpt/definitions?${new URLSearchParams(wholeList)}&Tags=mary`, {
      headers: { "accept-language": language },
    });
    expect(namesOf({ body })).toContain(name);
  });
});

describe("13.4.2 POST /rpt/definitions", () => {
  beforeEach(alone);

  it("copies under a new GUID and a name that is numbered in each language", async () => {
    const guid = await server.guidOf("Identity Report");
    const copies = [];
    for (let left = 2; left > 0; left -= 1) {
      const { status, body } = await server.ask("POST", `/rpt/definitions?copy=${guid}`);
      expect([status, body.Status]).toEqual([200, "OK"]);
      expect(body.GUID).not.toBe(guid);
      for (const language of ["en", "de"]) {
        const copy = await server.get(`/rpt/definitions/${body.GUID}`, { "accept-language": language });
        copies.push(copy.DisplayName);
      }
    }
    expect(copies).toEqual([
      "Identity Report_copy1",
      "Identitätsbericht_Kopie1",
      "Identity Report_copy2",
      "Identitätsbericht_Kopie2",
    ]);
  });

  it("makes one from content", async () => {
    const body = { DisplayName: "From content", Format: "CSV", Tags: ["new"] };
    const { status, body: made } = await server.ask("POST", "/rpt/definitions", { body });
    expect([status, made.Status]).toEqual([200, "OK"]);
    expect(await server.get(`/rpt/definitions/${made.GUID}`)).toMatchObject(body);
  });

  it.each<[object, number, string]>([
    [{ DisplayName: "x", Format: "HTML" }, 400, "ReportTemplateCreateFailedBadMediaType"],
    [{ Format: "PDF" }, 400, "ReportTemplateCreateFailedNeedDisplayName"],
  ])("refuses the content %j", async (body, status, subcode) => {
    expect(await server.ask("POST", "/rpt/definitions", { body })).toMatchObject({ status, subcode });
  });

  it.each<[string, number, string]>([
    ["?copy=nope", 404, "ReportTemplateCreateCopyNotExist"],
    ["", 400, "ReportTemplateCreateNoContent"],
  ])("refuses %j", async (query, status, subcode) => {
    expect(await server.ask("POST", `/rpt/definitions${query}`)).toMatchObject({ status, subcode });
  });
});

describe("13.4.3 GET /rpt/definitions/<GUID>", () => {
  it("answers all of it, with an ETag of hex digits", async () => {
    const guid = await server.guidOf("Role Report");
    const { headers, body } = await server.ask("GET", `/rpt/definitions/${guid}`);
    expect(headers.get("etag")).toMatch(/^[0-9a-f]+$/);
    expect(body).toMatchObject({
      DisplayName: "Role Report",
      Tags: ["roles", "mary"],
      Email: { To: [expect.stringContaining("ablake"), expect.any(String)], Subject: "Please verify" },
      Format: "PDF",
      Links: { Export: `templates/${guid}/rpz`, Scheduling: `templates/${guid}/sched` },
    });
    const language = body.PluginParameterDefinitions.at(-1);
    expect(language).toMatchObject({
      InternalName: "REPORT_LOCALE",
      DefaultValue: "en",
      IsForPrompting: "1",
    });
    expect(language.Options.Property[1]).toEqual({ Value: "fr", DisplayName: "French", Name: "%French" });
  });

  it("names its parameters in the language of Accept-Language too", async () => {
    const guid = await server.guidOf("Role Report");
    const german = await server.get(`/rpt/definitions/${guid}`, { "accept-language": "de" });
    expect(german.PluginParameterDefinitions.at(-1).DisplayName).toBe("Sprache");
  });
});

describe("13.4.4 PUT /rpt/definitions/<GUID>", () => {
  const put = (guid: string, body: unknown, headers = {}) =>
    server.ask("PUT", `/rpt/definitions/${guid}`, { body, headers });

  it("replaces what there was, and answers the new ETag", async () => {
    await alone();
    const guid = await server.guidOf("Role Report");
    const before = await server.ask("GET", `/rpt/definitions/${guid}`);
    const { Email: _, ...body } = { ...before.body, Comments: "changed", Format: "CSV" };
    const answer = await put(guid, body, { "if-match": before.headers.get("etag") });
    expect(answer).toMatchObject({ status: 200, body: { GUID: guid, Status: "OK" } });
    const after = await server.ask("GET", `/rpt/definitions/${guid}`);
    expect(after.body).toEqual(body);
    expect(after.headers.get("etag")).toBe(answer.headers.get("etag"));
    expect(after.headers.get("etag")).not.toBe(before.headers.get("etag"));
  });

  it("takes the names for those of the request's language, and leaves the others", async () => {
    await alone();
    const guid = await server.guidOf("Role Report");
    const german = { "accept-language": "de" };
    const before = await server.get(`/rpt/definitions/${guid}`, german);
    expect((await put(guid, { ...before, DisplayName: "Rollen, neu" }, german)).status).toBe(200);
    expect((await server.get(`/rpt/definitions/${guid}`, german)).DisplayName).toBe("Rollen, neu");
    const english = await server.get(`/rpt/definitions/${guid}`);
    expect(english.DisplayName).toBe("Role Report");
    expect(english.PluginParameterDefinitions.at(-1).DisplayName).toBe("Language");
  });

  it.each<[string, object, object, number, string]>([
    ["an ETag of another time", {}, { "if-match": "abc" }, 409, "ReportChangedSinceRetrieve"],
    [
      "a name that is taken",
      { DisplayName: "Identity Report" },
      {},
      409,
      "ReportTemplateUpdateDuplicateDisplayName",
    ],
    ["no name", { DisplayName: undefined }, {}, 400, "ReportTemplateCreateFailedNeedDisplayName"],
    ["an empty name", { DisplayName: " " }, {}, 400, "ReportTemplateCreateFailedNeedDisplayName"],
    ["another format", { Format: "pdf" }, {}, 400, "ReportTemplateCreateFailedBadMediaType"],
    ["no format", { Format: undefined }, {}, 400, "ReportTemplateCreateFailedBadMediaType"],
    ["tags that are none", { Tags: "roles" }, {}, 400, "InvalidInput"],
    ["parameters without a name", { PluginParameterDefinitions: [{}] }, {}, 400, "InvalidInput"],
  ])("refuses %s, and changes nothing", async (_, wrong, headers, status, subcode) => {
    const guid = await server.guidOf("Role Report");
    const before = await server.get(`/rpt/definitions/${guid}`);
    expect(await put(guid, { ...before, ...wrong }, headers)).toMatchObject({ status, subcode });
    expect(await server.get(`/rpt/definitions/${guid}`)).toEqual(before);
  });

  it("refuses what is not strict JSON", async () => {
    const guid = await server.guidOf("Role Report");
    expect(await put(guid, '{"DisplayName":"x","Format":"PDF",}')).toMatchObject({ subcode: "InvalidInput" });
  });

  it("lets one of two that share a name be changed", async () => {
    await alone();
    const guid = await server.guidOf("Resource Assignments");
    const before = await server.get(`/rpt/definitions/${guid}`);
    expect((await put(guid, { ...before, Comments: "x" })).status).toBe(200);
  });
});

describe("13.4.5 DELETE /rpt/definitions/<GUID>", () => {
  it("deletes its schedules and planned runs with it, not its reports", async () => {
    await alone();
    const guid = await server.guidOf("Identity Report");
    const [schedule] = (await server.get(`/rpt/definition/${guid}/sched`)).Schedules;
    const reports = async () =>
      (await server.get("/rpt/reports?filterDisplayName=identity%20report")).TotalSize;
    const before = await reports();
    expect(await server.ask("DELETE", `/rpt/definitions/${guid}`)).toMatchObject({
      status: 200,
      body: { GUID: guid, Status: "OK" },
    });
    expect((await server.ask("GET", `/rpt/definition/${guid}/sched`)).status).toBe(404);
    const { Entries } = await server.get("/rpt/calendar");
    expect(Entries.map((each: Json) => each.ScheduleID)).not.toContain(schedule.ScheduleID);
    expect(await reports()).toBe(before);
  });
});

it.each([
  ["13.4.3", "GET", ""],
  ["13.4.4", "PUT", ""],
  ["13.4.5", "DELETE", ""],
  ["13.4.6", "GET", "/rpz"],
  ["13.4.7", "GET", "/paramdefs/x"],
])("%s %s of a definition that does not exist is a 404", async (_, method, rest) => {
  const answer = await server.ask(method, `/rpt/definitions/nope${rest}`);
  expect(answer).toMatchObject({ status: 404, subcode: "ReportTemplateDoesNotExist" });
  expect(answer.text).toContain("'nope' does not exist.");
});

it("13.4.6 GET /rpt/definitions/<GUID>/rpz answers a zip of metadata, layout and texts", async () => {
  const guid = await server.guidOf("Identity Report");
  const headers = { authorization: `X-OPAQUE ${server.token}` };
  const answer = await fetch(`${server.core}/rpt/definitions/${guid}/rpz`, { headers });
  expect(answer.headers.get("content-type")).toBe("application/zip");
  const bytes = new Uint8Array(await answer.arrayBuffer());
  expect(answer.headers.get("content-length")).toBe(String(bytes.length));
  expect(strFromU8(bytes.subarray(0, 2))).toBe("PK");
  const files = unzipSync(bytes);
  expect(Object.keys(files).sort()).toEqual([
    "identityReport.jrxml",
    "identityReport_de.properties",
    "identityReport_en.properties",
    "identityReport_fr.properties",
    "package.xml",
  ]);
  expect(strFromU8(files["package.xml"]!)).toContain("<PlatformName>IDM</PlatformName>");
  expect(strFromU8(files["identityReport_de.properties"]!)).toContain("DisplayName=Identit\\u00e4tsbericht");
});

describe("13.4.7 GET /rpt/definitions/<guid>/paramdefs/<paramName>", () => {
  const values = async (name: string, rest: string) =>
    server.ask(
      "GET",
      `/rpt/definitions/${await server.guidOf(name === "role_id" ? "Role Report" : "User Status Changes")}/paramdefs/${name}${rest}`,
    );

  it.each<[string, string, string, number, object]>([
    ["fixed options", "REPORT_LOCALE", "", 9, { DisplayName: "English", Value: "en" }],
    ["rows of a query", "sample", "?search_name=%25", 22, { DisplayName: "Abby Spencer" }],
    ["rows of a query that needs nothing", "role_id", "", 6, { DisplayName: "Administer Drugs" }],
    ["rows that fit", "sample", "?search_name=B%25", 5, { DisplayName: "Bill Bender" }],
    ["rows from an index on", "sample", "?search_name=b%25&idxFrom=1", 5, { DisplayName: "Bill Brown" }],
  ])("answers %s", async (_, name, query, total, first) => {
    const { body } = await values(name, query);
    expect(body.TotalSize).toBe(total);
    expect(body.ParameterValues[0]).toMatchObject(first);
  });

  it("quotes the values where the query does", async () => {
    const { body } = await values("sample", "?search_name=abby%25");
    expect(body.ParameterValues[0].Value).toMatch(/^'[0-9a-f]{32}'$/);
  });

  it("answers one row where idxTo is idxFrom", async () => {
    const { body } = await values("REPORT_LOCALE", "?idxFrom=2&idxTo=2");
    expect([body.TotalSize, body.ParameterValues]).toEqual([9, [{ DisplayName: "German", Value: "de" }]]);
  });

  it.each([
    ["no such parameter", "abc", "", "ReportParamNotFound"],
    ["a cascading parameter that is missing", "sample", "", "RequiredCascadingParamMissing"],
    ["rows backwards", "REPORT_LOCALE", "?idxFrom=2&idxTo=1", "InvalidReportDefinitionRange"],
    ["no number", "REPORT_LOCALE", "?idxFrom=a", "InvalidReportDefinitionRange"],
  ])("refuses %s", async (_, name, query, subcode) => {
    expect(await values(name, query)).toMatchObject({ status: 400, subcode });
  });
});
