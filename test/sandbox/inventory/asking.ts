import { inventoryTokens } from "../../../src/sandbox/inventory/inventory.ts";
import type { Sandbox } from "../../../src/sandbox/server.ts";

/** Sends the form as typed for curl -d. */
export function ask(
  sandbox: Sandbox,
  form: string,
  token: string | undefined = inventoryTokens.reader,
  path = "/api/v2/inventory",
): Promise<Response> {
  const headers: Record<string, string> = { "content-type": "application/x-www-form-urlencoded" };
  if (token) headers["x-api-token"] = token;
  return fetch(`${sandbox.url}/shinken${path}`, { method: "POST", headers, body: form });
}

export interface Check {
  check_name: string;
  check_uuid: string;
}

export interface Father {
  father_uuid: string;
  father_name: string;
}

export type Flat = Father & Partial<Check> & { type: string };
export type Tree = Record<"clusters" | "hosts", (Father & { checks: Check[] })[]>;
export interface Answer<Found> {
  request_statistics: Record<string, number>;
  elements_found: Found;
}

/** The document of a flat answer. */
export async function flat(sandbox: Sandbox, form = ""): Promise<Answer<Flat[]>> {
  return (await ask(sandbox, `output_format=elements_on_same_level&${form}`)).json() as Promise<
    Answer<Flat[]>
  >;
}

/** The document of an answer as trees. */
export async function tree(sandbox: Sandbox, form = ""): Promise<Answer<Tree>> {
  return (await ask(sandbox, `output_format=checks_attached_to_father&${form}`)).json() as Promise<
    Answer<Tree>
  >;
}
