import type { Api } from "../../http/api.ts";
import type { Rows } from "../../rows/row.ts";
import { definitions } from "./endpoints.ts";
import { listWindows } from "./lists.ts";

/** Which definitions are wanted (13.4.1). Empty lists filter nothing. */
export interface DefinitionFilter {
  /** Each contained in the DisplayName, in any case. */
  readonly names: readonly string[];
  /** Each contained in the Description, in any case. */
  readonly descriptions: readonly string[];
  readonly categories: readonly string[];
  readonly tags: readonly string[];
  readonly match: "all" | "any";
  readonly sortBy: keyof typeof sortFields;
  readonly descending: boolean;
}

const sortFields = { name: "DisplayName", description: "Description", tags: "Tags" } as const;

export const everyDefinition: DefinitionFilter = {
  names: [],
  descriptions: [],
  categories: [],
  tags: [],
  match: "all",
  sortBy: "name",
  descending: false,
};

/** The definitions that match, as the server sorts them, in the language that is asked for. */
export function listDefinitions(api: Api, filter: DefinitionFilter, limit: number | undefined): Rows {
  const query = {
    DisplayName: filter.names,
    Description: filter.descriptions,
    Category: filter.categories,
    Tags: filter.tags,
    // Left out where it is the default, so that a server that knows none takes the request.
    LOP: filter.match === "any" ? "OR" : undefined,
    sortBy: sortFields[filter.sortBy],
    sortOrder: filter.descending ? "DESC" : "ASC",
  };
  return listWindows(api, definitions.list, { query }, { key: "Definitions", least: 2, limit });
}
