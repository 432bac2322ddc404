import { longestProblem, type Problem } from "./problem.ts";
import { wholeBody } from "./text-body.ts";
import type { WireResponse } from "./wire.ts";

/** Reads an answer that is not a success. JSON with the slips of real servers is read where its meaning is plain. */
export async function readProblem(response: WireResponse): Promise<Problem> {
  const text = Buffer.from(await wholeBody(response, longestProblem)).toString("utf8");
  return { status: response.status, headers: response.headers, text, json: await jsonIn(text, response) };
}

async function jsonIn(text: string, response: WireResponse): Promise<unknown> {
  try {
    return JSON.parse(text);
  } catch {
    const { readLoosely } = await import("./loose-body.ts");
    return readLoosely(text, response);
  }
}
