import type { Keys } from "./keys.ts";
import { boolean, choice, duration, integer, language, text, timezone } from "./kinds.ts";

/** The settings that a flag, the environment and a context may each override. */
const overridable: Keys = {
  lang: { kind: language, summary: "language of the servers' texts, sent as Accept-Language" },
  timezone: {
    kind: timezone,
    summary: "zone of times typed without one and of times in tables",
    default: "the machine's",
  },
  timeout: { kind: duration, summary: "how long one request may take", default: "30s" },
  retries: { kind: integer(0, 100), summary: "extra tries where they are safe, 0 is off", default: "3" },
  deadline: { kind: duration, summary: "how long a whole command may take", default: "no end" },
};

/** What `config set` takes: the top level of config.yaml beside current-context and contexts. */
export const settingKeys: Keys = {
  output: {
    kind: choice("table", "json", "ndjson", "csv", "yaml", "id"),
    summary: "the form of results",
    default: "table",
  },
  color: { kind: choice("auto", "always", "never"), summary: "colours in tables and notes", default: "auto" },
  ...overridable,
  pager: { kind: text, summary: "taken for scripts that set it everywhere; rptctl never pages" },
};

/** What a context may hold beside its systems. */
export const contextKeys: Keys = {
  protected: { kind: boolean, summary: "writes need --context on the command line", default: "false" },
  ...overridable,
};
