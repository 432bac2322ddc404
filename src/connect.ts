import { type FlagValues, resolveSystem, SystemSettings } from "./config/system.ts";
import type { SystemName } from "./config/systems.ts";
import { ownSessions } from "./credentials/sessions.ts";
import { type Credential, findCredential } from "./credentials/sources.ts";
import type { CredentialStore } from "./credentials/store.ts";
import { proxyPasswords } from "./http/proxies.ts";
import { Sender } from "./http/send.ts";
import { readTls } from "./http/tls-files.ts";
import { openWire, type TlsSettings, type Wire } from "./http/wire.ts";
import type { Settled } from "./settle.ts";
import { loadSystem } from "./systems/index.ts";
import type { Connected } from "./systems/system.ts";
import type { Waits } from "./terminal/waits.ts";
import type { World } from "./world.ts";

/** Connects one system of the context in use. Nothing is sent yet. */
export async function connect(
  name: SystemName,
  settled: Settled,
  store: () => Promise<CredentialStore>,
  closers: (() => void)[],
  credential?: Credential,
): Promise<Connected> {
  const { world, globals, redactor, trace } = settled;
  const flags = globals as unknown as FlagValues;
  const settings = resolveSystem(name, world, settled.config(), settled.context(), given(flags));
  const system = await loadSystem(name);

  async function sender(other: Partial<TlsSettings> = {}): Promise<Sender> {
    const files = {
      "ca-file": settings.text("ca-file"),
      cert: settings.text("cert"),
      key: settings.text("key"),
      insecure: settings.isTrue("insecure"),
    };
    const trust = { ...other, ...(await readTls(files, { ...world, signal: settled.signal })) };
    trust.insecure ||= other.insecure === true;
    if (trust.insecure) settled.say("warn", `the certificate of ${name} is not checked (insecure)`);
    const wire = told(await openWire(world, trust), settled.waits);
    for (const password of proxyPasswords(world.env)) redactor.hide(password);
    closers.push(() => wire.close());
    const patience = {
      timeout: settings.milliseconds("timeout") ?? 30_000,
      retries: settings.number("retries") ?? 3,
      signal: settled.signal,
      now: world.now,
      random: world.random,
      sleep: pausing(world, settled.waits),
      retrying: () => world.tally?.addRetry(),
    };
    return new Sender(wire, patience, redactor, trace, `rptctl/${world.version}`);
  }

  const abortable = { ...world, signal: settled.signal };
  const session = await system.connect({
    world,
    contextName: settled.context().name,
    explicitContext: settled.context().explicit,
    settings,
    signal: settled.signal,
    environmentCredential: async () =>
      credential ??
      findCredential(name, abortable, environmentOnly(settings), { get: async () => undefined }),
    credential: async () => credential ?? findCredential(name, abortable, settings, await store()),
    sessions: ownSessions(world),
    redactor,
    sender,
    note: (text) => settled.say("note", text),
    warn: (text) => settled.say("warn", text),
  });
  return { session, settings };
}

/** The same wire; a person is told whom is waited for. */
function told(wire: Wire, waits: Waits | undefined): Wire {
  if (waits === undefined) return wire;
  return {
    send: (request, options) =>
      waits.during(
        () => `Waiting for ${request.url.host}`,
        () => wire.send(request, options),
      ),
    close: () => wire.close(),
  };
}

/** The same pause; a person is told why nothing happens. */
function pausing({ sleep }: Pick<World, "sleep">, waits: Waits | undefined): World["sleep"] {
  if (waits === undefined) return sleep;
  return (milliseconds, signal) =>
    waits.during(
      () => "Waiting before another try",
      () => sleep(milliseconds, signal),
    );
}

/** A switch that was not given says nothing: what the context says stands. */
function given(flags: FlagValues): FlagValues {
  return Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== false));
}

/** The same settings without what runs a program or opens the store. */
function environmentOnly({ system, context, said }: SystemSettings): SystemSettings {
  const { "token-command": _, ...rest } = said;
  return new SystemSettings(system, context, rest, "system");
}
