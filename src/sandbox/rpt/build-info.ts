import type { RptRoutes } from "./server.ts";

/** GET /rpt/buildinfo (13.4.22): the date is text for people. */
export function buildInfoRoutes(app: RptRoutes): void {
  app.get("/rpt/buildinfo", (c) =>
    c.json({ rev: "630", date: "Jan 30, 2010 9:31:23 AM", user: "sandbox", version: "1.0" }),
  );
}
