import { defineCommand, optionalOperand } from "../cli/command.ts";
import type { Context } from "../cli/context.ts";
import { choice } from "../cli/values.ts";
import { editConfig } from "../config/edit.ts";
import { environmentName, type SystemName, systemNames, systems } from "../config/systems.ts";
import { usage } from "../errors.ts";
import type { Person } from "../terminal/person.ts";
import type { TypedValues } from "./setup-questions.ts";
import type { Proven } from "./setup-sign-in.ts";

export default defineCommand({
  summary: "Connect a system, step by step: URL, sign-in, a check",
  details:
    "Asks what it needs at a terminal, tries it, and writes nothing before all of it works: Ctrl-C leaves everything as it was. " +
    "Scripts use context set and auth login, or variables of the environment (rptctl help environment).",
  examples: [
    { line: "rptctl setup", says: "Choose a system, and answer what it needs", exit: 2 },
    { line: "rptctl setup scope", exit: 2 },
  ],
  effect: "local",
  operands: { system: optionalOperand(choice("SYSTEM", systemNames), "the system to connect") },
  flags: {},
  async run(context, { operands }) {
    const { person } = context;
    if (person === undefined) throw nobodyThere(operands.system);
    const before = await context.config();
    const system = operands.system ?? (await chooseSystem(context, person));
    const { askName, askValues } = await import("./setup-questions.ts");
    const { findSandbox } = await import("./setup-sandbox.ts");
    const sandbox = await findSandbox(context, system);
    const name = await askName(context, person, before);
    const values = await askValues(context, person, { system, name, before, sandbox });
    const { prove } = await import("./setup-sign-in.ts");
    const proven = await prove(context, person, { system, name, values, sandbox });
    warnOfVariables(context, system);
    if (context.dryRun) {
      context.note(`Would write context ${name}; nothing was written.`);
      return { kind: "text", text: "" };
    }
    const { kept, current } = await save(context, name, system, values, proven);
    await context.show([
      { text: `Context ${name} is ready${kept}.`, tone: "good" },
      { text: "Next:", tone: "strong" },
      ...next(system, name, current).map((line) => ({ text: `  ${line}` })),
    ]);
    return { kind: "text", text: "" };
  },
});

function nobodyThere(system: SystemName | undefined) {
  const name = system ?? "SYSTEM";
  const keys =
    system === undefined
      ? ["url"]
      : systems[system].setup.flatMap(({ key, saysAll }) => (saysAll ? [] : [key]));
  return usage(
    "setup asks questions, and nobody can be asked here",
    `rptctl context set NAME ${keys.map((key) => `${name}.${key}=...`).join(" ")}`,
    `rptctl auth login ${name}, with the secret on stdin`,
    `rptctl doctor ${system ?? ""}`.trim(),
    "rptctl help environment tells how to do without files",
  );
}

async function chooseSystem(context: Context, person: Person): Promise<SystemName> {
  const { configuredSystems } = await import("../config/configured.ts");
  const { ownContext } = await import("./setup-questions.ts");
  const there = configuredSystems(await context.config(), ownContext(context), context.world.env);
  const widest = Math.max(...systemNames.map((name) => name.length));
  const chosen = await person.choose(
    "Which system?",
    systemNames.map((value) => {
      const mark = there.includes(value) ? " (configured)" : "";
      return {
        value,
        label: `${value.padEnd(widest)}  ${systems[value].title}${mark}`,
        name: systems[value].title,
      };
    }),
  );
  if (chosen === undefined) throw usage("no system was chosen: nothing was written", "rptctl setup SYSTEM");
  return chosen as SystemName;
}

/** What the environment says stands above what is written: whoever sets up something should know. */
function warnOfVariables(context: Context, system: SystemName): void {
  const prefix = environmentName(system, "");
  const set = Object.keys(context.world.env).filter(
    (key) => key.startsWith(prefix) && context.world.env[key],
  );
  if (set.length > 0)
    context.warn(`${set.join(", ")}: set in the environment, and stronger than the context`);
}

/** The credential first: a context without one is half a thing, a credential without a context is never looked for. */
async function save(
  context: Context,
  name: string,
  system: SystemName,
  values: TypedValues,
  { settings, credential }: Proven,
): Promise<{ kept: string; current: string | undefined }> {
  const write = () =>
    editConfig(context.world, (edit) => {
      edit.setContextValues(name, values);
      return edit.currentContext;
    });
  if (credential === undefined) return { kept: "", current: await write() };
  const { keep } = await import("../credentials/keep.ts");
  const store = await context.store();
  const before = await store.get(name, system);
  const kept = await keep(store, name, settings, credential);
  try {
    return { kept: `; the secret is in ${kept}`, current: await write() };
  } catch (error) {
    await (before === undefined ? store.delete(name, system) : store.set(name, system, before));
    throw error;
  }
}

function next(system: SystemName, name: string, current: string | undefined): readonly string[] {
  const { first } = systems[system];
  return current === name
    ? [first, "rptctl status", "rptctl setup  # for another system"]
    : [`${first} --context ${name}`, `rptctl context use ${name}  # to work there from now on`];
}
