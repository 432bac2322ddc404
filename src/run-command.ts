import type { AnyCommand, CommandEffect } from "./cli/command.ts";
import { readFlags, readOperands, type Words } from "./cli/parse.ts";
import { makeContext } from "./context.ts";
import { Fault } from "./errors.ts";
import { Planned } from "./http/planned.ts";
import type { Redactor } from "./http/redactor.ts";
import { failedOf, render } from "./output/render.ts";
import type { Result } from "./output/result.ts";
import { reportForm, type Tell } from "./report.ts";
import { type Settled, settle } from "./settle.ts";
import type { World } from "./world.ts";

/**
 * Parses, settles, runs, renders: one verb from its words to the exit code.
 * @throws Fault usage or config where the line or the configuration was refused before the form of errors was known.
 */
export async function runCommand(
  path: readonly string[],
  command: AnyCommand,
  rest: readonly string[],
  world: World,
  redactor: Redactor,
  tell: Tell,
): Promise<number> {
  const words = await wordsOf(path, command, rest, world, redactor);
  const run = () => runWords(command, words, world, redactor, tell);
  const lock = words.flags.get("lock")?.at(-1);
  if (lock === undefined) return run();
  const { withRunLock } = await import("./run-lock.ts");
  return withRunLock(lock, world, run);
}

/** What was typed, sorted; what a person can choose instead of typing it, is offered. @throws Fault usage. */
async function wordsOf(
  path: readonly string[],
  command: AnyCommand,
  rest: readonly string[],
  world: World,
  redactor: Redactor,
): Promise<Words> {
  if (rest.length === 0 && Object.keys(command.operands).length === 0)
    return { flags: new Map(), operands: [] };
  const { sortWords } = await import("./cli/sort-words.ts");
  try {
    return sortWords(path, command, rest);
  } catch (error) {
    if (!(error instanceof Fault) || !world.stdin.isTTY) throw error;
    const { offer } = await import("./offer.ts");
    return offer(error, path, command, rest, world, redactor);
  }
}

async function runWords(
  command: AnyCommand,
  words: Words,
  world: World,
  redactor: Redactor,
  tell: Tell,
): Promise<number> {
  const several = severalContexts(words.flags.get("context")?.at(-1));
  if (several !== undefined) {
    const { runOnContexts } = await import("./run-on-contexts.ts");
    return runOnContexts(several, command, words, world, redactor, tell);
  }
  const settled = await settle(command, words, world, redactor);
  const { context, close } = makeContext(settled);
  const form = reportForm(settled.output.format);
  const mask = (text: string) => redactor.maskOurs(text);
  try {
    const input = await readInput(command, words, settled);
    if (effectOf(command, input) === "write" && !context.dryRun) {
      const { refuseWrite } = await import("./config/context.ts");
      const refusal = refuseWrite(settled.context());
      if (refusal !== undefined) throw refusal;
    }
    await checkFilter(settled);
    const result = await command.run(context, input as never).catch(planned);
    const watched = await watching(command, result, settled);
    const code = await render(watched?.result ?? result, settled.output, context.world);
    for (const fault of failedOf(result)) await tell(fault, form, world, mask);
    watched?.keep();
    return code;
  } catch (thrown) {
    // What a command adds to an interruption stays: how to go on with what it began.
    const isToldOf = thrown instanceof Fault && thrown.isInterruption;
    const why = settled.signal.aborted && !isToldOf ? settled.signal.reason : thrown;
    return await tell(why, form, world, mask);
  } finally {
    await close();
    await settled.close();
  }
}

/** What was typed, as the verb's values. @throws Fault usage that names the flag or operand. */
export async function readInput(command: AnyCommand, words: Words, { setting }: Settled) {
  const flags = await readFlags(command.flags, words.flags, setting);
  const operands = await readOperands(command.operands, words.operands, setting);
  return { flags, operands };
}

export function effectOf(command: AnyCommand, input: object): CommandEffect {
  return typeof command.effect === "function" ? command.effect(input as never) : command.effect;
}

/** The ids of a result are remembered for completion, where a person sits: scripts leave no trace. */
async function watching({ sees }: AnyCommand, result: Result, settled: Settled) {
  const { world, globals } = settled;
  if (sees === undefined || globals["dry-run"] || !(world.stderr.isTTY || world.stdout.isTTY))
    return undefined;
  const [{ placeOf }, { watch }] = await Promise.all([import("./seen/place.ts"), import("./seen/watch.ts")]);
  const place = placeOf(sees.things, settled.context().name, settled.config(), world);
  return place === undefined ? undefined : watch(result, sees, place);
}

/** A slip in --jq is told before anything is asked for. */
export async function checkFilter({ output }: Settled): Promise<void> {
  if (output.jq === undefined) return;
  const { checkJq } = await import("./output/jq.ts");
  await checkJq(output.jq);
}

/** `a,b` or `*`: the contexts of a line that names more than one. */
function severalContexts(typed: string | undefined): string | undefined {
  return typed !== undefined && (typed === "*" || typed.includes(",")) ? typed : undefined;
}

/** Under --dry-run the requests that were not sent are the result. */
async function planned(thrown: unknown): Promise<Result> {
  if (!(thrown instanceof Planned)) throw thrown;
  const { plannedResult } = await import("./planned-result.ts");
  return plannedResult(thrown);
}
