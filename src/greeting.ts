import { loadConfig } from "./config/config.ts";
import { configuredSystems } from "./config/configured.ts";
import { resolveContext } from "./config/context.ts";
import { systemNames } from "./config/systems.ts";
import { type Standing, standingsOf } from "./credentials/standing.ts";
import { Fault } from "./errors.ts";
import { hasUnicode } from "./output/charset.ts";
import { wantsColor } from "./output/color.ts";
import type { Tone } from "./output/result.ts";
import { sanitise } from "./output/sanitise.ts";
import { painter } from "./output/tones.ts";
import { measureFor, shorten } from "./output/width.ts";
import type { World } from "./world.ts";

/** Words of a line, each with what it means. */
type Line = readonly (readonly [text: string, tone?: Tone])[];

/**
 * What somebody who types nothing but the name sees: what it is, what is configured, who is signed in, and what to type next. It looks at
 * files and at the environment, never at the network or into a keyring. Never throws for what is wrong there: it says so.
 */
export async function greeting(world: World): Promise<string> {
  const lines: Line[] = [
    [
      ["rptctl", "strong"],
      [` ${world.version}: reports, registries, pipelines, inventories and rating scopes`],
    ],
    [],
    ...(await situation(world).catch(wrong)),
    [
      ["rptctl help", "strong"],
      [" lists the commands, "],
      ["rptctl COMMAND --help", "strong"],
      [" explains one."],
    ],
  ];
  const paint = await painter(wantsColor("auto", world.env, world.stdout));
  const measure = await measureFor(lines.flat().map(([text]) => text));
  const unicode = hasUnicode(world);
  return lines.map((line) => `${fitted(line)}\n`).join("");

  function fitted(line: Line): string {
    let left = world.stdout.columns || 80;
    return line
      .map(([text, tone]) => {
        const shown = shorten(sanitise(text), left, measure, unicode);
        left = Math.max(0, left - measure(shown));
        return paint(shown, tone);
      })
      .join("");
  }
}

/** A configuration that cannot be read is no reason to say nothing. */
function wrong(error: unknown): Line[] {
  if (!(error instanceof Fault)) throw error;
  return [[[error.message, "bad"]], ...error.hints.map((hint): Line => [[`  ${hint}`]]), []];
}

async function situation(world: World): Promise<Line[]> {
  const config = await loadConfig(world);
  const context = resolveContext(config, world, {});
  const names = configuredSystems(config, context.name, world.env);
  const others = Object.keys(config.contexts).filter((name) => name !== context.name);
  if (names.length === 0 && others.length === 0 && context.name === undefined) {
    return [
      [["Nothing is configured yet."]],
      ...next([
        ["rptctl setup", "connect a system, step by step"],
        ["rptctl sandbox start", "or try everything on this machine first"],
      ]),
    ];
  }
  const standings = await standingsOf(world, config, context, names);
  const title = context.name === undefined ? "From the environment" : `Context ${context.name}`;
  const also = others.length === 0 ? "" : ` (also: ${others.join(", ")})`;
  const missing = standings.find(({ isGood }) => !isGood);
  return [
    [[title, "strong"], [context.protected ? ", protected" : ""], [also, "dim"]],
    ...rows(standings),
    ...next([
      ...(missing === undefined ? [] : [[`rptctl auth login ${missing.system}`, "sign in"] as const]),
      ...(names.length === 0
        ? [["rptctl setup", "connect a system, step by step"] as const]
        : [["rptctl status", "what needs a person, in all of them"] as const]),
      ...(names.length > 0 && names.length < systemNames.length
        ? [["rptctl setup", "connect another system"] as const]
        : []),
      ...(context.name === undefined && others.length > 0
        ? [[`rptctl context use ${others[0]}`, "choose a context"] as const]
        : []),
    ]),
  ];
}

function rows(standings: readonly Standing[]): Line[] {
  const first = Math.max(0, ...standings.map(({ system }) => system.length));
  const second = Math.max(0, ...standings.map(({ text }) => text.length));
  return standings.map(({ system, text, isGood, place }) => [
    [`  ${system.padEnd(first)}  `],
    [text.padEnd(second), isGood ? "good" : "busy"],
    [`  ${place}`, "dim"],
  ]);
}

function next(commands: readonly (readonly [command: string, what: string])[]): Line[] {
  const width = Math.max(...commands.map(([command]) => command.length));
  const lines = commands.map(
    ([command, what]): Line => [["  "], [command.padEnd(width), "strong"], [`  ${what}`]],
  );
  return [[], [["Next:"]], ...lines, []];
}
