import type { Block } from "../blocks.ts";

/** What `rptctl help TOPIC` tells beside the commands. */
export interface Topic {
  /** One line, without a full stop, that begins in a small letter: "what each exit code means". */
  readonly summary: string;
  /** The text is loaded when it is asked for. */
  readonly load: () => Promise<readonly Block[]>;
}

export const topics: Readonly<Record<string, Topic>> = {
  flags: {
    summary: "the flags that every command takes",
    load: async () => (await import("./flags.ts")).flagsTopic(),
  },
  "exit-codes": {
    summary: "what each exit code means, and how a failure is told",
    load: async () => (await import("./exit-codes.ts")).exitCodesTopic(),
  },
  environment: {
    summary: "every variable that is read",
    load: async () => (await import("./environment.ts")).environmentTopic(),
  },
  formatting: {
    summary: "table, json, csv and the rest; columns; jq; colours",
    load: async () => (await import("./formatting.ts")).formattingTopic(),
  },
  time: {
    summary: "how times, lengths of time and zones are typed and shown",
    load: async () => (await import("./time.ts")).timeTopic(),
  },
  credentials: {
    summary: "how to sign in, where secrets are kept, and who may read them",
    load: async () => (await import("./credentials.ts")).credentialsTopic(),
  },
  cron: {
    summary: "jobs that run with nobody there",
    load: async () => (await import("./cron.ts")).cronTopic(),
  },
  ci: {
    summary: "steps of GitHub Actions, GitLab and other pipelines",
    load: async () => (await import("./ci.ts")).ciTopic(),
  },
};
