import { beforeAll, describe, expect, it } from "vitest";
import { inventoryTokens } from "../../../src/sandbox/inventory/inventory.ts";
import type { Sandbox } from "../../../src/sandbox/server.ts";
import { running } from "../running.ts";
import { ask } from "./asking.ts";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await running();
});

describe("the page's examples of a 400, to the letter", () => {
  it.each([
    ["parametre_inconnu=is_status_:true", "POST parameter [ parametre_inconnu ] is unknown"],
    ["output_field=perf_data", "POST parameter [ output_field ] is not available for this route"],
    ["filter0=is_status_:true", "filtering[0]: invalid field name [ is_status_ ]"],
    ["filter0=next_check", "filtering[0]: missing value for field [ next_check ]"],
    ["filter0=status:9", "filtering[0]: field [ status ] => wrong value [u'9']"],
    ["filter0=next_check:avant", "filtering[0]: field [ next_check ] unknown date constraint [ avant ]"],
    [
      "filter0=next_check:in-less-than|hier",
      "filtering[0]: field [ next_check ] => [ in-less-than ] => invalid literal for int() with base 10: 'hier'",
    ],
    ["sort=host", "sort: invalid field name [ host ]"],
    ["sort=father_name:big", "sort: invalid sort direction [ big ] for field [ host_name ]"],
    ["output_format=vrai", "output_format: invalid value [ vrai ]"],
  ])("%s", async (form, message) => {
    const answer = await ask(sandbox, form);
    expect([answer.status, await answer.text()]).toEqual([400, `ERROR 400: ${message}`]);
    expect(answer.headers.get("content-type")).toBe("text/plain; charset=UTF-8");
  });
});

describe("by the same rules", () => {
  it.each([
    ["filter=status:OK", "POST parameter [ filter ] is unknown"],
    ["filterX=status:OK", "POST parameter [ filterX ] is unknown"],
    ["paramètre=1", "POST parameter [ paramètre ] is unknown"],
    ["filter12=nope:1", "filtering[12]: invalid field name [ nope ]"],
    ["filter0=constructor:1", "filtering[0]: invalid field name [ constructor ]"],
    ["filter0=status:", "filtering[0]: missing value for field [ status ]"],
    ["filter0=", "filtering[0]: invalid field name [  ]"],
    ["filter0=status:OK&filter1=status:é'x", `filtering[1]: field [ status ] => wrong value [u"\\xe9'x"]`],
    ["filter0=type:serveur", "filtering[0]: field [ type ] => wrong value [u'serveur']"],
    [
      "filter0=is_status_confirmed:vrai",
      "filtering[0]: field [ is_status_confirmed ] => wrong value [u'vrai']",
    ],
    ["filter0=business_impact:6", "filtering[0]: field [ business_impact ] => wrong value [u'6']"],
    [
      "filter0=next_check:in-more-than",
      "filtering[0]: field [ next_check ] => [ in-more-than ] => invalid literal for int() with base 10: ''",
    ],
    ["sort=", "sort: invalid field name [  ]"],
    ["sort=status:croissant", "sort: invalid sort direction [ croissant ] for field [ status ]"],
    ["sort=type,nope", "sort: invalid field name [ nope ]"],
    ["output_format=", "output_format: invalid value [  ]"],
    ["sort=nope&filter0=nope:1", "filtering[0]: invalid field name [ nope ]"],
  ])("%s", async (form, message) => {
    const answer = await ask(sandbox, form);
    expect([answer.status, await answer.text()]).toEqual([400, `ERROR 400: ${message}`]);
  });
});

it.each([
  ["no token", "", 401, "ERROR 401: no token was given"],
  ["a wrong token", "XYZ", 401, "ERROR 401: the token is not valid"],
  [
    "a token without rights",
    inventoryTokens.restricted,
    403,
    "ERROR 403: the user of this token has no right to this route",
  ],
])("%s (%s): %i, whatever is asked", async (_, token, status, text) => {
  const answer = await ask(sandbox, "nonsense=1", token);
  expect([answer.status, await answer.text()]).toEqual([status, text]);
});

it("500: a valid call that fails in execution", async () => {
  const answer = await ask(sandbox, "filter0=next_check:in-less-than|999999999999");
  expect([answer.status, await answer.text()]).toEqual([
    500,
    "ERROR 500: timestamp out of range for platform time_t",
  ]);
});

it.each([
  ["GET", "/api/v2/inventory", 405, "POST"],
  ["DELETE", "/api/v2/inventory/", 405, "POST"],
  ["POST", "/api/v2/<hosts>", 404, null],
  ["GET", "", 404, null],
])("%s %s: a page of HTML, %i", async (method, path, status, allow) => {
  const answer = await fetch(`${sandbox.url}/shinken${path}`, { method });
  expect([answer.status, answer.headers.get("allow")]).toEqual([status, allow]);
  expect(answer.headers.get("content-type")).toContain("text/html");
  expect(await answer.text()).not.toContain("<hosts>");
});
