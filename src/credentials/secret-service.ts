import type { World } from "../world.ts";
import { type Bus, busMethod, connectBus, type Method } from "./dbus.ts";
import type { Keyring } from "./keyring.ts";
import { sessionBusPath } from "./session-bus.ts";

/*
 * The keyring of a Linux or BSD desktop, spoken to as the Secret Service API says:
 * https://specifications.freedesktop.org/secret-service/latest/
 *
 * Spoken here and not by the native package, because that one blocks a thread until the service answers, which keeps
 * the process alive as long; unlocks a locked collection, which puts a dialog on the screen; and starts a bus where
 * there is none. Every message here says that nothing may be started, nothing is ever unlocked, and the signal cuts it
 * all off.
 */

const service = "org.freedesktop.secrets";
const root = "/org/freedesktop/secrets";
const schema = "org.freedesktop.Secret.Generic";

/** The Secret Service of this session, as one that is reached anew for each word: a command says one or two. */
export function secretService(world: Pick<World, "env">, moment: () => AbortSignal): Keyring {
  return {
    get: (account) => reached(world, moment(), (bus) => get(bus, account)),
    set: (account, secret) => reached(world, moment(), (bus) => set(bus, account, secret)),
    delete: (account) => reached(world, moment(), (bus) => remove(bus, account)),
  };
}

async function reached<T>(
  world: Pick<World, "env">,
  signal: AbortSignal,
  work: (bus: Bus) => Promise<T>,
): Promise<T> {
  const path = sessionBusPath(world);
  if (path === undefined) throw new Error("there is no session bus");
  const bus = await connectBus(path, signal);
  try {
    const [owned] = await bus.call(busMethod("NameHasOwner"), "s", service);
    if (owned !== true) throw new Error("no keyring runs in this session");
    return await work(bus);
  } finally {
    bus.close();
  }
}

async function get(bus: Bus, account: string): Promise<string | undefined> {
  const [item] = await search(bus, account);
  if (item === undefined) return undefined;
  const session = await openSession(bus);
  const [secrets] = await bus.call(method(root, "Service", "GetSecrets"), "aoo", [item], session);
  const [found] = secrets as [
    path: string,
    secret: [session: string, parameters: Buffer, value: Buffer, type: string],
  ][];
  return found?.[1][2].toString("utf8");
}

async function set(bus: Bus, account: string, secret: string): Promise<void> {
  const collection = await openCollection(bus);
  const session = await openSession(bus);
  const item = "org.freedesktop.Secret.Item";
  const properties = [
    [`${item}.Label`, ["s", `rptctl ${account}`]],
    [`${item}.Attributes`, ["a{ss}", [...attributes(account), ["xdg:schema", schema]]]],
  ];
  const value = [session, Buffer.alloc(0), Buffer.from(secret), "text/plain; charset=utf8"];
  const create = method(collection, "Collection", "CreateItem");
  const [, prompt] = await bus.call(create, "a{sv}(oayays)b", properties, value, true);
  refuseToAsk(prompt);
}

async function remove(bus: Bus, account: string): Promise<boolean> {
  const items = await search(bus, account);
  for (const item of items) {
    const [prompt] = await bus.call(method(item, "Item", "Delete"));
    refuseToAsk(prompt);
  }
  return items.length > 0;
}

/** The account's items; fails when there are only locked ones. */
async function search(bus: Bus, account: string): Promise<string[]> {
  const find = method(root, "Service", "SearchItems");
  const [unlocked, locked] = (await bus.call(find, "a{ss}", attributes(account))) as [string[], string[]];
  if (unlocked.length === 0 && locked.length > 0) throw new Error("the keyring is locked");
  return unlocked;
}

async function openCollection(bus: Bus): Promise<string> {
  const [collection] = await bus.call(method(root, "Service", "ReadAlias"), "s", "default");
  if (typeof collection !== "string" || collection === "/")
    throw new Error("the keyring has no default collection");
  const locked: Method = {
    ...method(collection, "Collection", "Get"),
    interface: "org.freedesktop.DBus.Properties",
  };
  const [answer] = await bus.call(locked, "ss", "org.freedesktop.Secret.Collection", "Locked");
  if (answer !== false) throw new Error("the keyring is locked");
  return collection;
}

/** The bus's socket is the user's own, so that secrets need no encryption on it: the algorithm `plain`. */
async function openSession(bus: Bus): Promise<string> {
  const [, session] = await bus.call(method(root, "Service", "OpenSession"), "sv", "plain", ["s", ""]);
  return session as string;
}

function refuseToAsk(prompt: unknown): void {
  if (prompt !== "/") throw new Error("the keyring wants to ask somebody");
}

function attributes(account: string): [string, string][] {
  return [
    ["service", "rptctl"],
    ["username", account],
  ];
}

function method(path: string, type: string, member: string): Method {
  return { destination: service, path, interface: `org.freedesktop.Secret.${type}`, member };
}
