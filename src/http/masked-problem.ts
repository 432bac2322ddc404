import type { Problem } from "./problem.ts";
import type { Redactor } from "./redactor.ts";

/** A problem with the secrets in its words hidden: a server may say back what it was sent. Its numbers and types stay. */
export function maskedProblem(problem: Problem, redactor: Redactor): Problem {
  const { headers, text, json } = problem;
  const { location } = headers;
  return {
    ...problem,
    text: redactor.mask(text),
    json: redactor.value(json),
    headers: location === undefined ? headers : { ...headers, location: redactor.mask(location) },
  };
}
