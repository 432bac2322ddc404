import type { World } from "../world.ts";

/**
 * Whether the terminal shows more than ASCII: what decides between frames, bars and dots, and their plain relatives. Of the locale's
 * variables the first that is set counts, as in POSIX; where none is, the locale is C. A Windows console does so under a terminal that
 * is known for it, since its code page may have none of these signs.
 */
export function hasUnicode({ env, platform }: Pick<World, "env" | "platform">): boolean {
  if (platform === "win32") {
    const { WT_SESSION, TERM_PROGRAM, TERM, ConEmuTask } = env;
    return (
      Boolean(WT_SESSION) || TERM_PROGRAM === "vscode" || Boolean(ConEmuTask) || /^xterm/.test(TERM ?? "")
    );
  }
  // The kernel's console has 512 glyphs, and braille dots are not among them.
  if (env.TERM === "linux") return false;
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || "";
  return /utf-?8/i.test(locale);
}
