import { pipelines } from "../../../src/sandbox/pipeline/catalogue.ts";
import { tokenOf } from "../../../src/sandbox/pipeline/tokens.ts";
import type { Sandbox } from "../../../src/sandbox/server.ts";

/** Asks below /opsera/api/v1; a body is sent as JSON. */
export function ask(
  sandbox: Sandbox,
  method: string,
  path: string,
  body?: unknown,
  token = tokenOf("api"),
): Promise<Response> {
  return fetch(`${sandbox.url}/opsera/api/v1/${path}`, {
    method,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
}

/** What was answered, with its status. */
export async function tell<T = Record<string, unknown>>(answer: Promise<Response>): Promise<[number, T]> {
  const { status, ...rest } = await answer.then(async (found) => ({
    status: found.status,
    body: await found.json(),
  }));
  return [status, rest.body as T];
}

const named = (name: string) => pipelines.find((each) => each.name === name)!;

export const template = named("Blank Template");
export const nightly = named("Nightly tests");
export const release = named("Production release");
export const reindex = named("Reindex catalogue");
export const neverRun = named("Déploiement démo");
export const payroll = named("Payroll");

export interface Workflow {
  run_count: number;
  last_run?: { run_count: number; status: string };
  last_step: Record<string, unknown>;
  plan: { _id: string; name: string }[];
}

export async function workflow(sandbox: Sandbox, pipelineId: string): Promise<Workflow> {
  const [, document] = await tell<{ workflow: Workflow }>(
    ask(sandbox, "POST", "pipeline/summary", { pipelineId }),
  );
  return document.workflow;
}
