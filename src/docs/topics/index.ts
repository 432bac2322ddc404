/** What `rptctl help TOPIC` tells beside the commands. Each text is loaded when it is asked for. */
export const topics: Readonly<Record<string, () => Promise<string>>> = {
  "exit-codes": async () => (await import("./exit-codes.ts")).exitCodesTopic(),
  environment: async () => (await import("./environment.ts")).environmentTopic(),
  formatting: async () => (await import("./formatting.ts")).formattingTopic(),
};
