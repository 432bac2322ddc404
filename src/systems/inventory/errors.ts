import { codeOfStatus, type Explanation, explainByStatus, type Problem } from "../../http/problem.ts";

/** Shinken's errors are plain text: `ERROR 400: filtering[0]: invalid field name [ is_status_ ]`. */
const errorText = /^\uFEFF?\s*ERROR (\d{3})\s*:\s*([\s\S]*)$/;

/** Whether a body tells of a failure, under whatever status it came. */
export function isError(text: unknown): text is string {
  return typeof text === "string" && errorText.test(text);
}

/** What Shinken's errors mean: the number in the text counts before the status that it came with. */
export function explainInventory(problem: Problem): Explanation {
  const [, number, said = ""] = errorText.exec(problem.text) ?? [];
  if (number === undefined) return explainHtml(problem);
  const message = said.replace(/\s+/g, " ").trim();
  const code = codeOfStatus(Number(number));
  const shown = message === "" ? `ERROR ${number}` : message.slice(0, 500);
  return { code, message: `${shown} (ERROR ${number})`, ...hintsFor(Number(number)) };
}

function explainHtml(problem: Problem): Explanation {
  const explained = explainByStatus(problem);
  if (problem.status === 404) {
    const hints = [
      "the module livedata listens on a port of its own, 50100 unless configured otherwise",
      "an older server may have no /api/v2",
    ];
    return { ...explained, hints };
  }
  return { ...explained, ...hintsFor(problem.status) };
}

function hintsFor(number: number): { hints?: readonly string[] } {
  if (number === 401)
    return { hints: ["the token is missing or wrong: rptctl auth login inventory --with-token"] };
  if (number === 403) return { hints: ["the token is known, but its user may not see the inventory"] };
  return {};
}
