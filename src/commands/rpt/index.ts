import type { Group } from "../../cli/tree.ts";

/** Also at the top of the tree, where they are typed most. */
export const defs: Group = {
  summary: "Report definitions: what can be reported",
  children: {
    list: { summary: "List report definitions", load: () => import("./defs/list.ts") },
    get: { summary: "Show a report definition", load: () => import("./defs/get.ts") },
    copy: { summary: "Copy a report definition", load: () => import("./defs/copy.ts") },
    update: { summary: "Change a report definition", load: () => import("./defs/update.ts") },
    delete: {
      summary: "Delete report definitions, with their schedules",
      load: () => import("./defs/delete.ts"),
    },
    export: { summary: "Save report definitions as rpz archives", load: () => import("./defs/export.ts") },
    import: {
      summary: "Import report definitions from rpz and spz archives",
      load: () => import("./defs/import.ts"),
    },
    "import-status": { summary: "Show how far an upload is", load: () => import("./defs/import-status.ts") },
    "import-cancel": {
      summary: "Cancel an upload that another command runs",
      load: () => import("./defs/import-cancel.ts"),
    },
    params: {
      summary: "List the parameters of a report definition, or the values that one may have",
      load: () => import("./defs/params.ts"),
    },
  },
};

export const sched: Group = {
  summary: "Schedules: when reports are made",
  children: {},
};

export const reports: Group = {
  summary: "Reports: what was made",
  children: {},
};

/** Identity Manager Reporting. */
export const rpt: Group = {
  summary: "Identity Manager Reporting: definitions, schedules, reports",
  children: {
    defs,
    sched,
    reports,
    whoami: { summary: "Show who is signed in at the reporting server", load: () => import("./whoami.ts") },
    buildinfo: { summary: "Show the reporting server's build", load: () => import("./buildinfo.ts") },
  },
};
