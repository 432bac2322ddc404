import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { temporaryDirectory } from "../running.ts";
import { type Json, type Reporting, reporting } from "./asking.ts";

let server: Reporting;
beforeAll(async () => {
  server = await reporting();
});

it.each<[string, string, object]>([
  [
    "13.4.22",
    "/rpt/buildinfo",
    { rev: "630", date: "Jan 30, 2010 9:31:23 AM", user: "sandbox", version: "1.0" },
  ],
  [
    "13.4.23",
    "/rpt/collectors",
    {
      TotalSize: 3,
      Collector: expect.arrayContaining([
        { ID: "idvault", DisplayName: "Identity Vault", Link: "collector/idvault" },
      ]),
    },
  ],
  [
    "13.4.24",
    "/rpt/collectors/idvault/config",
    {
      TotalSize: 1,
      Collector: [{ ID: "idvault", DisplayName: "Identity Vault", Link: "collector/idvault" }],
    },
  ],
  ["13.4.39", "/locales/default", { DefaultLocale: "en_us" }],
  [
    "13.4.40",
    "/locales/supported",
    { SupportedLocales: "da de en es fr it ja nl pt ru sv zh_cn zh_tw".split(" ") },
  ],
])("%s GET %s", async (_, path, body) => {
  expect(await server.ask("GET", path)).toMatchObject({ status: 200, body });
});

it("13.4.23 names collectors in the language of Accept-Language", async () => {
  const { Collector } = await server.get("/rpt/collectors", { "accept-language": "de" });
  expect(Collector[0].DisplayName).toBe("Identitätsdepot");
});

describe("rptusers", () => {
  it("13.4.26 sends on to the URL with one's token, 13.4.25 answers there", async () => {
    const sent = await server.ask("GET", "/rpt/rptusers/user");
    expect(sent.status).toBe(307);
    const location = new URL(sent.headers.get("location") ?? "", server.core);
    expect(location.href).toBe(`${server.core}/rpt/rptusers/${encodeURIComponent(server.token)}`);
    const answer = await server.ask("GET", location.pathname.slice("/IDMRPT-CORE".length));
    expect(answer.body).toEqual({
      DN: "cn=uaadmin,ou=users,o=data",
      Name: "User Application Administrator",
      Locale: "en",
      Email: "uaadmin@example.com",
    });
  });

  it("13.4.25 refuses another's token with a 401 that is no expiry", async () => {
    const answer = await server.ask("GET", "/rpt/rptusers/other");
    expect([answer.status, answer.body.Fault.Reason.Text]).toEqual([
      401,
      "Query tokens other than owned is not allowed.",
    ]);
    expect(answer.subcode).not.toBe("InvalidAuthHeader");
  });
});

describe("what may be reported on", () => {
  const values = async (path: string, filter?: string, language = "en") => {
    const query = filter === undefined ? "" : `?${new URLSearchParams({ filter })}`;
    const rows = await server.get(`/rpt/${path}${query}`, { "accept-language": language });
    return rows.map((each: Json) => each.Value);
  };

  it.each([
    ["13.4.27", "idmusers", 22, "Abby Spencer"],
    ["13.4.29", "idmroles", 6, "Administer Drugs"],
    ["13.4.31", "idmresources", 4, "Active Directory Account"],
    ["13.4.33", "idmentitlements", 3, "Entitlement A"],
    ["13.4.35", "idmteams", 3, "Flora Role Team"],
  ])("%s GET /rpt/%s answers a bare list in its order", async (_, path, count, first) => {
    const rows = await server.get(`/rpt/${path}`);
    expect(rows.length).toBe(count);
    expect(rows[0]).toEqual({ ID: rows[0].ID, Value: first, Link: `/rpt/${path}/${rows[0].ID}` });
  });

  it.each<[string, string, string, string[]]>([
    ["13.4.27", "idmusers", "FirstName LIKE ang% OR LastName LIKE g%", ["Angie Chung", "Jürgen Groß"]],
    [
      "13.4.27",
      "idmusers",
      "FirstName LIKE b% AND LastName LIKE b%",
      ["Bill Bender", "Bill Brown", "Bill Burke"],
    ],
    ["13.4.27", "idmusers", "LastName LIKE 'O'Neill'", ["Zoë O'Neill"]],
    ["13.4.29", "idmroles", "DisplayName LIKE doctor%", ["Doctor", "Doctor-West"]],
    ["13.4.29", "idmroles", "DisplayName LIKE doctor", ["Doctor"]],
    ["13.4.29", "idmroles", "DisplayName LIKE %med%", ["Order Medical Tests"]],
    ["13.4.31", "idmresources", "displayname like resources%", ["Resources A", "Resources B"]],
    ["13.4.33", "idmentitlements", "DisplayName LIKE sap%", ["SAP Group Membership"]],
    ["13.4.35", "idmteams", "DisplayName LIKE %team", ["Flora Role Team", "Jake Prov Team"]],
    ["13.4.35", "idmteams", "DisplayName LIKE x%", []],
  ])("%s %s is filtered by %s", async (_, path, filter, found) => {
    expect(await values(path, filter)).toEqual(found);
  });

  it.each([
    ["idmusers", "FirstName = a"],
    ["idmroles", "FirstName LIKE a%"],
    ["idmroles", "nonsense"],
    ["idmroles", ""],
  ])("%s refuses the filter %j", async (path, filter) => {
    const answer = await server.ask("GET", `/rpt/${path}?${new URLSearchParams({ filter })}`);
    expect(answer).toMatchObject({ status: 400, subcode: "InvalidInput" });
  });

  it("names people and roles as the language does", async () => {
    expect(await values("idmusers", "FirstName LIKE abby", "zh-CN")).toEqual(["Spencer Abby"]);
    expect(await values("idmroles", "DisplayName LIKE a%", "de")).toEqual([
      "Apotheker",
      "Arzneimittel verabreichen",
      "Arzt",
    ]);
  });

  it.each<[string, string, string?]>([
    ["13.4.28", "idmusers", "/rpt/idmusers/ID/attributes"],
    ["13.4.30", "idmroles"],
    ["13.4.32", "idmresources"],
    ["13.4.34", "idmentitlements"],
    ["13.4.36", "idmteams", "/rpt/teams/ID/members"],
  ])("%s GET /rpt/%s/<id> answers one, or a 404", async (_, path, link) => {
    const [{ ID, Value }] = await server.get(`/rpt/${path}`);
    const one = await server.get(`/rpt/${path}/${ID}`);
    expect(one).toEqual({ ID, Value, ...(link && { Link: link.replace("ID", ID) }) });
    expect(await server.ask("GET", `/rpt/${path}/nope`)).toMatchObject({
      status: 404,
      subcode: "InvalidURI",
    });
  });
});

it("500 InternalError is the Receiver's, and nothing has changed", async () => {
  const state = temporaryDirectory();
  const other = await reporting({ state });
  const conf = await other.get("/rpt/conf");
  rmSync(join(state, "rpt.json"));
  mkdirSync(join(state, "rpt.json"));
  const answer = await other.ask("POST", "/rpt/conf", { body: { ...conf, SmtpPort: 25 } });
  expect([answer.status, answer.subcode, answer.body.Fault.Code.Value]).toEqual([
    500,
    "InternalError",
    "Receiver",
  ]);
  expect(await other.get("/rpt/conf")).toEqual(conf);
});

describe("conf", () => {
  it("13.4.37 answers the whole configuration, the password in clear", async () => {
    expect(await server.get("/rpt/conf")).toMatchObject({
      SmtpPort: 465,
      SmtpPass: "noguessing",
      RetentionUnit: "MONTH",
      ExpectedDataCollectionTime: 3_600_000,
    });
  });

  it("13.4.38 takes it whole, and answers nothing", async () => {
    const conf = {
      ...(await server.get("/rpt/conf")),
      SmtpPort: 25,
      RetentionUnit: "week",
      Future: { a: 1 },
    };
    const answer = await server.ask("POST", "/rpt/conf", { body: conf });
    expect([answer.status, answer.text]).toEqual([200, ""]);
    expect(await server.get("/rpt/conf")).toEqual(conf);
  });

  it.each<[string, object]>([
    ["a field that is missing", { SmtpPass: undefined }],
    ["a port that is text", { SmtpPort: "25" }],
    ["a port that is none", { SmtpPort: 70_000 }],
    ["a flag that is text", { SmtpSsl: "true" }],
    ["another unit", { RetentionUnit: "fortnight" }],
  ])("13.4.38 refuses %s", async (_, wrong) => {
    const before = await server.get("/rpt/conf");
    const answer = await server.ask("POST", "/rpt/conf", { body: { ...before, ...wrong } });
    expect(answer).toMatchObject({ status: 400, subcode: "InvalidInput" });
    const text = "SmtpPass" in wrong ? "SmtpPass is missing" : `Invalid ${Object.keys(wrong)[0]}`;
    expect(answer.body.Fault.Reason.Text).toContain(text);
    expect(await server.get("/rpt/conf")).toEqual(before);
  });
});

it.each([
  ["GET", "/rpt/nope"],
  ["GET", "/rpt/collectors/nope/config"],
  ["GET", "/rpt/teams/x/members"],
  ["GET", "/locales/nope"],
  ["PATCH", "/rpt/conf"],
])("%s %s is a 404 InvalidURI", async (method, path) => {
  expect(await server.ask(method, path)).toMatchObject({ status: 404, subcode: "InvalidURI" });
});
