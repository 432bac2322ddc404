import { notFound } from "./fault.ts";
import type { RptRoutes } from "./server.ts";

const collectors: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  idvault: { en: "Identity Vault", de: "Identitätsdepot" },
  sentinel: { en: "Sentinel Event System", de: "Sentinel-Ereignissystem" },
  nomap: { en: "Non-managed Applications", de: "Nicht verwaltete Anwendungen" },
};

/** /rpt/collectors (13.4.23, 13.4.24): the key is `Collector`, though it holds a list. */
export function collectorRoutes(app: RptRoutes): void {
  app.get("/rpt/collectors", (c) => c.json(list(Object.keys(collectors), c.var.language)));

  // The page shows the list again as one collector's configuration.
  app.get("/rpt/collectors/:id/config", (c) => {
    const id = c.req.param("id");
    if (!Object.hasOwn(collectors, id)) throw notFound(`The collector '${id}' does not exist.`);
    return c.json(list([id], c.var.language));
  });
}

function list(ids: readonly string[], language: string): object {
  const rows = ids.map((ID) => ({
    ID,
    DisplayName: collectors[ID]?.[language] ?? collectors[ID]?.en,
    Link: `collector/${ID}`,
  }));
  return { TotalSize: rows.length, Collector: rows };
}
