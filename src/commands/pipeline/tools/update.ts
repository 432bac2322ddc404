import { type Difference, differenceLines, differences, withValue } from "../../../changes/change.ts";
import { defineCommand } from "../../../cli/command.ts";
import { usage } from "../../../errors.ts";
import { isHidden, withoutSecrets } from "../../../systems/pipeline/hidden.ts";
import { readTool } from "../../../systems/pipeline/summary.ts";
import {
  changedRoots,
  merged,
  serversOwn,
  type ToolRecord,
  updateTool,
} from "../../../systems/pipeline/tools.ts";
import { changeFlags, readChange } from "../../change-flags.ts";
import { remarked, toolId } from "../operand.ts";

export default defineCommand({
  summary: "Change a tool",
  details:
    "Reads the tool, puts the members in FILE over it, objects member by member, then --set and --set-string, and sends the root properties " +
    "that differ, each whole, since Opsera replaces each by what is sent. The differences are shown. The request is never sent twice.",
  examples: [
    'rptctl pipeline tools update 5fc7a12ebed9dd3a622f5d22 --set name="Updated Tool Name" --dry-run',
    "rptctl pipeline tools update 5fc7a12ebed9dd3a622f5d22 --set configuration.jenkinsUrl=https://ci.example.com",
    "rptctl pipeline tools update 5fc7a12ebed9dd3a622f5d22 -f tool.yaml",
  ],
  effect: "write",
  operands: { id: toolId },
  flags: changeFlags,
  async run(context, { operands, flags }) {
    const { record, sets } = await readChange(context, flags);
    for (const [path] of sets) {
      const [root = ""] = path.split(".");
      if (serversOwn.includes(root)) throw usage(`--set ${path}: ${root} is the server's own`);
    }
    const own = serversOwn.filter((name) => Object.hasOwn(record, name));
    if (own.length > 0) context.detail(`Not sent, since they are the server's own: ${own.join(", ")}.`);
    const over = Object.fromEntries(Object.entries(record).filter(([name]) => !serversOwn.includes(name)));

    const api = await context.api("pipeline");
    const id = remarked(context, operands.id);
    const current = await readTool(api, id);
    const before = current.value as ToolRecord;
    const after = sets.reduce<ToolRecord>(
      (changed, [path, to]) => withValue(changed, path, to),
      merged(before, over),
    );
    const change = changedRoots(before, after);
    await context.show(differenceLines(differences(before, after).map(shown)));
    if (Object.keys(change).length === 0) {
      const items = [{ id, response: current }];
      return { kind: "written", items, several: false, note: `Tool ${id} is like that already.` };
    }
    const { row, remark } = await updateTool(api, id, change);
    const note = `Changed ${Object.keys(change).join(", ")} of tool ${id}.${remark}`;
    return { kind: "written", items: [{ id, response: row }], several: false, note };
  },
});

/** A difference in which no secret shows. */
function shown({ path, before, after }: Difference): Difference {
  const hide = path.split(".").some(isHidden);
  return { path, before: withoutSecrets(before, hide), after: withoutSecrets(after, hide) };
}
