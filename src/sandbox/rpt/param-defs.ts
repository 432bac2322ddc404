import type { Context } from "hono";
import { definitionOf } from "./definitions.ts";
import { Refusal } from "./fault.ts";
import { like } from "./like-filter.ts";
import { Query } from "./query.ts";
import { people, roles, teams } from "./seed/directory.ts";
import type { RptEnv, RptRoutes, Server } from "./server.ts";

interface Row {
  readonly name: string;
  readonly id: string;
}

/** What the tables that an OptionQuery may read hold here. */
const tables: Readonly<Record<string, readonly Row[]>> = {
  idmrpt_identity: people.map(({ id, first, last }) => ({ id, name: `${first} ${last}` })),
  idmrpt_role: roles.map(({ id, names }) => ({ id, name: names.en ?? "" })),
  idmrpt_team: teams.map(({ id, names }) => ({ id, name: names.en ?? "" })),
};

/** GET /rpt/definitions/<guid>/paramdefs/<paramName> (13.4.7): the values that a parameter may take. */
export function paramDefRoutes(app: RptRoutes, { store }: Server): void {
  app.get("/rpt/definitions/:guid/paramdefs/:name", (c) => {
    const definition = definitionOf(store.state, c.req.param("guid"));
    const name = c.req.param("name");
    const parameter = definition.parameters.find(({ InternalName }) => InternalName === name);
    if (parameter === undefined) {
      const text = `Unable to return parameter values because supplied parameter '${name}' not found in report.`;
      throw new Refusal(400, "ReportParamNotFound", text);
    }
    const { OptionQuery, Options } = parameter.fields;
    const values = typeof OptionQuery === "string" ? queried(OptionQuery, c) : fixed(Options);
    const { from, to } = new Query(c).range("InvalidReportDefinitionRange", 0);
    return c.json({ TotalSize: values.length, ParameterValues: values.slice(from, to + 1) });
  });
}

function fixed(options: unknown): object[] {
  const { Property = [] } = (options ?? {}) as { Property?: { DisplayName: string; Value: string }[] };
  return Property.map(({ DisplayName, Value }) => ({ DisplayName, Value }));
}

/** Plays the query: the table is its own, and each `##name##` is a pattern that the row's name has to fit. */
function queried(query: string, c: Context<RptEnv>): object[] {
  const parameters = new Query(c);
  const patterns = [...new Set([...query.matchAll(/##(\w+)##/g)].map((match) => match[1]!))].map((name) => {
    const value = parameters.text(name);
    if (value !== undefined) return value;
    const text = `The value of the cascading parameter '${name}' is required.`;
    throw new Refusal(400, "RequiredCascadingParamMissing", text);
  });
  const table = query.match(/\bfrom\s+(?:\w+\.)?(\w+)/i)?.[1] ?? "";
  const quote = query.includes("'\\''") ? "'" : "";
  return (tables[table] ?? [])
    .filter((row) => patterns.every((pattern) => like(row.name, pattern)))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, id }) => ({ DisplayName: name, Value: `${quote}${id}${quote}` }));
}
