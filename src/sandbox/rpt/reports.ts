import { fileAnswer } from "./byte-range.ts";
import { accountOf } from "./cast.ts";
import { invalidInput, notFound } from "./fault.ts";
import type { Report, RptState } from "./records.ts";
import { reportFile } from "./report-file.ts";
import { inProgress, reportList } from "./report-list.ts";
import type { RptRoutes, Server } from "./server.ts";

/** /rpt/reports (13.4.17 to 13.4.20). */
export function reportRoutes(app: RptRoutes, { store, clock }: Server): void {
  app.get("/rpt/reports", (c) => c.json(reportList(c, store.state.reports, clock.now())));

  app.get("/rpt/reports/:id", (c) => c.json(view(reportOf(store.state, c.req.param("id")), clock.now())));

  app.get("/rpt/reports/:id/file", (c) => {
    const report = reportOf(store.state, c.req.param("id"));
    if (inProgress(report, clock.now())) throw notFound(`The report '${report.ReportID}' is in progress.`);
    if (report.fails) throw notFound(`The report '${report.ReportID}' failed: it has no file.`);
    const { bytes, type, extension } = reportFile(report);
    return fileAnswer(c.req.raw.headers, bytes, {
      "Content-Type": type,
      "Content-Disposition": `inline; filename="Report_${report.RunDate}.${extension}"`,
    });
  });

  app.delete("/rpt/reports/:id", (c) => {
    const { ReportID, ...report } = reportOf(store.state, c.req.param("id"));
    if (clock.now() < report.doneAt) throw invalidInput(`The report '${ReportID}' is in progress.`);
    store.change((state) => {
      state.reports = state.reports.filter((each) => each.ReportID !== ReportID);
    });
    return c.json({ GUID: ReportID, Status: "OK" });
  });
}

function view(report: Report, now: number): object {
  const running = inProgress(report, now);
  const { Name, DisplayName, RunDate, Email } = report;
  const { id, fullName } = accountOf(report.accountId);
  return {
    Name,
    InProgress: running,
    failed: !running && report.fails,
    DisplayName,
    RunDate,
    PluginParameterDefinitions: report.parameters,
    ...(Email && { Email }),
    RunBy: { Value: id, DisplayName: fullName },
  };
}

function reportOf(state: Readonly<RptState>, id: string): Report {
  const report = state.reports.find(({ ReportID }) => ReportID === id);
  if (report !== undefined) return report;
  throw notFound(`The report '${id}' does not exist.`);
}
