import { describe, expect, it } from "vitest";
import { definitions, reports, schedules } from "../../../src/systems/rpt/endpoints.ts";
import { apiOf } from "./api.ts";

const unknown = { status: 404, body: "<html>no such path</html>" };
const invalidUri = { status: 404, body: { Fault: { Code: { Subcode: { Value: "InvalidURI" } } } } };
const noDefinition = {
  status: 404,
  body: { Fault: { Code: { Subcode: { Value: "ReportTemplateDoesNotExist" } } } },
};

const getOne = { path: { guid: "g" } };
const paths = (sent: readonly { path: string }[]) => sent.map(({ path }) => path);

describe("definition or definitions", () => {
  it("is as each section spells it", async () => {
    const { api, sent } = apiOf(() => ({ body: {} }));
    await api.json(definitions.get, getOne);
    await api.json(schedules.list, getOne);
    await api.json(reports.list, {});
    expect(paths(sent)).toEqual(["/rpt/definitions/g", "/rpt/definition/g/sched", "/rpt/reports"]);
  });

  it.each([
    ["no fault", unknown],
    ["InvalidURI", invalidUri],
  ])(
    "is tried by the other word on a 404 with %s, which then stays in use, for writes too",
    async (_, no) => {
      const { api, sent } = apiOf(({ path }) => (path.startsWith("/rpt/definitions/") ? { body: {} } : no));
      await api.json(schedules.list, getOne);
      await api.json(schedules.list, getOne);
      await api.json(schedules.create, { ...getOne, json: {} });
      expect(paths(sent)).toEqual([
        "/rpt/definition/g/sched",
        "/rpt/definitions/g/sched",
        "/rpt/definitions/g/sched",
        "/rpt/definitions/g/sched",
      ]);
    },
  );

  it("a write is never tried by another word", async () => {
    const { api, sent } = apiOf(() => invalidUri);
    await expect(api.json(schedules.create, { ...getOne, json: {} })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(
      api.json(schedules.update, { path: { guid: "g", schedule: "s" }, json: {} }),
    ).rejects.toThrow();
    expect(sent).toHaveLength(2);
  });

  it("a definition that is not there is not looked for elsewhere", async () => {
    const { api, sent } = apiOf(() => noDefinition);
    await expect(api.json(definitions.get, getOne)).rejects.toMatchObject({
      subcode: "ReportTemplateDoesNotExist",
    });
    expect(sent).toHaveLength(1);
  });

  it("where neither is known, the first answer counts", async () => {
    const { api, sent } = apiOf(({ path }) => (path.startsWith("/rpt/definitions") ? unknown : invalidUri));
    await expect(api.json(schedules.list, getOne)).rejects.toMatchObject({ subcode: "InvalidURI" });
    expect(sent).toHaveLength(2);
  });

  it.each([
    ["singular", "/rpt/definition/g", "/rpt/definition/g/sched"],
    ["plural", "/rpt/definitions/g", "/rpt/definitions/g/sched"],
  ] as const)("definition-path: %s settles it for all", async (setting, one, sched) => {
    const { api, sent } = apiOf(() => ({ body: {} }), setting);
    await api.json(definitions.get, getOne);
    await api.json(schedules.list, getOne);
    expect(paths(sent)).toEqual([one, sched]);
  });
});
