import { once } from "node:events";
import { type ClientRequest, request } from "node:http";
import { strToU8, zipSync } from "fflate";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Json, type Reporting, read, reporting } from "./asking.ts";

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

const packageXml = (fields: Record<string, string>) => {
  const all = { Name: "mine", DisplayName: "My Report", Format: "PDF", PlatformName: "IDM", ...fields };
  const elements = Object.entries(all).map(([name, value]) => `<${name}>${value}</${name}>`);
  return `<?xml version="1.0"?><PluginPackage>${elements.join("")}</PluginPackage>`;
};

/** A report's zip; `more` are further files of it. */
const rpz = (fields: Record<string, string> = {}, more: Record<string, string> = {}) =>
  zip({ "package.xml": packageXml(fields), ...more });

const zip = (files: Record<string, string | Uint8Array>) =>
  zipSync(
    Object.fromEntries(
      Object.entries(files).map(([name, data]) => [name, typeof data === "string" ? strToU8(data) : data]),
    ),
  );

async function upload(files: Record<string, Uint8Array>, query = "", headers?: Record<string, string>) {
  const form = new FormData();
  for (const [name, bytes] of Object.entries(files)) {
    form.append("file", new Blob([Uint8Array.from(bytes)], { type: "application/octet-stream" }), name);
  }
  const answer = await fetch(`${server.core}/rpt/definitions/import${query}`, {
    method: "POST",
    headers: headers ?? { authorization: `X-OPAQUE ${server.token}` },
    body: form,
  });
  return read(answer);
}

/** What became of each: its file name, and OK or the subcode of its fault. */
const fates = ({ body }: { body: Json }) =>
  body.Imports.map((each: Json) => [each.Filename, each.Fault?.Code.Subcode.Value ?? each.Status]);

describe("13.4.8 POST /rpt/definitions/import", () => {
  it("takes one report in, with its texts in each language", async () => {
    await alone();
    const answer = await upload({
      "mary.rpz": rpz(
        { Description: "One &amp; all", Category: "audit", Tag: "new", Comments: "c" },
        { "mine_de.properties": "DisplayName=Mein Bericht f\\u00fcr alle\nDescription=Alles\n" },
      ),
    });
    expect(answer.status).toBe(200);
    const { GUID } = answer.body.Imports[0];
    expect(answer.body).toEqual({ Status: "OK", Imports: [{ Filename: "mary.rpz", GUID, Status: "OK" }] });
    expect(await server.get(`/rpt/definitions/${GUID}`)).toMatchObject({
      DisplayName: "My Report",
      Description: "One & all",
      Categories: ["audit"],
      Tags: ["new"],
      Format: "PDF",
    });
    const german = await server.get(`/rpt/definitions/${GUID}`, { "accept-language": "de" });
    expect(german.DisplayName).toBe("Mein Bericht für alle");
  });

  it("takes in what was exported, as it was", async () => {
    await alone();
    const guid = await server.guidOf("User Status Changes");
    const headers = { authorization: `X-OPAQUE ${server.token}` };
    const exported = await fetch(`${server.core}/rpt/definitions/${guid}/rpz`, { headers });
    const bytes = new Uint8Array(await exported.arrayBuffer());
    const before = await server.get(`/rpt/definitions/${guid}`);
    await server.ask("DELETE", `/rpt/definitions/${guid}`);
    const { body } = await upload({ "x.rpz": bytes });
    expect(body.Imports[0].GUID).toBe(guid);
    const after = await server.get(`/rpt/definitions/${guid}`);
    const { Email: _, ...rest } = before;
    expect(after).toEqual(rest);
  });

  it("takes each report of an .spz by itself: good ones are in though others are not", async () => {
    await alone();
    const answer = await upload({
      "all.spz": zip({
        "mary.rpz": rpz(),
        "frank.rpz": rpz({ DisplayName: "Role Report" }),
        "sub/paul.rpz": rpz({ DisplayName: "Paul" }),
        "notes.txt": "no report",
      }),
    });
    expect([answer.status, answer.body.Status]).toEqual([200, "OK"]);
    expect(fates(answer)).toEqual([
      ["mary.rpz", "OK"],
      ["frank.rpz", "ReportDefinitionCreateDuplicateDisplayName"],
      ["sub/paul.rpz", "OK"],
    ]);
    expect(answer.body.Imports[1].Status).toBe("FAILED");
    expect(await server.guidOf("Paul")).toBe(answer.body.Imports[2].GUID);
  });

  it.each<[string, string, Uint8Array, string]>([
    ["no zip", "a.rpz", strToU8("nonsense"), "RpzFileUploadFailedZipException"],
    ["half a zip", "a.rpz", rpz().subarray(0, 60), "RpzFileUploadFailedZipException"],
    ["an .spz that is no zip", "a.spz", strToU8("nonsense"), "RpzFileUploadFailedZipException"],
    ["an .spz without reports", "a.spz", zip({ a: "b" }), "RpzFileUploadFailedZipException"],
    ["no package.xml", "a.rpz", zip({ a: "b" }), "RpzFileUploadFailedZipExceptionBadPackageXml"],
    ["a broken one", "a.rpz", zip({ "package.xml": "<a>" }), "RpzFileUploadFailedZipExceptionBadPackageXml"],
    [
      "a name that is too long",
      "a.rpz",
      rpz({ DisplayName: "x".repeat(256) }),
      "RpzFileUploadFailedZipExceptionBadPackageXmlNameTooLong",
    ],
    [
      "another platform",
      "a.rpz",
      rpz({ PlatformName: "Sentinel" }),
      "RpzFileUploadFailedReportContentNotIdm",
    ],
    ["no platform", "a.rpz", zip({ "package.xml": "<a/>" }), "RpzFileUploadFailedReportContentNotIdm"],
    ["no name", "a.rpz", rpz({ DisplayName: "" }), "ReportTemplateCreateFailedNeedDisplayName"],
    ["another format", "a.rpz", rpz({ Format: "HTML" }), "ReportTemplateCreateFailedBadMediaType"],
    [
      "a name that is taken",
      "a.rpz",
      rpz({ DisplayName: "Role Report" }),
      "ReportDefinitionCreateDuplicateDisplayName",
    ],
    ["another extension", "a.zip", rpz(), "ReportUploadFailed"],
  ])("fails an item with %s, while the whole is OK", async (_, name, bytes, subcode) => {
    const answer = await upload({ [name]: bytes });
    expect([answer.status, answer.body.Status]).toEqual([200, "OK"]);
    expect(fates(answer)).toEqual([[name, subcode]]);
  });

  it("overwrites what has the name, under its GUID, when told to", async () => {
    await alone();
    const guid = await server.guidOf("Role Report");
    const bytes = rpz({ DisplayName: "Role Report", Comments: "new" });
    expect(fates(await upload({ "a.rpz": bytes }, "?overwrite=false"))[0][1]).not.toBe("OK");
    const { body } = await upload({ "a.rpz": bytes }, "?overwrite=true");
    expect(body.Imports).toEqual([{ Filename: "a.rpz", GUID: guid, Status: "OK" }]);
    expect((await server.get(`/rpt/definitions/${guid}`)).Comments).toBe("new");
  });

  it("does not overwrite one report under the name of another", async () => {
    const UniqueId = await server.guidOf("Identity Report");
    const answer = await upload(
      { "a.rpz": rpz({ UniqueId, DisplayName: "Role Report" }) },
      "?overwrite=true",
    );
    expect(fates(answer)).toEqual([["a.rpz", "ReportTemplateUpdateDuplicateDisplayName"]]);
  });

  it("takes its token from the URL too, and answers in the content type that is asked for", async () => {
    await alone();
    const query = new URLSearchParams({
      token: server.token,
      ts_url: "http://x",
      format: "json",
      content: "text/html",
    });
    const answer = await upload({ "a.rpz": rpz() }, `?${query}`, {});
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/html"]);
  });

  it.each<[string, string, string]>([
    ["what is not multipart", "application/octet-stream", "ReportUploadFailed"],
    ["a multipart body without a file", "multipart/form-data; boundary=x", "ReportUploadFailed"],
    ["a multipart body without its boundary", "multipart/form-data", "ReportUploadFailed"],
  ])("refuses %s", async (_, type, subcode) => {
    const headers = { "content-type": type };
    const answer = await server.ask("POST", "/rpt/definitions/import", { headers, body: "--x--\r\n" });
    expect(answer).toMatchObject({ status: 400, subcode });
  });

  it("refuses another word for overwrite", async () => {
    expect(await upload({}, "?overwrite=yes")).toMatchObject({ status: 400, subcode: "InvalidInput" });
  });
});

describe("an upload that is on its way", () => {
  const size = 400_000;
  let sending: ClientRequest;
  /** Sends half of an upload and waits until it has arrived. */
  async function sendHalf(id: string): Promise<Json> {
    sending = request(`${server.core}/rpt/definitions/import?uploadid=${id}`, {
      method: "POST",
      headers: {
        authorization: `X-OPAQUE ${server.token}`,
        "content-type": "multipart/form-data; boundary=x",
        "content-length": String(size),
      },
    });
    sending.on("error", () => {});
    const head = '--x\r\nContent-Disposition: form-data; name="f"; filename="a.rpz"\r\n\r\n';
    sending.write(head.padEnd(size / 2, "y"));
    for (;;) {
      const progress = await server.ask("GET", `/rpt/definitions/import/${id}`);
      if (progress.body.CompletedPercent === 50) return progress.body;
    }
  }
  const tail = "\r\n--x--\r\n".padStart(size / 2, "y");

  it("13.4.9 tells its progress, half-way and at its end", async () => {
    expect(await sendHalf("one")).toEqual({ CompletedPercent: 50, Completed: "195Kb", Total: "391Kb" });
    sending.end(tail);
    const [answer] = await once(sending, "response");
    answer.resume();
    expect(await server.get("/rpt/definitions/import/one")).toMatchObject({ CompletedPercent: 100 });
    expect(await server.get("/rpt/definitions/import/one")).toMatchObject({ CompletedPercent: 100 });
    const late = await server.ask("DELETE", "/rpt/definitions/import/one");
    expect(late.body).toEqual({ Cancelled: "false" });
  });

  it("13.4.10 is cancelled, and fails", async () => {
    await sendHalf("two");
    const answered = once(sending, "response");
    const { status, body } = await server.ask("DELETE", "/rpt/definitions/import/two");
    expect([status, body]).toEqual([200, { Cancelled: "true" }]);
    const [answer] = await answered;
    expect(answer.statusCode).toBe(400);
    let text = "";
    for await (const chunk of answer) text += chunk;
    expect(text).toContain('"ReportUploadFailed"');
    sending.destroy();
  });

  it("keeps its id to itself while it runs", async () => {
    await sendHalf("three");
    const other = await upload({ "a.rpz": rpz() }, "?uploadid=three");
    expect(other).toMatchObject({ status: 400, subcode: "InvalidInput" });
    sending.destroy();
  });

  it.each(["GET", "DELETE"])("that nobody knows is a 404 (%s)", async (method) => {
    const answer = await server.ask(method, "/rpt/definitions/import/nope");
    expect(answer).toMatchObject({ status: 404, subcode: "InvalidURI" });
  });
});
