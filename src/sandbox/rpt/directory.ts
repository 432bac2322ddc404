import type { Context } from "hono";
import { notFound } from "./fault.ts";
import { collator } from "./languages.ts";
import { type FilterFields, readFilter } from "./like-filter.ts";
import { Query } from "./query.ts";
import { entitlements, type Named, people, resources, roles, teams } from "./seed/directory.ts";
import type { RptEnv, RptRoutes } from "./server.ts";

/** One row of what may be reported on. */
interface Entry {
  readonly id: string;
  readonly value: string;
  readonly fields: FilterFields;
  /** What a single one's Link says; a role has none. */
  readonly link?: string;
}

/** The lists of users, roles, resources, entitlements and teams to report on (13.4.27 to 13.4.36): bare arrays. */
export function directoryRoutes(app: RptRoutes): void {
  serve(app, "idmusers", ["FirstName", "LastName", "DisplayName"], usersIn);
  for (const [path, rows] of Object.entries({
    idmroles: roles,
    idmresources: resources,
    idmentitlements: entitlements,
  })) {
    serve(app, path, ["DisplayName"], namedIn(rows));
  }
  serve(
    app,
    "idmteams",
    ["DisplayName"],
    namedIn(teams, (id) => `/rpt/teams/${id}/members`),
  );
}

function serve(
  app: RptRoutes,
  path: string,
  names: readonly string[],
  entriesIn: (language: string) => readonly Entry[],
): void {
  app.get(`/rpt/${path}`, (c: Context<RptEnv>) => {
    const { language } = c.var;
    const filter = new Query(c).text("filter");
    const meets = filter === undefined ? () => true : readFilter(filter, names);
    const compare = collator(language);
    const rows = entriesIn(language)
      .filter(({ fields }) => meets(fields))
      .sort((a, b) => compare(a.value, b.value));
    return c.json(rows.map(({ id, value }) => ({ ID: id, Value: value, Link: `/rpt/${path}/${id}` })));
  });
  app.get(`/rpt/${path}/:id`, (c) => {
    const entry = entriesIn(c.var.language).find(({ id }) => id === c.req.param("id"));
    if (entry === undefined) throw notFound(`There is no '${c.req.param("id")}' in ${path}.`);
    return c.json({ ID: entry.id, Value: entry.value, ...(entry.link && { Link: entry.link }) });
  });
}

/** Chinese names begin with the family's. */
function usersIn(language: string): Entry[] {
  return people.map(({ id, first, last }) => {
    const value = language.startsWith("zh") ? `${last} ${first}` : `${first} ${last}`;
    const fields = { FirstName: first, LastName: last, DisplayName: value };
    return { id, value, fields, link: `/rpt/idmusers/${id}/attributes` };
  });
}

function namedIn(rows: readonly Named[], linkOf?: (id: string) => string): (language: string) => Entry[] {
  return (language) =>
    rows.map(({ id, names }) => {
      const value = names[language] ?? names.en ?? "";
      return { id, value, fields: { DisplayName: value }, ...(linkOf && { link: linkOf(id) }) };
    });
}
