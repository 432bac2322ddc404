import { request } from "node:http";
import { Fault, messageOf } from "../errors.ts";
import type { FaultSpec } from "./faults.ts";
import { controlHeader, type RunFile } from "./run-file.ts";

/** What a running sandbox says of itself. */
export interface SandboxStatus {
  readonly url: string;
  /** ISO 8601, real time. */
  readonly startedAt: string;
  /** The sandbox's own time, ISO 8601. */
  readonly clock: string;
  readonly systems: readonly { readonly name: string; readonly url: string }[];
  readonly faults: readonly FaultSpec[];
  /** The variables that point rptctl at it. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Steers a running sandbox over its control routes. Each rejects with a Fault `unavailable` when it does not answer. */
export interface Control {
  status(): Promise<SandboxStatus>;
  /** Resolves when the request was taken; the process ends a moment later. */
  stop(): Promise<void>;
  /** Back to the seed: state, clock and faults. */
  reset(): Promise<SandboxStatus>;
  /** Moves the sandbox's clock forward. */
  advance(milliseconds: number): Promise<SandboxStatus>;
  fault(spec: FaultSpec): Promise<readonly FaultSpec[]>;
  clearFaults(): Promise<void>;
}

export function controlOf(run: RunFile): Control {
  const send = <T>(method: string, path: string, body?: object) => exchange<T>(run, method, path, body);
  return {
    status: () => send("GET", "status"),
    stop: async () => void (await send("POST", "stop")),
    reset: () => send("POST", "reset"),
    advance: (milliseconds) => send("POST", "advance", { milliseconds }),
    fault: async (spec) => (await send<{ faults: FaultSpec[] }>("POST", "faults", spec)).faults,
    clearFaults: async () => void (await send("DELETE", "faults")),
  };
}

function exchange<T>(run: RunFile, method: string, path: string, body?: object): Promise<T> {
  return new Promise((resolve, reject) => {
    const fail = (why: string, cause?: unknown) =>
      reject(
        new Fault("unavailable", `the sandbox at ${run.url} (process ${run.pid}) ${why}`, {
          cause,
          hints: ["see: rptctl sandbox status"],
        }),
      );
    const sent = request(`${run.url}/_sandbox/${path}`, {
      method,
      agent: false,
      timeout: 10_000,
      headers: { [controlHeader]: run.controlToken, "content-type": "application/json" },
    });
    sent.on("timeout", () => sent.destroy(new Error("no answer within 10 s")));
    sent.on("error", (error) => fail(`does not answer: ${messageOf(error)}`, error));
    sent.on("response", (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (chunk) => {
        text += chunk;
      });
      answer.on("error", (error) => fail(`broke off: ${messageOf(error)}`, error));
      answer.on("end", () => {
        if (answer.statusCode === 200) return resolve(JSON.parse(text));
        if (answer.statusCode === 400) return reject(new Fault("usage", JSON.parse(text).message));
        fail(`refused: ${answer.statusCode} ${text}`);
      });
    });
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
