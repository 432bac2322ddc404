/** How much of a name fits beside an id. */
const widest = 60;

/**
 * A server's text as shells and terminals can show it beside a completion: one line, nothing that a terminal or a reader of
 * right-to-left text would obey, nothing that any shell would run.
 */
export function plainLine(text: string): string {
  const plain = text
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu, " ")
    .replace(/[`$\\]/g, "")
    .replace(/ {2,}/g, " ")
    .trim();
  const characters = [...plain];
  return characters.length <= widest ? plain : `${characters.slice(0, widest - 1).join("")}…`;
}
