import type { Group } from "../cli/tree.ts";

/** Everything that can be typed. Each verb's file is loaded only when it is used; a group's help needs none of them. */
export const commands: Group = {
  summary: "One command line for reports, registries, pipelines, inventories and rating scopes",
  children: {
    scope: {
      summary: "CloudKitty scopes: what is rated, and how far",
      children: {
        list: { summary: "List scopes", load: () => import("./scope/list.ts") },
        get: { summary: "Show one scope", load: () => import("./scope/get.ts") },
        create: { summary: "Create a scope", load: () => import("./scope/create.ts") },
        update: { summary: "Change a scope's fields", load: () => import("./scope/update.ts") },
        enable: { summary: "Rate a scope from now on", load: () => import("./scope/enable.ts") },
        disable: { summary: "Stop rating a scope", load: () => import("./scope/disable.ts") },
        reset: { summary: "Rate scopes again from a given time on", load: () => import("./scope/reset.ts") },
      },
    },
    context: {
      summary: "Contexts: which servers a name stands for",
      children: {
        list: { summary: "List the contexts", load: () => import("./context/list.ts") },
        use: { summary: "Make a context the current one", load: () => import("./context/use.ts") },
        show: { summary: "Show what a context says", load: () => import("./context/show.ts") },
        set: {
          summary: "Set values of a context, and make it where it is not there",
          load: () => import("./context/set.ts"),
        },
        rename: { summary: "Rename a context", load: () => import("./context/rename.ts") },
        delete: {
          summary: "Delete a context, with its stored sign-ins",
          load: () => import("./context/delete.ts"),
        },
      },
    },
    config: {
      summary: "Settings: the defaults of flags",
      children: {
        list: {
          summary: "List the settings, with their values in config.yaml",
          load: () => import("./config/list.ts"),
        },
        get: { summary: "Print a setting", load: () => import("./config/get.ts") },
        set: { summary: "Set a setting in config.yaml", load: () => import("./config/set.ts") },
        unset: {
          summary: "Remove a setting from config.yaml, so that its default holds",
          load: () => import("./config/unset.ts"),
        },
        path: {
          summary: "Print the path of config.yaml, whether it is there or not",
          load: () => import("./config/path.ts"),
        },
      },
    },
    version: { summary: "Print the version", load: () => import("./version.ts") },
  },
};
