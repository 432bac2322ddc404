import { supportedLocales } from "./languages.ts";
import type { RptRoutes } from "./server.ts";

/** /locales/default and /locales/supported (13.4.39, 13.4.40). */
export function localeRoutes(app: RptRoutes): void {
  app.get("/locales/default", (c) => c.json({ DefaultLocale: "en_us" }));
  app.get("/locales/supported", (c) => c.json({ SupportedLocales: supportedLocales }));
}
