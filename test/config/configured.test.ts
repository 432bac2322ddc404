import { expect, it } from "vitest";
import type { Config } from "../../src/config/config.ts";
import { configuredSystems } from "../../src/config/configured.ts";

const config: Config = {
  path: "",
  currentContext: undefined,
  settings: {},
  contexts: {
    a: {
      protected: false,
      settings: {},
      systems: { scope: { cloud: "prod" }, registries: { username: "ops" }, rpt: {} },
    },
  },
};

it.each<[string | undefined, Record<string, string>, string]>([
  [undefined, {}, ""],
  ["a", {}, "registries scope"],
  ["gone", {}, ""],
  [undefined, { RPTCTL_RPT_URL: "http://x" }, "rpt"],
  [undefined, { RPTCTL_RPT_URL: "" }, ""],
  [undefined, { RPTCTL_RPT_TOKEN: "t" }, ""],
  [undefined, { OS_CLOUD: "prod" }, "scope"],
  [undefined, { OS_AUTH_URL: "http://k" }, "scope"],
  [undefined, { RPTCTL_SCOPE_CLOUD: "prod" }, "scope"],
  ["a", { RPTCTL_PIPELINE_URL: "http://x" }, "registries pipeline scope"],
])("in context %s with %j: %s", (context, env, names) => {
  expect(configuredSystems(config, context, env).join(" ")).toBe(names);
});
