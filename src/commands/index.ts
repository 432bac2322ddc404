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
    version: { summary: "Print the version", load: () => import("./version.ts") },
  },
};
