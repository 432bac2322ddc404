import { exitCodes, type FaultCode } from "../../errors.ts";
import { type Block, code, entries, paragraph, section } from "../blocks.ts";

type Meaning = Readonly<Record<FaultCode, string>>;

/** When each code is the end of a command. */
export const meanings: Meaning = {
  failure: "anything that is not below; a bug",
  usage: "wrong flags, operands, values or files; nothing was sent",
  config: "no such context, or a configuration file that is broken or cannot be read",
  auth: "not signed in, or the credentials were refused (401)",
  forbidden: "signed in, but not allowed to do that (403)",
  not_found: "the system has no such thing (404, or its own way of saying so)",
  conflict: "it was changed or exists already (409, 412)",
  rejected: "the system refused what it was sent (any other 4xx)",
  unavailable: "no connection, bad TLS, too slow, 429 or 5xx; the retries are used up",
  job_failed: "the run, report or upload that was waited for ended badly",
  partial: "some of several items failed; stderr names each",
  locked: "another run holds the lock of --lock; nothing was sent",
  wait_timeout: "--wait-timeout passed first",
  interrupted: "Ctrl-C; nothing half-written is left behind",
  closed_pipe: "the reader of stdout went away (rptctl ... | head)",
  terminated: "SIGTERM; nothing half-written is left behind",
};

/** `rptctl help exit-codes`. */
export function exitCodesTopic(): readonly Block[] {
  const rows = Object.entries(exitCodes).map(
    ([code, exit]) => [`${String(exit).padStart(3)}  ${code}`, meanings[code as FaultCode]] as const,
  );
  return [
    section("Exit codes"),
    entries([["  0", "done"], ...rows]),
    section("Reports of failures"),
    paragraph(
      "The code stands in the report of the error too: with -o json or ndjson, stderr gets one JSON object instead of words.",
    ),
    code('{"error":{"code","exit","system","message","status","subcode","request","hint"}}'),
    section("Checks"),
    paragraph(
      `"rptctl check" alone has other exit codes, those of monitoring plug-ins: 0 ok, 1 warning, 2 critical, 3 unknown.`,
    ),
  ];
}
