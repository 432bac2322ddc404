import { Refusal } from "./fault.ts";
import type { RptRoutes } from "./server.ts";

/** /rpt/rptusers (13.4.25, 13.4.26): one's own account, under a URL that holds one's token. */
export function rptUserRoutes(app: RptRoutes, prefix: string): void {
  app.get("/rpt/rptusers/user", (c) =>
    c.redirect(`${prefix}/rpt/rptusers/${encodeURIComponent(c.var.caller.token)}`, 307),
  );

  app.get("/rpt/rptusers/:token", (c) => {
    const { account, token } = c.var.caller;
    if (c.req.param("token") !== token) {
      throw new Refusal(401, "NoPrivilege", "Query tokens other than owned is not allowed.");
    }
    return c.json({
      DN: `cn=${account.name},ou=users,o=data`,
      Name: account.fullName,
      Locale: account.locale,
      Email: account.email,
    });
  });
}
