import type { AnyCommand } from "./cli/command.ts";
import type { Words } from "./cli/parse.ts";
import { loadConfig } from "./config/config.ts";
import { noSuchContext } from "./config/context.ts";
import { makeContext } from "./context.ts";
import { exitCodes, Fault, usage } from "./errors.ts";
import type { Redactor } from "./http/redactor.ts";
import { render } from "./output/render.ts";
import type { ListOutcome, ListResult } from "./output/result.ts";
import { reportForm, type Tell } from "./report.ts";
import { inOneBatch, Row, type Rows } from "./rows/row.ts";
import { checkFilter, effectOf, readInput } from "./run-command.ts";
import { settle } from "./settle.ts";
import type { Waits } from "./terminal/waits.ts";
import type { World } from "./world.ts";

/** How many contexts are asked at once: each has a server of its own. */
const atOnce = 16;

/**
 * The same read on several contexts: the rows of all, each with its `context`, in the order of the contexts. One that fails does not
 * hide the others: it is told on stderr, and the exit code is 11 (its own where all failed).
 */
export async function runOnContexts(
  typed: string,
  command: AnyCommand,
  words: Words,
  world: World,
  redactor: Redactor,
  report: Tell,
): Promise<number> {
  const names = await namesOf(typed, world);
  const outer = await settle(command, withContext(words, names[0]!), world, redactor);
  const form = reportForm(outer.output.format);
  const tell = (fault: unknown) => report(fault, form, world, (text) => redactor.maskOurs(text));
  const failed: { name: string; fault: Fault }[] = [];
  const closers: (() => Promise<void>)[] = [];
  try {
    const input = await readInput(command, words, outer);
    if (effectOf(command, input) !== "read")
      throw usage("--context: only reads work on several contexts at once");
    if (command.oneContext) throw usage("--context: this command works on one context at a time");
    const { format } = outer.output;
    if (command.formats?.includes(format))
      throw usage(`--context: --output ${format} is for one context at a time`);
    await checkFilter(outer);

    /** One context's result as a list. */
    const ask = async (name: string): Promise<ListResult> => {
      const settled = await settle(command, aside(withContext(words, name)), world, redactor);
      const { context, close } = makeContext(settled);
      closers.push(close, async () => settled.close());
      return asList(await command.run(context, (await readInput(command, words, settled)) as never));
    };
    const waits = outer.waits ?? alone;
    const lanes = lanesOf(names, ask);
    const waiting = () => `Waiting for ${names.length} contexts`;
    const like = await waits.during(waiting, () => likeTheFirst(lanes));
    const columns = [{ name: "context" }, ...like.columns];
    let asked = names.length;
    const rows = merged(lanes, (name, fault) => {
      // `*` means those that have the system at all.
      if (typed !== "*" || fault.code !== "config") failed.push({ name, fault });
      else {
        asked -= 1;
        outer.say("detail", `${name}: ${fault.message}`);
      }
    });
    const shown = { ...outer.world, signal: outer.signal };
    await waits.during(waiting, () => render({ ...like, columns, rows }, outer.output, shown));
    let bad = failed.length;
    for (const { name, answer } of lanes) {
      const { items, failed: inside } = outcomeOf(await answer);
      if (items > 0 && inside.length === items) bad += 1;
      failed.push(...inside.map((fault) => ({ name, fault })));
    }
    for (const { name, fault } of failed) {
      await tell(fault.of(`context ${name}`));
    }
    if (failed.length === 0) return 0;
    return bad === asked ? failed[0]!.fault.exit : exitCodes.partial;
  } catch (thrown) {
    return await tell(outer.signal.aborted ? outer.signal.reason : thrown);
  } finally {
    for (const close of closers) await close();
    await outer.close();
  }
}

async function namesOf(typed: string, world: World): Promise<readonly string[]> {
  const { contexts, path } = await loadConfig(world);
  const known = Object.keys(contexts);
  const names = typed === "*" ? known : [...new Set(typed.split(",").filter((name) => name !== ""))];
  const missing = names.find((name) => !Object.hasOwn(contexts, name));
  if (missing !== undefined) throw noSuchContext(missing, known, "--context");
  if (names.length > 0) return names;
  throw new Fault("config", `--context ${typed}: no context in ${path}`, {
    hints: ["rptctl context set NAME ..."],
  });
}

function withContext(words: Words, name: string): Words {
  return { ...words, flags: new Map([...words.flags, ["context", [name]]]) };
}

/** One of several says nothing of its waits: the terminal has one last line, and it tells of all. */
function aside(words: Words): Words {
  return { ...words, flags: new Map([...words.flags, ["no-progress", []]]) };
}

/** Where nobody is told of waits. */
const alone: Pick<Waits, "during"> = { during: (_what, work) => work() };

/** @throws Fault usage for a command whose result has no rows. */
function asList(result: Awaited<ReturnType<AnyCommand["run"]>>): ListResult {
  if (result.kind === "list") return result;
  if (result.kind !== "item") throw usage("--context: this command works on one context at a time");
  return { ...result, kind: "list", rows: inOneBatch([result.row]), empty: "" };
}

/** One context's answer, with its first batch; the others are asked for when they are wanted. */
interface Answered {
  readonly list: ListResult;
  readonly batches: AsyncIterator<readonly Row[], undefined>;
  readonly first: IteratorResult<readonly Row[], undefined>;
}

interface Lane {
  readonly name: string;
  readonly answer: Promise<Answered | Fault>;
}

/** A lane for each context, so many of them on their way at once; a slow one holds none of the others up. */
function lanesOf(names: readonly string[], ask: (name: string) => Promise<ListResult>): readonly Lane[] {
  const turn = turnstile(atOnce);
  const lanes = names.map((name): Lane => {
    const answer = turn(async () => {
      const list = await ask(name);
      const batches = list.rows[Symbol.asyncIterator]();
      return { list, batches, first: await batches.next() };
    });
    return { name, answer: answer.catch(faultOf) };
  });
  // What a lane throws is met where it is awaited, which another's fault may prevent.
  for (const lane of lanes) lane.answer.catch(() => {});
  return lanes;
}

/** Lets so many pieces of work go on at once; the others wait in their order. */
function turnstile(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let free = most;
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}

/** How the items of one context's answer went. */
function outcomeOf(answer: Answered | Fault): ListOutcome {
  return (answer instanceof Fault ? undefined : answer.list.outcome?.()) ?? { items: 0, failed: [] };
}

/** A fault is kept for its context; whatever ends the whole command is thrown. */
function faultOf(error: unknown): Fault {
  if (!(error instanceof Fault) || error.isInterruption) throw error;
  if (error.code === "usage" || error.code === "closed_pipe") throw error;
  return error;
}

/** What the rows of all are shown like: the first good answer says it. */
async function likeTheFirst(lanes: readonly Lane[]): Promise<Omit<ListResult, "rows">> {
  for (const lane of lanes) {
    const answer = await lane.answer;
    if (!(answer instanceof Fault)) return answer.list;
  }
  return { kind: "list", columns: [], id: "context", empty: "" };
}

/** The rows of one context after another. Who stops early (--limit) still hears which of the others failed. */
async function* merged(lanes: readonly Lane[], fail: (name: string, fault: Fault) => void): Rows {
  const rest = [...lanes];
  try {
    yield* inOrder(rest, fail);
  } finally {
    for (const { name, answer } of rest) {
      const found = await answer.catch(() => undefined);
      if (found instanceof Fault) fail(name, found);
      else await found?.batches.return?.();
    }
  }
}

/** Takes each lane off the list as it comes to it. */
async function* inOrder(lanes: Lane[], fail: (name: string, fault: Fault) => void): Rows {
  for (let lane = lanes.shift(); lane !== undefined; lane = lanes.shift()) {
    const { name, answer } = lane;
    const found = await answer;
    if (found instanceof Fault) {
      fail(name, found);
      continue;
    }
    try {
      for (let batch = found.first; batch.done !== true; batch = await found.batches.next()) {
        yield batch.value.map((row) => ofContext(name, row));
      }
    } catch (error) {
      fail(name, faultOf(error));
    } finally {
      await found.batches.return?.();
    }
  }
}

/** The same record with the context's name as its first member, unless it tells it already. */
function ofContext(name: string, row: Row): Row {
  const text = row.text;
  if (text.includes('"context"') && (row.value as { context?: unknown } | null)?.context === name) return row;
  const open = text.indexOf("{");
  const member = `"context":${JSON.stringify(name)}`;
  if (open < 0 || text.slice(0, open).trim() !== "")
    return new Row(Buffer.from(`{${member},"value":${text}}`), row.clean);
  const isEmpty = /^\s*\}/.test(text.slice(open + 1));
  return new Row(Buffer.from(`{${member}${isEmpty ? "" : ","}${text.slice(open + 1)}`), row.clean);
}
