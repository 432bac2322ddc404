import { request } from "node:http";
import { Fault, messageOf } from "../errors.ts";
import { isRecord } from "../record.ts";
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
  const send = <T>(method: string, path: string, told: keyof T & string, body?: object) =>
    exchange<T>(run, method, path, told, body);
  return {
    status: () => send<SandboxStatus>("GET", "status", "environment"),
    stop: async () => void (await send<{ stopping: boolean }>("POST", "stop", "stopping")),
    reset: () => send<SandboxStatus>("POST", "reset", "environment"),
    advance: (milliseconds) => send<SandboxStatus>("POST", "advance", "environment", { milliseconds }),
    fault: async (spec) => (await send<{ faults: FaultSpec[] }>("POST", "faults", "faults", spec)).faults,
    clearFaults: async () => void (await send<{ faults: FaultSpec[] }>("DELETE", "faults", "faults")),
  };
}

/** `told` is what the answer must tell: anything may have taken the port of a sandbox that was killed. */
function exchange<T>(
  run: RunFile,
  method: string,
  path: string,
  told: keyof T & string,
  body: object | undefined,
): Promise<T> {
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
      headers: { [controlHeader]: run.controlToken, "content-type": "application/json" },
    });
    const late = setTimeout(() => sent.destroy(new Error("no answer within 10 s")), 10_000);
    sent.once("close", () => clearTimeout(late));
    sent.on("error", (error) => fail(`does not answer: ${messageOf(error)}`, error));
    sent.on("response", (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (chunk) => {
        text += chunk;
      });
      answer.on("error", (error) => fail(`broke off: ${messageOf(error)}`, error));
      answer.on("end", () => {
        const { statusCode } = answer;
        const record = recordIn(text);
        if (statusCode === 200 && record?.[told] !== undefined) return resolve(record as T);
        if (statusCode === 400 && typeof record?.message === "string")
          return reject(new Fault("usage", record.message));
        fail(statusCode === 200 ? "answers as no sandbox does" : `refused: ${statusCode} ${text}`);
      });
    });
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

function recordIn(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
