import { defineCommand, one, operand } from "../../cli/command.ts";
import { pathId, remembered, text } from "../../cli/values.ts";
import { subjectColumns } from "../../systems/rpt/columns.ts";
import { subjects } from "../../systems/rpt/endpoints.ts";
import { listWhole } from "../../systems/rpt/lists.ts";

type Subject = keyof typeof subjects;

const examples: Readonly<Record<Subject, string>> = {
  users: "FirstName LIKE a% OR LastName LIKE a%",
  roles: "DisplayName LIKE a%",
  resources: "DisplayName LIKE a%",
  entitlements: "DisplayName LIKE a%",
  teams: "DisplayName LIKE a%",
};

const ids: Readonly<Record<Subject, string>> = {
  users: "bf7136ccfbab30559700d59491bb3de9",
  roles: "1bdc095766",
  resources: "ddb0646aef",
  entitlements: "9b09e108d0",
  teams: "342829c000",
};

/** `users list`, and the same for the others: they differ in their path alone. */
export function listOfSubjects(subject: Subject) {
  return defineCommand({
    summary: `List the ${subject} that reports can be about`,
    details: "The server sorts and names them in the language in use (--lang).",
    examples: [`rptctl rpt ${subject} list`, `rptctl rpt ${subject} list --filter '${examples[subject]}'`],
    effect: "read",
    sees: { things: `rpt/${subject}`, name: "Value" },
    operands: {},
    flags: { filter: one(text("EXPR"), `the server's own filter, as in ${examples[subject]}`) },
    async run(context, { flags }) {
      const call = { query: { filter: flags.filter } };
      return {
        kind: "list",
        rows: listWhole(await context.api("rpt"), subjects[subject].list, call, undefined),
        columns: subjectColumns,
        id: "ID",
        empty: `No ${subject} match.`,
      };
    },
  });
}

/** `users get ID`, and the same for the others. */
export function getOfSubjects(subject: Subject) {
  return defineCommand({
    summary: `Show one of the ${subject} that reports can be about`,
    examples: [
      `rptctl rpt ${subject} get ${ids[subject]}`,
      `rptctl rpt ${subject} get ${ids[subject]} --jq .Value`,
    ],
    effect: "read",
    sees: { things: `rpt/${subject}`, name: "Value" },
    operands: { id: operand(remembered(`rpt/${subject}`, pathId()), "its ID, as the list has it") },
    flags: {},
    async run(context, { operands: { id } }) {
      const { row } = await (await context.api("rpt")).record(subjects[subject].get, { path: { id } });
      return { kind: "item", row, columns: subjectColumns, id: "ID", idText: id };
    },
  });
}
