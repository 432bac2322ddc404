import { type Explanation, explainByStatus, type Problem } from "../../http/problem.ts";

/**
 * What Seer Box's errors mean. Its page lists a message for each status, with typing errors, and no body: the status alone
 * decides.
 */
export function explainRegistries(problem: Problem): Explanation {
  const explained = explainByStatus(problem);
  if (problem.status === 401) return { ...explained, hints: ["rptctl auth login registries"] };
  if (problem.status === 403) {
    return { ...explained, hints: ["the token's user needs the privilege to view or delete reports"] };
  }
  return explained;
}
