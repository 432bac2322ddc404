import { isDeepStrictEqual } from "node:util";
import { differenceLines, differences, withValue } from "../../../changes/change.ts";
import { defineCommand, one, operand, toggle } from "../../../cli/command.ts";
import { choice, text } from "../../../cli/values.ts";
import { Row } from "../../../rows/row.ts";
import { readDefinition, withoutLinks, writeDefinition } from "../../../systems/rpt/definition.ts";
import { findDefinition } from "../../../systems/rpt/find-definition.ts";
import type { Json } from "../../../systems/rpt/records.ts";
import { changeFlags, readChange } from "../../change-flags.ts";
import { definition, definitionSummary } from "../../ids.ts";

export default defineCommand({
  summary: "Change a report definition",
  details:
    "Reads it, changes what is named, and writes it back whole, unless somebody else has changed it meanwhile. First come the members " +
    "in FILE, then --set, --set-string, --name and --format. Names are in the language in use (--lang). With --dry-run, shows what would differ.",
  examples: [
    'rptctl defs update "Role Report" --name "Roles" --format csv',
    'rptctl defs update "Role Report" --set Email.Subject="Please verify" --dry-run',
    "rptctl defs get 705ea4a2afdc962f0b3403ea7ca9ea60 -o yaml | rptctl defs update 705ea4a2afdc962f0b3403ea7ca9ea60 -f -",
  ],
  effect: "write",
  sees: { things: "rpt/defs", name: "DisplayName" },
  operands: { def: operand(definition, definitionSummary) },
  flags: {
    ...changeFlags,
    name: one(text("NAME"), "its new name"),
    format: one(choice("FORMAT", ["pdf", "csv"]), "what its reports are"),
    "if-match": one(text("ETAG"), "only if it is still this version"),
    force: toggle("also if somebody else has changed it meanwhile", { excludes: ["if-match"] }),
  },
  async run(context, { operands, flags }) {
    const { record, sets } = await readChange(context, flags, {
      "--name": flags.name === undefined ? undefined : ["DisplayName", flags.name],
      "--format": flags.format === undefined ? undefined : ["Format", flags.format.toUpperCase()],
    });
    const api = await context.api("rpt");
    const { guid } = await findDefinition(api, operands.def);
    const { value, etag } = await readDefinition(api, guid);
    const before = withoutLinks(value);
    const start: Json = { ...before, ...withoutLinks(record) };
    const after = sets.reduce<Json>((changed, [path, to]) => withValue(changed, path, to), start);
    if (context.dryRun) await context.show(differenceLines(differences(before, after)));
    if (isDeepStrictEqual(before, after) && flags["if-match"] === undefined) {
      const items = [{ id: guid, response: Row.of({ GUID: guid, Status: "OK" }) }];
      return {
        kind: "written",
        items,
        several: false,
        note: `Definition ${operands.def} is like that already.`,
      };
    }
    const row = await writeDefinition(
      api,
      guid,
      after,
      flags.force ? undefined : (flags["if-match"] ?? etag),
    );
    return {
      kind: "written",
      items: [{ id: guid, response: row }],
      several: false,
      note: `Changed definition ${operands.def}.`,
    };
  },
});
