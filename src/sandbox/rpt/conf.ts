import { invalidInput } from "./fault.ts";
import { type RptRoutes, readObject, type Server } from "./server.ts";

type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === "string";
const flag: Check = (value) => typeof value === "boolean";
const whole =
  (low: number, high: number): Check =>
  (value) =>
    Number.isSafeInteger(value) && (value as number) >= low && (value as number) <= high;

const checks: Readonly<Record<string, Check>> = {
  SmtpHost: text,
  SmtpPort: whole(1, 65_535),
  SmtpAuth: flag,
  SmtpUser: text,
  SmtpPass: text,
  SmtpSsl: flag,
  DefaultEmail: text,
  ReportFolder: text,
  RetentionInterval: whole(1, 10_000),
  RetentionUnit: (value) => /^(day|week|month|year)$/i.test(String(value)),
  NameOrder: text,
  ExpectedDataCollectionTime: whole(0, Number.MAX_SAFE_INTEGER),
};

/** GET and POST /rpt/conf (13.4.37, 13.4.38): the whole object each time, and the password in clear. */
export function confRoutes(app: RptRoutes, { store }: Server): void {
  app.get("/rpt/conf", (c) => c.json(store.state.conf));

  app.post("/rpt/conf", async (c) => {
    const conf = await readObject(c);
    for (const [name, holds] of Object.entries(checks)) {
      if (!(name in conf)) throw invalidInput(`${name} is missing: the whole configuration has to be sent.`);
      if (!holds(conf[name])) throw invalidInput(`Invalid ${name}: ${JSON.stringify(conf[name])}`);
    }
    store.change((state) => {
      state.conf = conf;
    });
    return c.body(null, 200);
  });
}
