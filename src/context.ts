import { readFileSync } from "node:fs";
import { resolve as resolvePath } from "node:path";
import type { Context, Outcomes } from "./cli/context.ts";
import type { SystemName } from "./config/systems.ts";
import type { CredentialStore } from "./credentials/store.ts";
import { Fault, usage } from "./errors.ts";
import { reasonOf } from "./files/fault.ts";
import { Api } from "./http/api.ts";
import { Planned, type PlannedRequest } from "./http/planned.ts";
import type { Settled } from "./settle.ts";
import type { Connected } from "./systems/system.ts";

/** The Context of one command, and `close`, which ends what it opened. */
export function makeContext(settled: Settled): { context: Context; close(): Promise<void> } {
  const { world, globals, say } = settled;
  const connections = new Map<SystemName, Promise<Connected>>();
  const ends: (() => Promise<void> | undefined)[] = [];
  const closers: (() => void)[] = [];
  let store: Promise<CredentialStore> | undefined;

  const openStore = () => {
    store ??= Promise.all([import("./credentials/store.ts"), import("./config/directory.ts")]).then(
      ([credentials, { configDirectory }]) =>
        credentials.openStore(world, configDirectory(world), { detail: (text) => say("detail", text) }),
    );
    return store;
  };
  const open: Context["connect"] = async (system, credential) => {
    const { connect } = await import("./connect.ts");
    const opened = await connect(system, settled, openStore, closers, credential);
    ends.push(() => opened.session.end?.());
    return opened;
  };
  const connected = (system: SystemName) => {
    let opened = connections.get(system);
    if (opened === undefined) {
      opened = open(system);
      connections.set(system, opened);
    }
    return opened;
  };
  const context: Context = {
    world: { ...world, signal: settled.signal },
    get timezone() {
      return settled.setting.timezone;
    },
    limit: globals.limit,
    dryRun: globals["dry-run"],
    format: settled.output.jq === undefined ? settled.output.format : "json",
    get contextName() {
      return settled.context().name;
    },
    settings: async (system) => (await connected(system)).settings,
    session: async (system) => (await connected(system)).session,
    connect: open,
    async api(system) {
      const { session, settings } = await connected(system);
      const { connection, sender } = session;
      return new Api(connection, sender, settled.redactor, {
        // The servers themselves write zh_TW, which is no language tag.
        language: (settings.text("lang") ?? settled.language)?.replaceAll("_", "-"),
        dryRun: globals["dry-run"],
      });
    },
    config: async () => settled.config(),
    store: openStore,
    note: (text) => say("note", text),
    warn: (text) => say("warn", text),
    detail: (text) => say("detail", text),
    async show(lines) {
      if (globals.quiet) return;
      const [{ painter }, { sanitise }] = await Promise.all([
        import("./output/tones.ts"),
        import("./output/sanitise.ts"),
      ]);
      const paint = await painter(settled.colorOfNotes);
      const text = lines.map((line) => `${paint(sanitise(settled.redactor.mask(line.text)), line.tone)}\n`);
      await world.stderr.write(text.join(""));
    },
    async progress(text) {
      const { openProgress, silent } = await import("./terminal/progress.ts");
      const unseen = !world.stderr.isTTY || world.env.TERM === "dumb";
      if (unseen || globals.quiet || globals["no-progress"] || globals.debug) return silent;
      return openProgress(world, text, settled.colorOfNotes);
    },
    async confirm(question) {
      if (globals.yes || globals["dry-run"]) return;
      if (globals["no-input"] || !world.stdin.isTTY || !world.stderr.isTTY) {
        throw usage(`${question} Nobody can be asked here`, "give --yes to do it");
      }
      const { askYesNo } = await import("./terminal/ask.ts");
      if (!(await askYesNo(question, world, settled.signal)))
        throw usage("not confirmed: nothing was changed");
    },
    each,
    async readInput(flag, path) {
      if (path === "-") {
        const { readStdin } = await import("./terminal/read-stdin.ts");
        return readStdin({ ...world, signal: settled.signal });
      }
      try {
        return readFileSync(resolvePath(world.cwd, path), "utf8");
      } catch (error) {
        throw usage(`${flag} ${path}: ${reasonOf(error)}`);
      }
    },
  };
  const close = async () => {
    await Promise.all(ends.map((end) => end()));
    for (const end of closers) end();
  };
  return { context, close };
}

async function each<T, R>(
  items: Iterable<T>,
  work: (item: T) => Promise<R>,
  atOnce = 1,
): Promise<Outcomes<T, R>> {
  const left = [...items].entries();
  const done: { at: number; item: T; result: R }[] = [];
  const failed: { at: number; fault: Fault }[] = [];
  const planned: { at: number; requests: readonly PlannedRequest[] }[] = [];
  let final: { readonly thrown: unknown } | undefined;
  async function worker() {
    for (const [at, item] of left) {
      try {
        done.push({ at, item, result: await work(item) });
      } catch (error) {
        if (error instanceof Planned) planned.push({ at, requests: error.requests });
        else if (error instanceof Fault && !isFinal(error)) failed.push({ at, fault: error });
        else final ??= { thrown: error };
      }
      if (final !== undefined) return;
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker));
  if (final !== undefined) throw (final as { readonly thrown: unknown }).thrown;
  if (planned.length > 0) throw new Planned(inOrder(planned).flatMap(({ requests }) => requests));
  return { done: inOrder(done), failed: inOrder(failed).map(({ fault }) => fault) };
}

/** As the items came: what is worked on at a time ends in any order. */
function inOrder<T extends { readonly at: number }>(outcomes: readonly T[]): readonly T[] {
  return outcomes.toSorted((a, b) => a.at - b.at);
}

/** Faults after which the other items would only fail the same way, or nobody wants them any more. */
function isFinal(fault: Fault): boolean {
  return fault.isInterruption || ["closed_pipe", "auth", "config", "usage"].includes(fault.code);
}
