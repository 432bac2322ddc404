import { defineCommand } from "../../cli/command.ts";
import { systemNames } from "../../config/systems.ts";
import { inOneBatch, Row } from "../../rows/row.ts";

export default defineCommand({
  summary: "List the contexts",
  examples: ["rptctl context list", "rptctl context list -o id"],
  effect: "local",
  operands: {},
  flags: {},
  async run(context) {
    const { contexts, currentContext } = await context.config();
    const rows = Object.entries(contexts).map(([name, { protected: isProtected, systems }]) =>
      Row.of({
        name,
        current: name === currentContext,
        protected: isProtected,
        systems: systemNames.filter((system) => systems[system] !== undefined),
      }),
    );
    return {
      kind: "list",
      rows: inOneBatch(rows),
      columns: [
        { name: "current", text: (value) => (value === true ? "*" : "") },
        { name: "name", tone: (_value, row) => (row.current === true ? "strong" : undefined) },
        { name: "protected", text: (value) => (value === true ? "yes" : "") },
        { name: "systems" },
      ],
      id: "name",
      empty: "There are no contexts. Make one: rptctl context set NAME SYSTEM.url=https://HOST",
    };
  },
});
