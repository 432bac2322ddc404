import { Fault, usage } from "../errors.ts";
import { meant } from "../nearest.ts";
import type { World } from "../world.ts";
import type { Config, ContextConfig } from "./config.ts";

/** Names that a shell, a file name and a URL all take as they are. */
export const contextName = /^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$/;

/** The context that a command works in. */
export interface ResolvedContext {
  /** Undefined where none is chosen: the environment alone then says what there is to say. */
  readonly name: string | undefined;
  /** What chose it. */
  readonly origin: "--context" | "RPTCTL_CONTEXT" | "current-context" | undefined;
  /** Named on the command line. */
  readonly explicit: boolean;
  readonly protected: boolean;
  readonly config: ContextConfig | undefined;
}

/** Flag, then environment, then current-context. Throws a Fault `config` for a name that is not there. */
export function resolveContext(
  config: Config,
  world: Pick<World, "env">,
  flags: { readonly context?: string | undefined },
): ResolvedContext {
  const chosen = (
    [
      ["--context", flags.context],
      ["RPTCTL_CONTEXT", world.env.RPTCTL_CONTEXT],
      ["current-context", config.currentContext],
    ] as const
  ).find(([, name]) => name !== undefined && name !== "");
  if (chosen === undefined) {
    return { name: undefined, origin: undefined, explicit: false, protected: false, config: undefined };
  }
  const [origin, name] = chosen as [NonNullable<ResolvedContext["origin"]>, string];
  if (!Object.hasOwn(config.contexts, name)) {
    const said = origin === "current-context" ? `current-context in ${config.path}` : origin;
    throw noSuchContext(name, Object.keys(config.contexts), said);
  }
  const found = config.contexts[name]!;
  return { name, origin, explicit: origin === "--context", protected: found.protected, config: found };
}

/** No context of that name: says who named it, which there are, and which was perhaps meant. */
export function noSuchContext(name: string, known: readonly string[], said?: string): Fault {
  const there =
    known.length === 0
      ? `make one: rptctl context set ${contextName.test(name) ? name : "NAME"} SYSTEM.url=https://HOST`
      : `there are: ${known.join(", ")}`;
  const message = `no context ${JSON.stringify(name)}${said === undefined ? "" : ` (named by ${said})`}`;
  return new Fault("config", message, { hints: [...meant(name, known), there] });
}

/**
 * The fault of a write in a protected context that the command line does not name; undefined where the write may go
 * ahead, also because the environment sends this system's requests to another server than the context's.
 */
export function refuseWrite(
  context: ResolvedContext,
  settings?: { readonly redirected: "no" | "sign-in" | "system" },
): Fault | undefined {
  if (!context.protected || context.explicit || settings?.redirected === "system") return undefined;
  return usage(
    `context ${context.name} is protected, and it was chosen by ${context.origin}: to change anything there, name it on the command line`,
    `add --context ${context.name}`,
  );
}
