import type { AnyCommand } from "../cli/command.ts";
import { exitCodes, type FaultCode } from "../errors.ts";

const anywhere: readonly FaultCode[] = ["failure", "usage", "config"];
const ofSystems: readonly FaultCode[] = ["auth", "forbidden", "not_found", "rejected", "unavailable"];
const signals: readonly FaultCode[] = ["interrupted", "closed_pipe", "terminated"];

/**
 * The codes that a verb can be expected to end with beside 0, as far as its declaration says it. A check has the four of a
 * monitoring plugin; a verb that runs another program passes that one's on.
 */
export function faultCodesOf(command: AnyCommand): readonly FaultCode[] {
  const isLocal = command.effect === "local";
  const mayWrite = command.effect === "write" || typeof command.effect === "function";
  const takesSeveral = Object.values(command.operands).some(({ repeats }) => repeats);
  const codes = new Set<FaultCode>([
    ...anywhere,
    ...(isLocal ? [] : ofSystems),
    ...(mayWrite ? (["conflict"] as const) : []),
    ...(Object.hasOwn(command.flags, "wait-timeout") ? (["job_failed", "wait_timeout"] as const) : []),
    ...(takesSeveral && !isLocal ? (["partial"] as const) : []),
    ...signals,
  ]);
  return (Object.keys(exitCodes) as FaultCode[]).filter((code) => codes.has(code));
}

export const checkExits = { 0: "OK", 1: "WARNING", 2: "CRITICAL", 3: "UNKNOWN" } as const;
