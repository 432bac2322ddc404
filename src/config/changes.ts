import { Fault, named, usage } from "../errors.ts";
import { meant } from "../nearest.ts";
import type { World } from "../world.ts";
import { declaredKey } from "./check.ts";
import { contextName, noSuchContext } from "./context.ts";
import { expandPath, type Keys } from "./keys.ts";
import type { Value } from "./kinds.ts";
import { contextKeys, settingKeys } from "./settings.ts";
import { isSystem, systemNames, systems } from "./systems.ts";

type Draft = Record<string, unknown>;

/**
 * The changes that commands make to the configuration, on plain values as config.yaml holds them. Each checks what was
 * typed before it changes anything, and throws a usage Fault that names the key and what it may hold.
 */
export class ConfigEdit {
  readonly #draft: Draft;
  readonly #world: Pick<World, "cwd" | "home">;

  constructor(draft: Draft, world: Pick<World, "cwd" | "home">) {
    this.#draft = draft;
    this.#world = world;
  }

  get contextNames(): readonly string[] {
    return Object.keys(this.#draft.contexts ?? {});
  }

  get currentContext(): string | undefined {
    const current = this.#draft["current-context"];
    return current === undefined || current === null ? undefined : String(current);
  }

  /**
   * Sets `SYSTEM.KEY` and the context's own keys (`protected`); an empty value removes the key. A context that is not
   * there is made, and the first of all becomes the current one.
   */
  setContextValues(name: string, values: readonly (readonly [path: string, value: string])[]): void {
    if (!contextName.test(name)) {
      throw usage(`${JSON.stringify(name)} cannot name a context`, "write letters and digits, as in prod");
    }
    const checked = values.map(([path, typed]) => this.#contextValue(path, typed));
    const contexts = this.#contexts();
    const isFirst = Object.keys(contexts).length === 0;
    const context = childMap(contexts, name);
    for (const { system, key, value } of checked) {
      put(system === undefined ? context : childMap(context, system), key, value);
    }
    if (isFirst) this.#draft["current-context"] = name;
  }

  useContext(name: string): void {
    this.#mustExist(name);
    this.#draft["current-context"] = name;
  }

  renameContext(from: string, to: string): void {
    this.#mustExist(from);
    if (!contextName.test(to)) {
      throw usage(`${JSON.stringify(to)} cannot name a context`, "write letters and digits, as in prod");
    }
    const contexts = this.#contexts();
    if (Object.hasOwn(contexts, to)) {
      throw new Fault("conflict", `a context ${to} is there already`, {
        hints: [`rptctl context show ${to}`],
      });
    }
    this.#draft.contexts = Object.fromEntries(
      Object.entries(contexts).map(([name, context]) => [name === from ? to : name, context]),
    );
    if (this.currentContext === from) this.#draft["current-context"] = to;
  }

  deleteContext(name: string): void {
    this.#mustExist(name);
    delete this.#contexts()[name];
    if (this.currentContext === name) delete this.#draft["current-context"];
  }

  /** An empty text unsets. */
  setSetting(key: string, typed: string): void {
    put(this.#draft, key, parseValue(settingKeys, [], key, typed, this.#world));
  }

  unsetSetting(key: string): void {
    declaredKey(settingKeys, [], key);
    delete this.#draft[key];
  }

  #contexts(): Draft {
    return childMap(this.#draft, "contexts");
  }

  #mustExist(name: string): void {
    if (!Object.hasOwn(this.#contexts(), name)) throw noSuchContext(name, this.contextNames);
  }

  #contextValue(path: string, typed: string): { system?: string; key: string; value: Value | undefined } {
    const dot = path.indexOf(".");
    const system = dot === -1 ? undefined : path.slice(0, dot);
    const key = path.slice(dot + 1);
    if (system === undefined) {
      if (isSystem(path)) throw usage(`${path} is a system: name one of its keys, as in ${path}.url=VALUE`);
      return { key, value: parseValue(contextKeys, [], key, typed, this.#world) };
    }
    if (!isSystem(system)) {
      const guess = meant(system, systemNames);
      throw usage(
        `${JSON.stringify(system)} in ${path} is not a system`,
        ...(guess.length > 0 ? guess : [`the systems are ${systemNames.join(", ")}`]),
      );
    }
    return { system, key, value: parseValue(systems[system].keys, [system], key, typed, this.#world) };
  }
}

/** What was typed for a key, checked; undefined for the empty text, which removes it. */
function parseValue(
  keys: Keys,
  path: readonly string[],
  key: string,
  typed: string,
  world: Pick<World, "cwd" | "home">,
): Value | undefined {
  const { kind } = declaredKey(keys, path, key);
  if (typed === "") return undefined;
  return named([...path, key].join("."), () => {
    const value = kind.check(kind.ofText(typed));
    // A relative name means the same file from whatever directory it is used later.
    return kind.path === true && typeof value === "string" ? expandPath(value, world.cwd, world.home) : value;
  });
}

/** The map under a key; one is made where there is none. */
function childMap(parent: Draft, key: string): Draft {
  const child = Object.hasOwn(parent, key) ? parent[key] : undefined;
  if (typeof child === "object" && child !== null) return child as Draft;
  const made: Draft = {};
  parent[key] = made;
  return made;
}

function put(map: Draft, key: string, value: Value | undefined): void {
  if (value === undefined) delete map[key];
  else map[key] = value;
}
