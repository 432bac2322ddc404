import type { Tone } from "./result.ts";

/** Puts the colour of a meaning on a text. */
export type Paint = (text: string, tone: Tone | undefined) => string;

/** The painter of a terminal, or one that leaves every text alone; chalk is loaded for the first only. */
export async function painter(color: boolean): Promise<Paint> {
  if (!color) return (text) => text;
  const { Chalk } = await import("chalk");
  // The level is given: whether there is colour at all has been decided already, from the World.
  const chalk = new Chalk({ level: 1 });
  const looks = { good: chalk.green, busy: chalk.yellow, bad: chalk.red, dim: chalk.dim, strong: chalk.bold };
  return (text, tone) => (tone === undefined || text === "" ? text : looks[tone](text));
}
