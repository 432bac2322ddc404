import { defineCommand, manyOrCommas, must, optionalOperands, toggle } from "../../cli/command.ts";
import { text, when } from "../../cli/values.ts";
import { counted } from "../../counted.ts";
import { usage } from "../../errors.ts";
import { collectScopes } from "../../systems/scope/list.ts";
import { canReset, requestsFor, resetScopes } from "../../systems/scope/reset.ts";
import { holdsComma, ignored, notReset, notSent, whyNone } from "../../systems/scope/reset-faults.ts";
import { formatLocal } from "../../times/local.ts";
import { scopeId } from "../ids.ts";

export default defineCommand({
  summary: "Rate scopes again from a given time on",
  details:
    "Sets the time up to which the scopes count as processed; what was rated after it is deleted and rated again. " +
    "--key, --collector and --fetcher narrow the choice. The command ends when the server has made the change.",
  examples: [
    "rptctl scope reset 9e127cfcad23a1b118118efb3e0778a8 --to -2d --yes",
    {
      line: "rptctl scope reset --all-scopes --collector gnocchi --to -7d --dry-run",
      says: "What would be rated again",
    },
  ],
  effect: "write",
  operands: { ids: optionalOperands(scopeId, "the scopes' ids") },
  flags: {
    to: must(when, "the time to go back to"),
    "all-scopes": toggle("all active scopes"),
    key: manyOrCommas(text("KEY"), "of them, those with this scope key"),
    collector: manyOrCommas(text("NAME"), "of them, those of this collector"),
    fetcher: manyOrCommas(text("NAME"), "of them, those of this fetcher"),
  },
  async run(context, { operands: { ids }, flags }) {
    if (ids.length === 0 && !flags["all-scopes"])
      throw usage("which scopes?", "name their ids, or give --all-scopes");
    if (ids.length > 0 && flags["all-scopes"]) throw usage("--all-scopes and ids exclude each other");
    const api = await context.api("scope");
    const filter = {
      ids,
      keys: flags.key,
      collectors: flags.collector,
      fetchers: flags.fetcher,
      active: undefined,
    };
    const found = await collectScopes(api, filter);
    const active = found.filter(({ scope }) => scope.active !== false);
    const reachable = active.filter(canReset);
    const unreachable = [
      ...[...new Set(ids)].flatMap((id) => whyNone(api, id, found)),
      ...active.filter((one) => !canReset(one)).map(({ scope }) => holdsComma(api, scope.scope_id)),
    ];
    if (context.dryRun && reachable.length > 0) for (const fault of unreachable) context.warn(fault.message);
    const local = formatLocal(flags.to, context.timezone);
    if (reachable.length > 0) {
      await context.confirm(
        `Reset ${counted(reachable.length, "scope")} to ${local}? What was rated since then is deleted and rated again.`,
        reachable.length,
      );
    }
    const clock = {
      now: context.world.now,
      sleep: (milliseconds: number) => context.world.sleep(milliseconds, context.world.signal),
    };
    const requests = requestsFor(reachable);
    let stalled = false;
    const { done, failed } = await context.each(requests, async (request) => {
      if (stalled) throw notSent(api);
      const outcome = await resetScopes(api, request, filter, flags.to, clock);
      stalled = outcome.changed.length === 0;
      return outcome;
    });
    const ended = new Set(done.map(({ item }) => item));
    const refused = requests
      .filter((request) => !ended.has(request))
      .flatMap((request, index) => notReset(request, failed[index]!));
    const changed = done.flatMap(({ result }) => result.changed);
    const unchanged = done.flatMap(({ result }) => result.unchanged);
    return {
      kind: "written",
      items: changed.map(({ row, scope }) => ({ id: scope.scope_id, response: row })),
      several: true,
      note: `Reset ${changed.length} of ${reachable.length + unreachable.length} scopes to ${local}.`,
      failed: [...unreachable, ...notReset(unchanged, ignored(api)), ...refused],
    };
  },
});
