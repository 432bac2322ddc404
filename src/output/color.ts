import type { Sink } from "../world.ts";

export type ColorChoice = "auto" | "always" | "never";

/**
 * Whether to print in colour: the user's word first, then NO_COLOR, then CLICOLOR_FORCE and FORCE_COLOR, then whether a
 * terminal that knows colours is there.
 */
export function wantsColor(
  choice: ColorChoice,
  env: Readonly<Record<string, string | undefined>>,
  sink: Pick<Sink, "isTTY">,
): boolean {
  if (choice !== "auto") return choice === "always";
  const force = env.FORCE_COLOR;
  if ((env.NO_COLOR ?? "") !== "" || force === "0" || force === "false") return false;
  if (force !== undefined || !["", "0"].includes(env.CLICOLOR_FORCE ?? "")) return true;
  return sink.isTTY && env.TERM !== "dumb" && env.CLICOLOR !== "0";
}
