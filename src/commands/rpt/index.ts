import type { Group } from "../../cli/tree.ts";

/** Also at the top of the tree, where they are typed most. */
export const defs: Group = {
  summary: "Report definitions: what can be reported",
  examples: ["rptctl defs list --name role", 'rptctl defs params "Role Report"'],
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
      summary: "List the parameters of a report definition, or the values of one",
      load: () => import("./defs/params.ts"),
    },
  },
};

export const sched: Group = {
  summary: "Schedules: when reports are made",
  examples: [
    "rptctl sched list",
    'rptctl sched create --def "Role Report" --start "tomorrow 06:00" --every 1week',
  ],
  children: {
    list: { summary: "List schedules", load: () => import("./sched/list.ts") },
    get: { summary: "Show a schedule", load: () => import("./sched/get.ts") },
    create: { summary: "Schedule a report", load: () => import("./sched/create.ts") },
    update: { summary: "Change a schedule", load: () => import("./sched/update.ts") },
    shift: { summary: "Move all planned runs of a schedule", load: () => import("./sched/shift.ts") },
    skip: { summary: "Leave out one planned run of a schedule", load: () => import("./sched/skip.ts") },
    delete: {
      summary: "Delete schedules, with their planned runs",
      load: () => import("./sched/delete.ts"),
    },
  },
};

export const reports: Group = {
  summary: "Reports: what was made",
  examples: [
    "rptctl reports list --state success --from -7d",
    "rptctl reports download fc651bc7-1f57-dfdb-64bd-ff833e37906e",
  ],
  children: {
    list: { summary: "List reports", load: () => import("./reports/list.ts") },
    get: { summary: "Show a report", load: () => import("./reports/get.ts") },
    wait: { summary: "Wait until reports are made", load: () => import("./reports/wait.ts") },
    download: { summary: "Save the files of reports", load: () => import("./reports/download.ts") },
    delete: { summary: "Delete reports", load: () => import("./reports/delete.ts") },
  },
};

/** Identity Manager Reporting. */
export const rpt: Group = {
  summary: "Identity Manager Reporting: definitions, schedules, reports",
  examples: ['rptctl rpt run "Role Report" --download .', "rptctl rpt calendar --next 10"],
  children: {
    defs,
    sched,
    reports,
    run: { summary: "Make one report, now", load: () => import("./run.ts") },
    calendar: {
      summary: "Show the planned runs, in their order",
      load: () => import("./calendar.ts"),
    },
    users: {
      summary: "Users that reports can be about",
      children: {
        list: { summary: "List the users that reports can be about", load: () => import("./users/list.ts") },
        get: {
          summary: "Show one of the users that reports can be about",
          load: () => import("./users/get.ts"),
        },
      },
    },
    roles: {
      summary: "Roles that reports can be about",
      children: {
        list: { summary: "List the roles that reports can be about", load: () => import("./roles/list.ts") },
        get: {
          summary: "Show one of the roles that reports can be about",
          load: () => import("./roles/get.ts"),
        },
      },
    },
    resources: {
      summary: "Resources that reports can be about",
      children: {
        list: {
          summary: "List the resources that reports can be about",
          load: () => import("./resources/list.ts"),
        },
        get: {
          summary: "Show one of the resources that reports can be about",
          load: () => import("./resources/get.ts"),
        },
      },
    },
    entitlements: {
      summary: "Entitlements that reports can be about",
      children: {
        list: {
          summary: "List the entitlements that reports can be about",
          load: () => import("./entitlements/list.ts"),
        },
        get: {
          summary: "Show one of the entitlements that reports can be about",
          load: () => import("./entitlements/get.ts"),
        },
      },
    },
    teams: {
      summary: "Teams that reports can be about",
      children: {
        list: { summary: "List the teams that reports can be about", load: () => import("./teams/list.ts") },
        get: {
          summary: "Show one of the teams that reports can be about",
          load: () => import("./teams/get.ts"),
        },
      },
    },
    collectors: {
      summary: "Data collectors: where the data comes from",
      children: {
        list: {
          summary: "List the systems that data is collected from",
          load: () => import("./collectors/list.ts"),
        },
        config: {
          summary: "Show the configuration of a data collector",
          load: () => import("./collectors/config.ts"),
        },
      },
    },
    conf: {
      summary: "The reporting server's configuration",
      children: {
        get: { summary: "Show the reporting server's configuration", load: () => import("./conf/get.ts") },
        set: { summary: "Change the reporting server's configuration", load: () => import("./conf/set.ts") },
      },
    },
    locales: {
      summary: "List the languages that the reporting server speaks",
      load: () => import("./locales.ts"),
    },
    whoami: { summary: "Show who is signed in at the reporting server", load: () => import("./whoami.ts") },
    buildinfo: { summary: "Show the reporting server's build", load: () => import("./buildinfo.ts") },
  },
};
