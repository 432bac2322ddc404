import { Fault } from "../errors.ts";
import { declaredKey } from "./check.ts";
import type { Config } from "./config.ts";
import type { Value } from "./kinds.ts";
import { settingKeys } from "./settings.ts";

export const settingNames: readonly string[] = Object.keys(settingKeys);

/**
 * What config.yaml says of a setting, else its default. Throws a Fault `usage` for an unknown one, and `not_found` for
 * one that is not set and has no default that a value could say.
 */
export function settingIn(config: Config, name: string): Value {
  const { default: standard, kind } = declaredKey(settingKeys, [], name);
  const value = config.settings[name];
  if (value !== undefined) return value;
  if (standard !== undefined) {
    try {
      return kind.check(kind.ofText(standard));
    } catch {
      // A default in words: "the machine's".
    }
  }
  throw new Fault(
    "not_found",
    `${name} is not set${standard === undefined ? "" : ` (default: ${standard})`}`,
    {
      hints: [`rptctl config set ${name} VALUE`],
    },
  );
}
