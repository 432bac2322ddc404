import { describe, expect, it } from "vitest";
import type { FaultCode } from "../../../src/errors.ts";
import { explainRpt, faultIn } from "../../../src/systems/rpt/errors.ts";

function problem(status: number, json: unknown, text = JSON.stringify(json)) {
  return { status, headers: {}, text, json };
}

function fault(subcode: string | undefined, text = "why", who = "Sender") {
  return { Fault: { Code: { Value: who, Subcode: { Value: subcode } }, Reason: { Text: text } } };
}

/** Every subcode of the page, with the sections that name it. */
const subcodes: [section: string, status: number, subcode: string, code: FaultCode][] = [
  ["13.4.1", 400, "InvalidOrderBy", "rejected"],
  ["13.4.1", 400, "InvalidTemplateRange", "rejected"],
  ["13.4.1", 400, "InvalidSortBy", "rejected"],
  ["13.4.1 to 13.4.40", 401, "InvalidAuthHeader", "auth"],
  ["13.4.1 to 13.4.40", 401, "NoAuthHeader", "auth"],
  ["13.4.1 to 13.4.40", 401, "NoPrivilege", "forbidden"],
  ["13.4.2", 404, "ReportTemplateCreateCopyNotExist", "not_found"],
  ["13.4.2", 404, "ReportTemplateCreateNoContent", "rejected"],
  ["13.4.2, 13.4.4, 13.4.8", 404, "ReportTemplateCreateFailedBadMediaType", "rejected"],
  ["13.4.2, 13.4.4, 13.4.8", 404, "ReportTemplateCreateFailedNeedDisplayName", "rejected"],
  ["13.4.3 to 13.4.6", 404, "ReportTemplateDoesNotExist", "not_found"],
  ["13.4.4", 409, "ReportTemplateUpdateDuplicateDisplayName", "conflict"],
  ["13.4.4", 409, "ReportChangedSinceRetrieve", "conflict"],
  ["13.4.7", 400, "ReportParamNotFound", "not_found"],
  ["13.4.7", 400, "InvalidReportDefinitionRange", "rejected"],
  ["13.4.7", 400, "RequiredCascadingParamMissing", "rejected"],
  ["13.4.8", 400, "ReportDefinitionCreateDuplicateDisplayName", "conflict"],
  ["13.4.8", 400, "ReportUploadFailed", "rejected"],
  ["13.4.8", 400, "RpzFileUploadFailedZipException", "rejected"],
  ["13.4.8", 400, "RpzFileUploadFailedZipExceptionBadPackageXml", "rejected"],
  ["13.4.8", 400, "RpzFileUploadFailedZipExceptionBadPackageXmlNameTooLong", "rejected"],
  ["13.4.8", 400, "RpzFileUploadFailedReportContentNotIdm", "rejected"],
  ["13.4.11, 13.4.12", 404, "ReportdefinitionDoesNotExist", "not_found"],
  ["13.4.11 to 13.4.20", 404, "InvalidURI", "not_found"],
  ["13.4.12, 13.4.15 to 13.4.21, 13.4.38", 400, "InvalidInput", "rejected"],
  ["13.4.11 to 13.4.21, 13.4.37, 13.4.38", 500, "InternalError", "unavailable"],
];

describe("a fault", () => {
  it.each(subcodes)("%s: %i %s is %s", (_, status, subcode, code) => {
    const explained = explainRpt(problem(status, fault(subcode)));
    expect(explained).toMatchObject({ code, subcode, message: `why (HTTP ${status}, ${subcode})` });
  });

  it.each(subcodes)("%s: %i %s means the same with any status and in any case", (_, __, subcode, code) => {
    for (const status of [200, 400, 404, 409]) {
      expect(explainRpt(problem(status, fault(subcode.toUpperCase()))).code).toBe(code);
    }
  });

  it.each([
    [404, "not_found"],
    [409, "conflict"],
    [412, "conflict"],
    [401, "auth"],
    [403, "forbidden"],
    [400, "rejected"],
    [503, "unavailable"],
  ] as const)('with the subcode "?" (13.4.13 and on) goes by its status %i: %s', (status, code) => {
    const explained = explainRpt(problem(status, fault("?")));
    expect(explained).toEqual({ code, message: `why (HTTP ${status})` });
  });

  it.each([
    ["Sender", "rejected"],
    ["Receiver", "unavailable"],
  ] as const)("with status 200 and no known subcode goes by whose it is: %s", (who, code) => {
    expect(explainRpt(problem(200, fault("Whatever", "why", who))).code).toBe(code);
  });

  it("says what to do", () => {
    expect(explainRpt(problem(401, fault("NoPrivilege"))).hints?.[0]).toContain("no reporting administrator");
  });

  it.each([
    ["nothing but Fault", { Fault: {} }, "the server gave no reason (HTTP 400)"],
    [
      "keys in another case",
      { fault: { code: { subcode: { value: "InvalidInput" } }, reason: { text: "x" } } },
      "x (HTTP 400, InvalidInput)",
    ],
  ])("is read with %s", (_, json, message) => {
    expect(explainRpt(problem(400, json)).message).toBe(message);
  });

  it("is found in an item of an import (13.4.8)", () => {
    const item = {
      Filename: "frank.rpz",
      Status: "FAILED",
      ...fault("ReportTemplateUpdateDuplicateDisplayName"),
    };
    expect(faultIn(item)?.subcode).toBe("ReportTemplateUpdateDuplicateDisplayName");
    expect(faultIn({ Filename: "mary.rpz", Status: "OK" })).toBeUndefined();
    expect(faultIn([])).toBeUndefined();
    expect(faultIn("Fault")).toBeUndefined();
  });
});

it("a 404 that no fault explains asks whether the URL is right", () => {
  const explained = explainRpt({
    ...problem(404, undefined, "<title>Tomcat</title>"),
    headers: { "content-type": "text/html" },
  });
  expect(explained).toMatchObject({ code: "not_found", message: "Tomcat (HTTP 404)" });
  expect(explained.hints?.[0]).toContain("/IDMRPT-CORE");
});
