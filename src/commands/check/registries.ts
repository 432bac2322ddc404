import { defineCommand, one } from "../../cli/command.ts";
import { integer, when } from "../../cli/values.ts";
import { counted } from "../../counted.ts";
import { mannersOf } from "../../systems/registries/settings.ts";
import { madeAt, type Tallied, tallyRegistries } from "../../systems/registries/tally.ts";
import { formatLocal } from "../../times/local.ts";

export default defineCommand({
  summary: "Check how many report registries failed",
  examples: ["rptctl check registries --max-failed 20", "rptctl check registries --since yesterday"],
  effect: "read",
  oneContext: true,
  operands: {},
  flags: {
    "max-failed": one(integer("N", 0), "more failed ones are critical (default 0)"),
    since: one(when, "only those made since (default: all that there are)"),
  },
  async run(context, { flags }) {
    const api = await context.api("registries");
    const manners = mannersOf(await context.settings("registries"));
    const most = flags["max-failed"] ?? 0;
    let all = 0;
    let busy = 0;
    const failed: Tallied[] = [];
    for await (const each of tallyRegistries(api, manners, flags.since, context.warn)) {
      all += 1;
      if (each.making === "busy") busy += 1;
      if (each.making === "failed") failed.push(each);
    }
    const text = `${failed.length} of ${counted(all, "registry", "registries")} failed`;
    return {
      kind: "check",
      service: "REGISTRIES",
      state: failed.length > most ? "CRITICAL" : "OK",
      text: busy === 0 ? text : `${text}, ${busy} in progress`,
      perfdata: [
        { label: "failed", value: failed.length, crit: most, min: 0, max: all },
        { label: "in_progress", value: busy, min: 0, max: all },
      ],
      details: failed.map(({ registry }) => {
        const made = madeAt(registry);
        const at = made === undefined ? "" : `, made ${formatLocal(made, context.timezone)}`;
        return `${registry.id}: ${registry.creation_status}${at}`;
      }),
    };
  },
});
