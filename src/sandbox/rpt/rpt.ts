import { Hono } from "hono";
import type { Env, Routes, Surroundings, System } from "../system.ts";
import { asPrinted } from "./as-printed.ts";
import { authorize } from "./authorize.ts";
import { buildInfoRoutes } from "./build-info.ts";
import { calendarRoutes } from "./calendar.ts";
import { collectorRoutes } from "./collectors.ts";
import { confRoutes } from "./conf.ts";
import { definitionRoutes } from "./definitions.ts";
import { directoryRoutes } from "./directory.ts";
import { startDueRuns } from "./due-runs.ts";
import { faultBody, notFound, Refusal } from "./fault.ts";
import { importRoutes } from "./imports.ts";
import { languageOf } from "./languages.ts";
import { localeRoutes } from "./locales.ts";
import { osp } from "./osp.ts";
import { paramDefRoutes } from "./param-defs.ts";
import type { RptState } from "./records.ts";
import { reportRoutes } from "./reports.ts";
import { rptUserRoutes } from "./rpt-users.ts";
import { scheduleRoutes } from "./schedules.ts";
import { seedState } from "./seed/seed.ts";
import type { RptEnv, Server } from "./server.ts";
import { tokenServer, tokenServerUrl } from "./token-server.ts";
import { Tokens } from "./tokens.ts";
import { virtualDate } from "./virtual-date.ts";

/** NetIQ Identity Manager's Reporting REST API (13.4). */
const reporting: System = {
  name: "rpt",
  prefix: "/IDMRPT-CORE",
  routes,
  environment: (url) => ({
    RPTCTL_RPT_URL: url,
    RPTCTL_RPT_USERNAME: "uaadmin",
    RPTCTL_RPT_PASSWORD: "uaadminpw",
  }),
};

/** The reporting server, and the two servers that sign in to it: its own of old, and OSP. */
export const rptServers: readonly System[] = [reporting, tokenServer, osp];

function routes(surroundings: Surroundings): Routes {
  const { clock } = surroundings;
  const store = surroundings.open<RptState>("rpt", () => seedState(clock.now()));
  const server: Server = { store, clock };
  const app = new Hono<RptEnv>();

  app.onError((error, c) => {
    const refusal = error instanceof Refusal ? error : new Refusal(500, "InternalError", String(error));
    return c.json(faultBody(refusal), refusal.status);
  });
  app.use(virtualDate(clock));
  app.use(asPrinted(reporting.prefix));
  app.use(authorize(new Tokens(surroundings), () => tokenServerUrl(surroundings)));
  app.use(async (c, next) => {
    c.set("language", languageOf(c.req.header("Accept-Language")));
    startDueRuns(server);
    await next();
  });

  definitionRoutes(app, server);
  importRoutes(app, server);
  paramDefRoutes(app, server);
  scheduleRoutes(app, server);
  reportRoutes(app, server);
  calendarRoutes(app, server);
  buildInfoRoutes(app);
  collectorRoutes(app);
  rptUserRoutes(app, reporting.prefix);
  directoryRoutes(app);
  confRoutes(app, server);
  localeRoutes(app);
  app.all("*", (c) => {
    throw notFound(`There is no ${c.req.method} ${c.req.path}.`);
  });
  return new Hono<Env>().route("/", app);
}
