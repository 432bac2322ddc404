import type { AnyCommand } from "./cli/command.ts";
import { formats, type Globals } from "./cli/globals.ts";
import { globalFlagsOf, readFlags, type Words } from "./cli/parse.ts";
import type { ParseSetting } from "./cli/values.ts";
import { type Config, configPath, loadConfig } from "./config/config.ts";
import { type ResolvedContext, resolveContext } from "./config/context.ts";
import { type FlagValues, millisecondsOf, resolveSettings } from "./config/system.ts";
import { defined } from "./defined.ts";
import { Fault, named, usage } from "./errors.ts";
import type { Redactor } from "./http/redactor.ts";
import { type Trace, traceTo } from "./http/trace.ts";
import { type ColorChoice, wantsColor } from "./output/color.ts";
import type { Format, OutputOptions } from "./output/options.ts";
import { StatusLine } from "./terminal/status-line.ts";
import { Waits } from "./terminal/waits.ts";
import { startTimer } from "./times/timer.ts";
import { checkTimezone, systemTimezone } from "./times/timezone.ts";
import type { World } from "./world.ts";

/** What holds for one call: flags before environment before context before config.yaml before defaults. */
export interface Settled {
  /** What it writes goes above the status line. */
  readonly world: World;
  readonly statusLine: StatusLine;
  /** Tells what is waited for; undefined where nobody sees progress, or wants to. */
  readonly waits: Waits | undefined;
  readonly globals: Globals;
  /** What is configured. @throws Fault config, where a command that can do without it could not read it. */
  config(): Config;
  /** The context in use. @throws Fault config where the named one is not there. */
  context(): ResolvedContext;
  readonly setting: ParseSetting;
  readonly language: string | undefined;
  /** Aborted by a signal of the operating system and by `--deadline`. */
  readonly signal: AbortSignal;
  readonly redactor: Redactor;
  readonly trace: Trace;
  readonly output: OutputOptions;
  /** Whether what is said on stderr may be coloured. */
  readonly colorOfNotes: boolean;
  say(level: Level, text: string): void;
  /** Sees out what was said, and ends the timers. */
  close(): Promise<void>;
}

export type Level = "warn" | "note" | "detail";

/** Settles everything that flags, environment and configuration say together, before the command's own flags are read. */
export async function settle(
  command: AnyCommand,
  words: Words,
  outer: World,
  redactor: Redactor,
): Promise<Settled> {
  const statusLine = new StatusLine(outer);
  const { world } = statusLine;
  const { say, heard } = sayer(world, redactor, levelOf(words));
  // No global flag is a time, so none depends on the zone that is settled below.
  const setting = { now: world.now(), timezone: "UTC", note: (line: string) => say("note", line) };
  const globals = (await readFlags(globalFlagsOf(command), words.flags, setting)) as Globals;

  const local = command.effect === "local";
  const config = await attempt(local, () => loadConfig(world));
  const known = "value" in config ? config.value : emptyConfig(world);
  const context = await attempt(local, () => resolveContext(known, world, globals));
  const chosen = "value" in context ? context.value : undefined;
  if (chosen?.name !== undefined) world.tally?.usedContext(chosen.name);
  const said = resolveSettings(known, world, chosen, globals as FlagValues);
  const text = (key: string) => said[key]?.value as string | undefined;

  const timezone = text("timezone");
  if (globals.timezone !== undefined) named("--timezone", () => checkTimezone(globals.timezone!));
  const { signal, close } = withDeadline(world.signal, millisecondsOf(said.deadline?.value));
  const isWanted = !(globals.quiet || globals["no-progress"] || globals.debug);
  const colorOfNotes = () => wantsColor(colorChoice(text("color")), world.env, world.stderr);
  return {
    world,
    statusLine,
    waits:
      isWanted && world.stderr.isTTY && world.env.TERM !== "dumb"
        ? new Waits(statusLine, world, colorOfNotes)
        : undefined,
    globals,
    config: () => outcomeOf(config),
    context: () => outcomeOf(context),
    setting: {
      ...setting,
      // Asked for only by who reads or writes times: to learn the zone's name takes half as long as to start Node.
      get timezone() {
        return timezone ?? systemTimezone(world.env);
      },
    },
    language: text("lang") ?? languageOf(world.env),
    signal,
    redactor,
    trace: traceTo(
      (line) => say("detail", line),
      redactor,
      globals.debug ? "debug" : globals.verbose ? "verbose" : "none",
      world.now,
    ),
    get colorOfNotes() {
      return colorOfNotes();
    },
    output: outputOptions(command, globals, text("output"), text("color"), timezone ?? "", world),
    say,
    close() {
      close();
      return heard();
    },
  };
}

type Attempt<T> = { readonly value: T } | { readonly fault: unknown };

/** What a local command can do without is not missed until it is asked for: `config path` works on a broken file. */
async function attempt<T>(local: boolean, work: () => T | Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await work() };
  } catch (fault) {
    if (local) return { fault };
    throw fault;
  }
}

function outcomeOf<T>(attempted: Attempt<T>): T {
  if ("value" in attempted) return attempted.value;
  throw attempted.fault;
}

function emptyConfig(world: World): Config {
  return { path: configPath(world), currentContext: undefined, contexts: {}, settings: {} };
}

/** `LANG=de_DE.UTF-8` asks for `de-DE`; the C locale asks for nothing. */
function languageOf(env: World["env"]): string | undefined {
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || "";
  const tag = locale.split(/[.@]/)[0]!.replaceAll("_", "-");
  return /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(tag) ? tag : undefined;
}

function withDeadline(outer: AbortSignal, limit: number | undefined): { signal: AbortSignal; close(): void } {
  if (limit === undefined) return { signal: outer, close: () => {} };
  const late = new AbortController();
  const fault = new Fault("unavailable", `the deadline of ${limit / 1000}s passed`, {
    hints: ["--deadline DURATION gives the whole command longer"],
  });
  const timer = startTimer(() => late.abort(fault), limit);
  return { signal: AbortSignal.any([outer, late.signal]), close: () => timer.stop() };
}

function levelOf(words: Words): number {
  if (words.flags.has("verbose") || words.flags.has("debug")) return 2;
  return words.flags.has("quiet") ? 0 : 1;
}

function sayer(
  world: World,
  redactor: Redactor,
  level: number,
): { say(at: Level, line: string): void; heard(): Promise<void> } {
  const least = { warn: 0, note: 1, detail: 2 };
  const word = { warn: "rptctl: warning: ", note: "", detail: "" };
  let last = Promise.resolve();
  return {
    say(at, line) {
      if (level < least[at]) return;
      // Loaded with the first sentence only: most calls say nothing.
      last = last
        .then(() => Promise.all([import("./output/sanitise.ts"), import("./output/fold.ts")]))
        .then(([{ sanitise }, { folded }]) =>
          folded(`${word[at]}${sanitise(redactor.maskOurs(line))}`, world.stderr),
        )
        .then((text) => world.stderr.write(`${text}\n`))
        .catch(() => {});
    },
    heard: () => last,
  };
}

function outputOptions(
  command: AnyCommand,
  globals: Globals,
  format: string | undefined,
  color: string | undefined,
  timezone: string,
  world: World,
): OutputOptions {
  const sort = globals["sort-by-column"];
  const desc = sort?.endsWith(":desc") ?? false;
  return {
    format: checkFormat(command, format ?? "table", globals.jq !== undefined),
    headers: !globals["no-headers"],
    csvRaw: globals["csv-raw"],
    quiet: globals.quiet,
    timezone,
    color: wantsColor(colorChoice(color), world.env, world.stdout),
    ...(globals.columns.length === 0 ? {} : { columns: globals.columns }),
    ...defined({
      sortBy: sort === undefined ? undefined : { path: sort.replace(/:(asc|desc)$/, ""), desc },
      jq: globals.jq,
      limit: globals.limit,
    }),
  };
}

function colorChoice(typed: string | undefined): ColorChoice {
  return typed === "always" || typed === "never" ? typed : "auto";
}

function checkFormat(command: AnyCommand, format: string, filtered: boolean): Format {
  const known: readonly string[] = [...formats, ...(command.formats ?? [])];
  if (filtered && command.formats?.includes(format)) {
    throw usage(`--jq is for -o json; send -o ${format} to jq itself`);
  }
  if (filtered && command.plainText) throw usage("--jq has nothing to filter here: the result is plain text");
  if (known.includes(format)) return format as Format;
  throw usage(`--output: "${format}" is not one of ${known.join(", ")}`);
}
