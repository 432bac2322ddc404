import { Fault, usage } from "../errors.ts";
import { meant } from "../nearest.ts";
import type { Config, ContextConfig, SystemConfig } from "./config.ts";
import { contextName } from "./context.ts";
import type { Key, Keys } from "./keys.ts";
import type { Value } from "./kinds.ts";
import { contextKeys, settingKeys } from "./settings.ts";
import { isSystem, type SystemName, systemNames, systems } from "./systems.ts";
import type { FaultAt } from "./yaml.ts";

const topLevel = ["current-context", "contexts", ...Object.keys(settingKeys)];
const inContext = [...systemNames, ...Object.keys(contextKeys)];

/** The configuration of a plain value. Throws the fault of the first entry that is unknown or of the wrong kind. */
export function checkConfig(value: unknown, fault: FaultAt): Omit<Config, "path"> {
  const settings: Record<string, Value> = {};
  let currentContext: string | undefined;
  let contexts: [string, ContextConfig][] = [];
  for (const [key, entry] of entriesOf(value, [], fault)) {
    if (key === "contexts") {
      contexts = entriesOf(entry, [key], fault).map(([name, context]) => [
        name,
        checkContext(name, context, fault),
      ]);
    } else if (key === "current-context") {
      currentContext = checkName(entry, [key], fault);
    } else {
      settings[key] = checkValue(settingKeys, [], key, entry, topLevel, fault);
    }
  }
  return { currentContext, contexts: Object.fromEntries(contexts), settings };
}

function checkContext(name: string, value: unknown, fault: FaultAt): ContextConfig {
  const path = ["contexts", name];
  checkName(name, path, fault);
  const settings: Record<string, Value> = {};
  const configured: Partial<Record<SystemName, SystemConfig>> = {};
  for (const [key, entry] of entriesOf(value, path, fault)) {
    if (isSystem(key)) configured[key] = checkSystem(key, entry, [...path, key], fault);
    else settings[key] = checkValue(contextKeys, path, key, entry, inContext, fault);
  }
  const { protected: isProtected, ...others } = settings;
  return { protected: isProtected === true, systems: configured, settings: others };
}

function checkSystem(
  system: SystemName,
  value: unknown,
  path: readonly string[],
  fault: FaultAt,
): SystemConfig {
  const { keys } = systems[system];
  const known = Object.keys(keys);
  return Object.fromEntries(
    entriesOf(value, path, fault).map(([key, entry]) => [
      key,
      checkValue(keys, path, key, entry, known, fault),
    ]),
  );
}

function checkValue(
  keys: Keys,
  path: readonly string[],
  key: string,
  value: unknown,
  known: readonly string[],
  fault: FaultAt,
): Value {
  const here = [...path, key];
  if (!Object.hasOwn(keys, key)) throw fault(here, ...unknownKey(path, key, known));
  try {
    return keys[key]!.kind.check(value);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    throw fault(here, `${here.join(".")}: ${error.message}`, error.hints);
  }
}

/** The declaration of a key that was typed. Throws a usage Fault for one that there is not. */
export function declaredKey(keys: Keys, path: readonly string[], key: string): Key {
  if (Object.hasOwn(keys, key)) return keys[key]!;
  const [message, hints] = unknownKey(path, key, Object.keys(keys));
  throw usage(message, ...hints);
}

/** The message and the hints of a key that is not declared; a secret among them gets its own. */
function unknownKey(
  path: readonly string[],
  key: string,
  known: readonly string[],
): [message: string, hints: readonly string[]] {
  const name = [...path, key].join(".");
  if (/(^|[-_])(pass|passwd|password|passphrase|token|secret|apikey|api[-_]key|pat)$/i.test(key)) {
    const system = path.find(isSystem) ?? "SYSTEM";
    const context = path[0] === "contexts" && path[1] !== undefined ? ` --context ${path[1]}` : "";
    return [
      `${name}: no secrets in config.yaml`,
      [`remove it, and type: rptctl auth login ${system}${context}`],
    ];
  }
  const where = path.length === 0 ? "" : ` in ${path.join(".")}`;
  const guess = meant(key, known);
  return [
    `unknown key ${JSON.stringify(key)}${where}`,
    guess.length > 0 ? guess : [`known there: ${known.join(", ")}`],
  ];
}

function checkName(value: unknown, path: readonly string[], fault: FaultAt): string {
  const name = typeof value === "number" ? String(value) : value;
  if (typeof name === "string" && contextName.test(name)) return name;
  const shown = typeof name === "string" ? ` ${JSON.stringify(name.slice(0, 64))}` : "";
  throw fault(path, `the name of a context${shown} must be letters, digits, and . _ @ - after the first`, [
    "write a short name such as prod",
  ]);
}

/** What is in a map; nothing at all is an empty one. */
function entriesOf(value: unknown, path: readonly string[], fault: FaultAt): [string, unknown][] {
  if (value === null || value === undefined) return [];
  if (typeof value === "object" && !Array.isArray(value) && isPlain(value)) return Object.entries(value);
  const name = path.length === 0 ? "the file" : path.join(".");
  throw fault(path, `${name} must be a map of keys and values`, ["write KEY: VALUE, one a line"]);
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
