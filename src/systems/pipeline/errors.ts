import { type Explanation, explainByStatus, type Problem } from "../../http/problem.ts";

/** What Opsera's errors mean: the HTTP status, where it is none of a success. */
export function explainPipeline(problem: Problem): Explanation {
  const explained = explainByStatus(problem);
  if (problem.status === 401) {
    const hints = ["the access token is wrong or has expired: rptctl auth login pipeline --with-token"];
    return { ...explained, hints };
  }
  if (problem.status === 404) {
    return {
      ...explained,
      hints: ["rptctl pipeline list and rptctl pipeline tools list show what there is"],
    };
  }
  return explained;
}
