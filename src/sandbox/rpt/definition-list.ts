import type { Context } from "hono";
import { Refusal } from "./fault.ts";
import { collator, textIn } from "./languages.ts";
import { type Condition, contains, equals, meets, Query } from "./query.ts";
import type { Definition } from "./records.ts";
import type { RptEnv } from "./server.ts";

/** GET /rpt/definitions (13.4.1): how to sort and which rows must be said. */
export function definitionList(c: Context<RptEnv>, definitions: readonly Definition[]): object {
  const { language } = c.var;
  const query = new Query(c);
  const sortBy = query.word("sortBy", ["DisplayName", "Description", "Tags"], "InvalidSortBy");
  const sortOrder = query.word("sortOrder", ["ASC", "DESC"], "InvalidOrderBy");
  if (!query.has("idxFrom") || !query.has("idxTo")) {
    throw new Refusal(400, "InvalidTemplateRange", "The idxFrom and idxTo url parameters are required.");
  }
  const { from, to } = query.range("InvalidTemplateRange", 1);
  const lop = query.word("LOP", ["AND", "OR"], "InvalidInput", "AND");
  const text = (definition: Definition) => textIn(definition.texts, language);
  const conditions: Condition<Definition>[] = [
    {
      wanted: query.texts("DisplayName"),
      matches: (row, wanted) => contains(text(row).DisplayName, wanted),
    },
    {
      wanted: query.texts("Description"),
      matches: (row, wanted) => contains(text(row).Description, wanted),
    },
    {
      wanted: query.texts("Category"),
      matches: (row, wanted) => row.categories.some((each) => equals(each, wanted)),
    },
    { wanted: query.texts("Tags"), matches: (row, wanted) => row.tags.some((each) => equals(each, wanted)) },
  ];
  const key = (row: Definition) => (sortBy === "Tags" ? row.tags.join(",") : text(row)[sortBy]);
  const compare = collator(language);
  const rows = definitions
    .filter((row) => meets(row, conditions, lop))
    .sort((a, b) => (sortOrder === "ASC" ? compare(key(a), key(b)) : compare(key(b), key(a))));
  return {
    TotalSize: rows.length,
    Definitions: rows.slice(from, to + 1).map((row) => ({
      GUID: row.GUID,
      ...text(row),
      Categories: row.categories,
      Link: `definitions/${row.GUID}`,
    })),
  };
}
