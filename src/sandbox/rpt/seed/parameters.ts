import type { Parameter } from "../records.ts";

type Pair = readonly [DisplayName: string, Description: string];

const parameter = (InternalName: string, en: Pair, de: Pair, fields: Parameter["fields"]): Parameter => {
  const text = ([DisplayName, Description]: Pair) => ({ DisplayName, Description });
  return { InternalName, texts: { en: text(en), de: text(de) }, fields: { Type: "String", ...fields } };
};

const options = (...pairs: readonly (readonly [value: string, name: string])[]) => ({
  Property: pairs.map(([Value, DisplayName]) => ({ Value, DisplayName, Name: `%${DisplayName}` })),
});

export const pluginDirectory = parameter(
  "PLUGIN_DIRECTORY",
  ["PLUGIN_DIRECTORY", "Location of plugin files"],
  ["PLUGIN_DIRECTORY", "Ort der Plugin-Dateien"],
  { DefaultValue: "", IsForPrompting: "0", Required: "0" },
);

export const dateRange = parameter(
  "ReportType",
  ["Date Range", "Specifies the time period over which this report is run."],
  ["Zeitraum", "Der Zeitraum, über den berichtet wird."],
  {
    DefaultValue: "D",
    IsForPrompting: "1",
    Required: "0",
    OptionMultivalue: "0",
    Options: options(["D", "Current Day"], ["W", "Current Week"], ["M", "Current Month"]),
  },
);

export const language = parameter(
  "REPORT_LOCALE",
  ["Language", "Select the language in which the report will be generated."],
  ["Sprache", "Die Sprache, in der der Bericht erstellt wird."],
  {
    DefaultValue: "en",
    IsForPrompting: "1",
    Required: "0",
    OptionMultivalue: "0",
    Options: options(
      ["en", "English"],
      ["fr", "French"],
      ["de", "German"],
      ["it", "Italian"],
      ["ja", "Japanese"],
      ["zh_TW", "Traditional Chinese"],
      ["zh", "Simplified Chinese"],
      ["es", "Spanish"],
      ["pt", "Portuguese"],
    ),
  },
);

export const searchName = parameter(
  "search_name",
  ["Search User(s)", "Specifies the search criteria to choose user(s) to be reported."],
  ["Benutzer suchen", "Das Muster, nach dem Benutzer gesucht werden."],
  { DefaultValue: "", IsForPrompting: "0" },
);

/** Cascading: what it may be depends on what was searched for. */
export const users = parameter(
  "sample",
  ["User(s)", "Specifies the user(s) from which data will be reported."],
  ["Benutzer", "Die Benutzer, über die berichtet wird."],
  {
    DefaultValue: "",
    IsForPrompting: "1",
    OptionMultivalue: "1",
    OptionQuery:
      "SELECT first_name || ' ' || last_name as name, '\\'' || identity_id || '\\'' as value " +
      "FROM idm_rpt_data.idmrpt_identity " +
      "where lower(first_name || ' ' || last_name) like lower('##search_name##') order by name",
  },
);

export const role = parameter(
  "role_id",
  ["Role", "Specifies the role to report on."],
  ["Rolle", "Die Rolle, über die berichtet wird."],
  {
    DefaultValue: "%",
    IsForPrompting: "1",
    Required: "1",
    OptionQuery: "SELECT role_name as name, role_id as value FROM idm_rpt_data.idmrpt_role order by name",
  },
);
