import type { Group } from "../cli/tree.ts";
import { topics } from "../docs/topics/index.ts";
import { defs, reports, rpt, sched } from "./rpt/index.ts";

/** Everything that can be typed. Each verb's file is loaded only when it is used; a group's help needs none of them. */
export const commands: Group = {
  summary: "One command line for reports, registries, pipelines, inventories and rating scopes",
  examples: [
    { line: "rptctl sandbox exec -- rptctl scope list", says: "Try it with nothing installed" },
    {
      line: "rptctl context set lab scope.url=https://rating.example.com:8889",
      says: "Name a server, then sign in",
    },
    'rptctl rpt run "Role Report" --download .',
    "rptctl status",
  ],
  sections: {
    Systems: ["rpt", "defs", "sched", "reports", "registries", "pipeline", "inventory", "scope"],
    "All systems": ["status", "check", "doctor", "api"],
    "Setting up": ["setup", "context", "config", "auth", "sandbox", "completion"],
    "This program": ["help", "version"],
  },
  topics,
  children: {
    rpt,
    defs,
    sched,
    reports,
    registries: {
      summary: "Seer Box report registries",
      examples: [
        "rptctl registries list --status failed",
        "rptctl registries wait 71898a4f-3021-4c32-a588-29d737f83291",
      ],
      children: {
        list: { summary: "List report registries", load: () => import("./registries/list.ts") },
        get: { summary: "Show one report registry", load: () => import("./registries/get.ts") },
        delete: { summary: "Delete report registries", load: () => import("./registries/delete.ts") },
        wait: {
          summary: "Wait until report registries are made",
          load: () => import("./registries/wait.ts"),
        },
      },
    },
    pipeline: {
      summary: "Opsera pipelines, the tool registry and the audit logs",
      examples: ["rptctl pipeline list", "rptctl pipeline run 5fd56d90979ee048ee660624 --follow"],
      children: {
        list: { summary: "List pipelines", load: () => import("./pipeline/list.ts") },
        get: { summary: "Show one pipeline, with all its data", load: () => import("./pipeline/get.ts") },
        run: { summary: "Run a pipeline", load: () => import("./pipeline/run.ts") },
        status: {
          summary: "Show how a run of a pipeline stands",
          load: () => import("./pipeline/status.ts"),
        },
        logs: { summary: "Show the activity log of a pipeline", load: () => import("./pipeline/logs.ts") },
        stop: { summary: "Stop a pipeline that runs", load: () => import("./pipeline/stop.ts") },
        reset: { summary: "Reset a pipeline to its beginning", load: () => import("./pipeline/reset.ts") },
        tools: {
          summary: "The tool registry",
          examples: ["rptctl pipeline tools list"],
          children: {
            list: {
              summary: "List the tools of the registry",
              load: () => import("./pipeline/tools/list.ts"),
            },
            get: {
              summary: "Show one tool, with all its data",
              load: () => import("./pipeline/tools/get.ts"),
            },
            update: { summary: "Change a tool", load: () => import("./pipeline/tools/update.ts") },
          },
        },
        audit: {
          summary: "What users did, and what access tokens were used for",
          examples: ["rptctl pipeline audit actions --date 2021-07-30 --type pipeline"],
          children: {
            actions: { summary: "List what users did", load: () => import("./pipeline/audit/actions.ts") },
            tokens: {
              summary: "List what access tokens were used for",
              load: () => import("./pipeline/audit/tokens.ts"),
            },
          },
        },
      },
    },
    inventory: {
      summary: "Shinken's inventory: what is monitored",
      examples: ["rptctl inventory list --tree --filter status:CRITICAL"],
      children: {
        list: {
          summary: "List what Shinken monitors: hosts, clusters and their checks",
          load: () => import("./inventory/list.ts"),
        },
      },
    },
    scope: {
      summary: "CloudKitty scopes: what is rated, and how far",
      examples: [
        "rptctl scope list --active",
        "rptctl scope reset 9e127cfcad23a1b118118efb3e0778a8 --to -2d --yes",
      ],
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
    setup: {
      summary: "Connect a system, step by step: URL, sign-in, a check",
      load: () => import("./setup.ts"),
    },
    context: {
      summary: "Contexts: which servers a name stands for",
      examples: [
        "rptctl context set lab registries.url=https://seer.example.com registries.username=ops",
        "rptctl context use lab",
      ],
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
      examples: ["rptctl config set timeout 90s", "rptctl config list"],
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
    auth: {
      summary: "Sign in and out, and see who is signed in where",
      examples: ["rptctl auth login scope --username admin", "rptctl auth status"],
      children: {
        login: { summary: "Sign in and keep the credential", load: () => import("./auth/login.ts") },
        logout: {
          summary: "End the session and forget the credential",
          load: () => import("./auth/logout.ts"),
        },
        status: { summary: "Show who is signed in where", load: () => import("./auth/status.ts") },
        token: { summary: "Print the token that requests carry", load: () => import("./auth/token.ts") },
      },
    },
    api: { summary: "Send any request to a system, signed in", load: () => import("./api.ts") },
    status: { summary: "Show what needs a person, in all systems", load: () => import("./status.ts") },
    check: {
      summary: "Checks for monitoring, in the manner of a Nagios or Shinken plugin",
      examples: ["rptctl check registries --max-failed 20", "rptctl check schedule-missed --grace 1h"],
      plugin: true,
      children: {
        report: {
          summary: "Check that a report is made, and not too long ago",
          load: () => import("./check/report.ts"),
        },
        "schedule-missed": {
          summary: "Check that no planned run of a report was missed",
          load: () => import("./check/schedule-missed.ts"),
        },
        pipeline: {
          summary: "Check how the latest run of a pipeline went",
          load: () => import("./check/pipeline.ts"),
        },
        "scope-lag": {
          summary: "Check how far the rating of scopes is behind",
          load: () => import("./check/scope-lag.ts"),
        },
        registries: {
          summary: "Check how many report registries failed",
          load: () => import("./check/registries.ts"),
        },
      },
    },
    doctor: {
      summary: "Examine each system: reach, TLS, sign-in and clock",
      load: () => import("./doctor.ts"),
    },
    sandbox: {
      summary: "The systems' documented behaviour on this machine, to try and to test with",
      examples: [
        "rptctl sandbox exec -- rptctl scope list",
        "rptctl sandbox start && rptctl scope list --context sandbox",
      ],
      children: {
        start: {
          summary: "Start the sandbox: the systems' documented behaviour on this machine",
          load: () => import("./sandbox/start.ts"),
        },
        stop: { summary: "Stop the sandbox; its state stays", load: () => import("./sandbox/stop.ts") },
        status: {
          summary: "Show whether and where the sandbox runs",
          load: () => import("./sandbox/status.ts"),
        },
        reset: {
          summary: "Give the sandbox its first state again",
          load: () => import("./sandbox/reset.ts"),
        },
        exec: {
          summary: "Run a command against a sandbox of its own",
          load: () => import("./sandbox/exec.ts"),
        },
        advance: { summary: "Let the sandbox's time pass", load: () => import("./sandbox/advance.ts") },
        fault: { summary: "Let requests to the sandbox go wrong", load: () => import("./sandbox/fault.ts") },
        serve: {
          summary: "Be the sandbox, in the foreground",
          load: () => import("./sandbox/serve.ts"),
          hidden: true,
        },
      },
    },
    completion: { summary: "Print the completion script of a shell", load: () => import("./completion.ts") },
    help: { summary: "Show the help of a command or a topic", load: () => import("./help.ts") },
    version: { summary: "Print the version", load: () => import("./version.ts") },
  },
};
