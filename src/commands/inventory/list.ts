import { defineCommand, many, toggle } from "../../cli/command.ts";
import { text } from "../../cli/values.ts";
import { counted } from "../../counted.ts";
import { usage } from "../../errors.ts";
import { fatherColumns, flatColumns, treeColumns } from "../../systems/inventory/columns.ts";
import { asTree, onOneLevel } from "../../systems/inventory/elements.ts";
import { sortWordsOf } from "../../systems/inventory/question.ts";
import { type Envelope, readInventory } from "../../systems/inventory/read.ts";

const bridges = ["ansible", "file-sd"];

export default defineCommand({
  summary: "List what Shinken monitors: hosts, clusters and their checks",
  details:
    "--filter and --sort are Shinken's own and are passed on as typed. Without --sort a table is sorted by name, and other formats come in " +
    "the order of the server, which differs from call to call. -o ansible prints a dynamic inventory, -o file-sd targets for Prometheus: " +
    "both of the hosts alone.",
  examples: [
    "rptctl inventory list",
    "rptctl inventory list --tree --filter status:CRITICAL",
    'rptctl inventory list --filter "father_name:Bordeaux" --sort check_name:desc -o csv',
    "rptctl inventory list --stats -o json",
    "rptctl inventory list -o ansible",
  ],
  effect: "read",
  operands: {},
  flags: {
    flat: toggle("an element a row (the default)", { excludes: ["tree"] }),
    tree: toggle("a host or cluster a row, with its checks; as a table: drawn as a tree"),
    filter: many(text("FIELD:VALUE"), "only elements that match; several must all match"),
    sort: many(text("FIELD[:asc|desc]"), "sort on the server"),
    stats: toggle("how many elements there are, instead of the elements"),
  },
  formats: bridges,
  async run(context, { flags }) {
    const { format } = context;
    const bridged = bridges.includes(format);
    if (bridged && flags.stats) throw usage(`--stats is not for --output ${format}`);
    const tree = flags.tree || bridged;
    const question = {
      format: tree ? "checks_attached_to_father" : "elements_on_same_level",
      filters: flags.filter,
      sorts: flags.sort,
    } as const;
    let envelope: Envelope = {};
    const words = sortWordsOf(await context.settings("inventory"));
    const sections = readInventory(await context.api("inventory"), question, words, (rest) => {
      envelope = rest;
    });
    if (flags.stats) {
      const { statisticsOf } = await import("../../systems/inventory/statistics.ts");
      const { row, counted } = await statisticsOf(sections, () => envelope);
      if (counted) context.note("The server gives no statistics; these were counted here.");
      return { kind: "item", row, columns: [], id: "nb_elements_filtered" };
    }
    if (bridged) {
      const { ansibleInventory, fileSdTargets, hostsOf } = await import("../../systems/inventory/bridges.ts");
      const { hosts, clusters } = await hostsOf(asTree(sections), context.limit);
      if (clusters > 0) context.note(`Left out, since they are no hosts: ${counted(clusters, "cluster")}.`);
      return { kind: "text", text: format === "ansible" ? ansibleInventory(hosts) : fileSdTargets(hosts) };
    }
    const common = { kind: "list", empty: "No elements match." } as const;
    const sorted = format === "table" && flags.sort.length === 0;
    if (!tree) {
      const rows = onOneLevel(sections);
      if (format === "id") {
        const { elementIds } = await import("../../systems/inventory/ids.ts");
        return { ...common, rows: elementIds(rows), columns: [], id: "id" };
      }
      if (!sorted) return { ...common, rows, columns: flatColumns, id: "father_uuid" };
      const { inOrder } = await import("../../systems/inventory/ordered.ts");
      return { ...common, rows: inOrder(rows), columns: flatColumns, id: "father_uuid" };
    }
    if (format !== "table")
      return { ...common, rows: asTree(sections), columns: fatherColumns, id: "father_uuid" };
    const { branchesFor, drawn } = await import("../../systems/inventory/drawing.ts");
    const { treeInOrder } = await import("../../systems/inventory/ordered.ts");
    const { take } = await import("../../output/printing.ts");
    const fathers = sorted ? treeInOrder(asTree(sections)) : asTree(sections);
    const shown = context.limit === undefined ? fathers : take(fathers, context.limit);
    const rows = drawn(shown, branchesFor(context.world));
    return { ...common, rows, columns: treeColumns, id: "uuid", limited: true };
  },
});
