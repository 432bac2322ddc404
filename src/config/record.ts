import type { Config } from "./config.ts";
import { noSuchContext } from "./context.ts";

/** A context as `context show` gives it: its name, whether it is the current one, and all that config.yaml says of it. */
export function contextRecord(config: Config, name: string): Record<string, unknown> {
  if (!Object.hasOwn(config.contexts, name)) throw noSuchContext(name, Object.keys(config.contexts));
  const { protected: isProtected, settings, systems } = config.contexts[name]!;
  return {
    name,
    current: config.currentContext === name,
    protected: isProtected,
    ...settings,
    ...systems,
  };
}
