import { type Explanation, explainByStatus, messageIn, type Problem } from "../../http/problem.ts";

/** CloudKitty's way to say that no row matches: also its way to say that a page is past the end. */
export const nothingFound = "nothing_found";
export const ambiguous = "ambiguous";
export const exists = "exists";

/**
 * What CloudKitty's errors mean. It answers 404 for four different things: no matching row, several matching rows, a
 * scope that is there already, and (as HTML) a path that it does not have.
 */
export function explainScope(problem: Problem): Explanation {
  const explained = explainByStatus(problem);
  const message = messageIn(problem) ?? "";
  if (problem.status === 404 && /already existing/i.test(message)) {
    return { ...explained, code: "conflict", subcode: exists };
  }
  if (problem.status === 404 && /too many/i.test(message)) {
    return { ...explained, code: "conflict", subcode: ambiguous };
  }
  if (problem.status === 404 && /no resource found/i.test(message)) {
    return { ...explained, subcode: nothingFound };
  }
  // Never an empty list: another service, or a gateway before it, says 404 in JSON as well.
  if (problem.status === 404) {
    return {
      code: "not_found",
      message: "no CloudKitty v2 API answers at this URL (HTTP 404)",
      hints: ["check the rating endpoint: rptctl auth status scope"],
    };
  }
  if (problem.status === 401) {
    return {
      ...explained,
      hints: [
        "the token was refused: it has expired, or the access rules of an application credential forbid this",
      ],
    };
  }
  if (problem.status === 403) {
    return { ...explained, hints: ["scopes need the role admin on the project that the token is for"] };
  }
  return explained;
}
