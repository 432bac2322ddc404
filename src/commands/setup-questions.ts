import type { Context } from "../cli/context.ts";
import type { Config } from "../config/config.ts";
import { configAfter } from "../config/edit.ts";
import { type SetupQuestion, type SystemName, systems } from "../config/systems.ts";
import { Fault, usage } from "../errors.ts";
import { knock } from "../http/knock.ts";
import { millisDuration } from "../output/cells.ts";
import type { Person } from "../terminal/person.ts";
import type { Answers } from "./setup-sandbox.ts";

/** `SYSTEM.KEY` and what was typed for it, as `context set` takes them. */
export type TypedValues = readonly (readonly [path: string, typed: string])[];

export interface Subject {
  readonly system: SystemName;
  readonly name: string;
  readonly before: Config;
  readonly sandbox: Answers | undefined;
}

/** The context that is offered: the one in use, or a new one that `--context` names. */
export function ownContext(context: Context): string | undefined {
  return context.contextAsked ?? context.contextName;
}

/** The context to write to. */
export async function askName(context: Context, person: Person, { contexts }: Config): Promise<string> {
  const known = Object.keys(contexts);
  const there = known.length === 0 ? "" : `, of ${known.join(", ")} or a new one`;
  return ask(person, `Name of the context${there}`, ownContext(context) ?? "default", async (typed) => {
    await configAfter(context.world, (edit) => edit.setContextValues(typed, []));
    return true;
  });
}

/** What the system's questions are answered with, each checked as it is typed; a URL must answer, or be insisted on. */
export async function askValues(context: Context, person: Person, subject: Subject): Promise<TypedValues> {
  const { system, name, before, sandbox } = subject;
  const { keys, setup } = systems[system];
  const own = before.contexts[name]?.systems[system] ?? {};
  if (sandbox !== undefined) await person.say(["The sandbox runs; Enter takes its values."]);
  const values: (readonly [string, string])[] = [];
  for (const question of setup) {
    const { key, saysAll } = question;
    const { summary, kind } = keys[key]!;
    const initial = own[key] ?? sandbox?.(key) ?? question.initial;
    const label = `${summary[0]!.toUpperCase()}${summary.slice(1)}${saysAll ? ", if it is there" : ""}`;
    const typed = await ask(
      person,
      label,
      initial === undefined ? undefined : String(initial),
      async (text) => {
        const tried = [...values, [`${system}.${key}`, text] as const];
        const config = await configAfter(context.world, (edit) => edit.setContextValues(name, tried));
        return kind.placeholder !== "URL" || reach(context, person, config, subject, text);
      },
      question,
    );
    if (typed !== "") values.push([`${system}.${key}`, typed]);
    if (saysAll && typed !== "") break;
  }
  return values;
}

/** Asks until `check` is content: it says true, or says why not by a usage fault. @throws Fault usage where the person leaves. */
async function ask(
  person: Person,
  label: string,
  initial: string | undefined,
  check: (typed: string) => Promise<boolean>,
  { saysAll }: Pick<SetupQuestion, "saysAll"> = {},
): Promise<string> {
  for (;;) {
    const typed = await person.line(`${label}${initial === undefined ? "" : ` [${initial}]`}: `);
    if (typed === undefined) throw usage("setup was left: nothing was written", "rptctl setup begins again");
    const meant = typed.trim() || initial || "";
    if (meant === "" && saysAll) return "";
    if (meant === "") continue;
    try {
      if (await check(meant)) return meant;
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== "usage") throw error;
      await person.say([error.message, ...error.hints]);
    }
  }
}

/** Knocks at the server; false where nobody answers and the person would rather type another URL. */
async function reach(
  context: Context,
  person: Person,
  config: Config,
  { system, name }: Subject,
  url: string,
): Promise<boolean> {
  const progress = await context.progress(`Knocking at ${url}`);
  try {
    const { sender } = await context.tryOut(config, name, system).session(system);
    const { took } = await knock(sender, url, context.world.now);
    await progress.end();
    await person.say([`It answers, after ${millisDuration(took, {}, { timezone: "UTC", now: 0 })}.`]);
    return true;
  } catch (error) {
    await progress.end();
    if (!(error instanceof Fault) || error.isInterruption) throw error;
    await person.say([error.message, ...error.hints]);
    return person.agrees("Use it all the same?");
  }
}
