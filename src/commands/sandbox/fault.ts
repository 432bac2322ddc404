import { defineCommand, one, optionalOperand, toggle } from "../../cli/command.ts";
import { directory, duration, integer, text } from "../../cli/values.ts";
import { defined } from "../../defined.ts";
import { usage } from "../../errors.ts";
import { inOneBatch, Row } from "../../rows/row.ts";
import { stateDirectory, steer } from "../../sandbox/running.ts";

export default defineCommand({
  summary: "Let requests to the sandbox go wrong",
  details:
    "What matches 'METHOD PATH-REGEX' (METHOD may be *) is answered, delayed, reset or cut as told. Without an operand: list the faults.",
  examples: [
    "rptctl sandbox fault 'GET /v2/scope' --status 503 --times 2",
    "rptctl sandbox fault '* .*' --delay 5s",
    "rptctl sandbox fault --clear",
  ],
  effect: "local",
  operands: { match: optionalOperand(text("'METHOD PATH-REGEX'"), "which requests") },
  flags: {
    status: one(integer("N", 100, 599), "answer this status"),
    "retry-after": one(text("TEXT"), "with this Retry-After header"),
    delay: one(duration, "wait first"),
    reset: toggle("break the connection off"),
    truncate: one(integer("N", 0), "cut the answer after N bytes of its body"),
    times: one(integer("N", 1), "so often, then no more"),
    clear: toggle("take all faults away"),
    state: one(directory(), "the state of the one to steer"),
  },
  async run(context, { operands: { match }, flags }) {
    const control = steer(stateDirectory(context.world, flags.state));
    const told = match === undefined ? undefined : faultOf(match, flags);
    if (flags.clear && !context.dryRun) await control.clearFaults();
    const faults =
      told === undefined || context.dryRun ? (await control.status()).faults : await control.fault(told);
    if (context.dryRun) context.note("Nothing was changed: these are the faults that there are.");
    return {
      kind: "list",
      rows: inOneBatch(faults.map((fault) => Row.of(fault))),
      columns: ["method", "path", "status", "delayMs", "reset", "truncate", "times"].map((name) => ({
        name,
      })),
      id: "path",
      empty: "Nothing goes wrong on purpose.",
    };
  },
});

interface Told {
  readonly status: number | undefined;
  readonly "retry-after": string | undefined;
  readonly delay: number | undefined;
  readonly reset: boolean;
  readonly truncate: number | undefined;
  readonly times: number | undefined;
}

function faultOf(match: string, told: Told) {
  const [, method, path] = /^(\*|[A-Za-z]+)\s+(\S.*)$/.exec(match) ?? [];
  if (method === undefined || path === undefined) throw usage(`"${match}" is not 'METHOD PATH-REGEX'`);
  const { status, delay, reset, truncate, times } = told;
  const after = told["retry-after"];
  if (status === undefined && delay === undefined && !reset && truncate === undefined) {
    throw usage("what shall go wrong?", "give --status, --delay, --reset or --truncate");
  }
  return {
    method: method.toUpperCase(),
    path,
    ...defined({
      status,
      headers: after === undefined ? undefined : { "retry-after": after },
      delayMs: delay,
      reset: reset ? true : undefined,
      truncate,
      times,
    }),
  };
}
