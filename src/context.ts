import type { Context } from "./cli/context.ts";
import { resolveContext } from "./config/context.ts";
import { environmentName, type SystemName } from "./config/systems.ts";
import type { CredentialStore } from "./credentials/store.ts";
import { each } from "./each.ts";
import { usage } from "./errors.ts";
import { Api } from "./http/api.ts";
import type { Settled } from "./settle.ts";
import type { Connected } from "./systems/system.ts";
import { personAt } from "./terminal/person.ts";
import type { World } from "./world.ts";

/** What is sent is held in memory: what is larger is another file than was meant, or has no end. */
const mostInput = 256 * 1024 * 1024;

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
    world: { ...world, ...toldOf(settled), signal: settled.signal },
    get timezone() {
      return settled.setting.timezone;
    },
    limit: globals.limit,
    dryRun: globals["dry-run"],
    formatAsked: globals.jq === undefined ? globals.output : "json",
    format: settled.output.jq === undefined ? settled.output.format : "json",
    get contextName() {
      return settled.context().name;
    },
    contextAsked: globals.context || world.env.RPTCTL_CONTEXT || undefined,
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
    tryOut(config, name, system) {
      const prefix = environmentName(system, "");
      const env = Object.fromEntries(Object.entries(world.env).filter(([key]) => !key.startsWith(prefix)));
      const made = makeContext({
        ...settled,
        world: { ...world, env },
        config: () => config,
        context: () => resolveContext(config, { env: {} }, { context: name }),
      });
      ends.push(made.close);
      return made.context;
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
      const text = lines.map(
        (line) => `${paint(sanitise(settled.redactor.maskOurs(line.text)), line.tone)}\n`,
      );
      await world.stderr.write(text.join(""));
    },
    async progress(text) {
      const { openProgress, silent } = await import("./terminal/progress.ts");
      if (settled.waits === undefined) return silent;
      return openProgress(settled.statusLine, world, text, settled.colorOfNotes);
    },
    get person() {
      const isThere = !globals["no-input"] && world.stdin.isTTY && world.stderr.isTTY;
      return isThere ? personAt({ ...world, signal: settled.signal }, () => settled.colorOfNotes) : undefined;
    },
    async confirm(question, count = 1) {
      if (globals.yes || globals["dry-run"]) return;
      const { person } = context;
      if (person === undefined) throw usage(`${question} Nobody can be asked here`, "give --yes to do it");
      if (count === 1 ? await person.agrees(question) : await person.types(question, String(count))) return;
      throw usage("not confirmed: nothing was changed", "give --yes to do it without a question");
    },
    each,
    async readInput(flag, path) {
      if (path === "-") {
        const { readStdin } = await import("./terminal/read-stdin.ts");
        return readStdin({ ...world, signal: settled.signal });
      }
      const { readNamed } = await import("./files/read-named.ts");
      return readNamed(flag, path, { ...world, signal: settled.signal }, mostInput);
    },
  };
  const close = async () => {
    await Promise.all(ends.map((end) => end()));
    for (const end of closers) end();
  };
  return { context, close };
}

/** The waits of a world in which a person is told of them. */
function toldOf({ world, waits }: Settled): Partial<World> {
  if (waits === undefined) return {};
  return {
    during: (what, work) => waits.during(what, work),
    sleep: (milliseconds, signal) =>
      waits.during(
        () => "Waiting",
        () => world.sleep(milliseconds, signal),
      ),
  };
}
