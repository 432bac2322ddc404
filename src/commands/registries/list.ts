import { defineCommand, manyOrCommas, one } from "../../cli/command.ts";
import { integer, pathId, text } from "../../cli/values.ts";
import { registryColumns } from "../../systems/registries/columns.ts";
import { askFor } from "../../systems/registries/filter.ts";
import { defaultPageSize, listRegistries } from "../../systems/registries/list.ts";
import { mannersOf } from "../../systems/registries/settings.ts";
import { registryId } from "../ids.ts";

export default defineCommand({
  summary: "List report registries",
  details:
    "Within one flag any of its values matches, between flags all must. All pages are fetched. Times are microseconds since the epoch; " +
    "the table shows them in each registry's own time zone.",
  examples: [
    "rptctl registries list",
    "rptctl registries list --status failed -o id",
    "rptctl registries list --id 71898a4f-3021-4c32-a588-29d737f83291,3a27072d-ee8d-4e5b-af45-0aff158f9b6e -o json",
    "rptctl registries list --schedule ed0a1fab-a121-4482-a284-c8e9a0c632ad --by test_user --type generic --limit 20",
  ],
  effect: "read",
  sees: { things: "registries/registries", name: "type" },
  operands: {},
  flags: {
    status: one(text("STATUS"), "registries with this creation_status"),
    id: manyOrCommas(registryId, "these registries"),
    schedule: manyOrCommas(pathId(), "registries of these schedules"),
    by: one(text("USER"), "registries that this user scheduled"),
    type: one(text("TYPE"), "registries of this type"),
    "page-size": one(integer("N", 1, 100_000), `registries a request (default ${defaultPageSize})`),
  },
  async run(context, { flags }) {
    const manners = mannersOf(await context.settings("registries"));
    const { status, id: ids, schedule: schedules, by, type } = flags;
    const asked = askFor({ status, ids, schedules, by, type }, manners);
    const paging = { pageSize: flags["page-size"] ?? defaultPageSize, limit: context.limit };
    return {
      kind: "list",
      rows: listRegistries(await context.api("registries"), asked, paging, manners, context.warn),
      columns: registryColumns,
      id: "id",
      empty: "No registries match.",
    };
  },
});
