import type { Group } from "../../cli/tree.ts";

/** Also at the top of the tree, where they are typed most. */
export const defs: Group = {
  summary: "Report definitions: what can be reported",
  children: {
    list: { summary: "List report definitions", load: () => import("./defs/list.ts") },
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
