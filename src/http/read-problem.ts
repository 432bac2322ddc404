import { wholeBody } from "./body.ts";
import { longestProblem, type Problem } from "./problem.ts";
import type { WireResponse } from "./wire.ts";

/** Reads an answer that is not a success. */
export async function readProblem(response: WireResponse): Promise<Problem> {
  const text = Buffer.from(await wholeBody(response, longestProblem)).toString("utf8");
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  return { status: response.status, headers: response.headers, text, json };
}
