import { type Answer, type Asked, type FakeServer, fakeServer } from "../../fake-server.ts";

/** The ids of the page's examples. */
export const pipelineId = "5fd56d90979ee048ee660624";
export const toolId = "5fc7a12ebed9dd3a622f5d22";

/** A token that says nothing of itself. */
export const env = { RPTCTL_PIPELINE_URL: "http://opsera.test", RPTCTL_PIPELINE_TOKEN: "personal-token" };

/** A JWT with these claims. */
export function jwt(claims: object): string {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${encode({ alg: "HS256" })}.${encode(claims)}.c2lnbmF0dXJl`;
}

/** The page's answers. */
export const executed = (runCount?: unknown): Answer => ({
  body: {
    status: "executed",
    message: `Run pipeline request submitted successfully for (${pipelineId})`,
    ...(runCount === undefined ? {} : { runCount }),
  },
});
export const refused: Answer = {
  body: {
    status: "failed",
    message: `Pipeline ${pipelineId} is currently in a paused state.  Will not start another job until this pending status is resolved.`,
  },
};
export const stands = (
  status: string,
  message = `Pipeline: Blank Template's Run 3 is ${status}.`,
): Answer => ({
  body: { status, message },
});
export const succeeded = stands("success", "Pipeline: Blank Template's Run 3 was successful.");

/** A pipeline's document with so many runs. */
export const document = (run_count: unknown, last_step: object = {}): Answer => ({
  body: {
    _id: pipelineId,
    name: "Blank Template",
    workflow: { run_count, last_run: { run_count }, last_step },
  },
});

/** The part of the path behind /api/v1/. */
export const route = ({ path }: Asked) => path.replace("/api/v1/", "");
export const routes = (asked: readonly Asked[]) => asked.map(route);
export const sentTo = (asked: readonly Asked[], to: string) => asked.filter((one) => route(one) === to);

/** Answers by route; a list gives one answer after another, the last one for ever. What is not here is a 404. */
export type Script = Readonly<Record<string, Answer | readonly Answer[] | ((asked: Asked) => Answer)>>;

export function fakeOpsera(script: Script, more: Record<string, string> = {}): FakeServer {
  return fakeServer(
    "http://opsera.test",
    (asked, before) => {
      const name = route(asked);
      const answer = Object.hasOwn(script, name) ? script[name]! : { status: 404, body: "Cannot find it" };
      if (typeof answer === "function") return answer(asked);
      if (!Array.isArray(answer)) return answer as Answer;
      return answer[Math.min(sentTo(before, name).length, answer.length - 1)];
    },
    { env: { ...env, ...more } },
  );
}
