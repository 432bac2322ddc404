import type { SystemSettings } from "../config/system.ts";
import { environmentName, type SystemName, systemNames, systems } from "../config/systems.ts";
import { defined } from "../defined.ts";
import { Fault } from "../errors.ts";
import { Secret } from "../secret.ts";
import type { World } from "../world.ts";
import { asToken, secretFromEnvironment } from "./environment.ts";
import type { CredentialStore, StoredCredential } from "./store.ts";

/** What there is to sign in with. */
export interface Credential {
  readonly token?: Secret;
  readonly username?: string;
  readonly password?: Secret;
  /** The system's further secrets by their declared names: `client-secret`, ... */
  readonly secrets: Readonly<Record<string, Secret>>;
  /** What gave it: `RPTCTL_SCOPE_PASSWORD`, `token-command`, `auth login`. */
  readonly origin: string;
  /** Given for this call alone: no session is kept on disk. */
  readonly fromEnvironment: boolean;
}

/** The name that secrets are stored under where no context is in use. */
export const contextless = "default";

/**
 * The credential of a system: from the environment and its files, else the context's `token-command`, else what
 * `auth login` stored; undefined where there is none. What belongs to the context is left alone where the environment
 * points elsewhere than the context. Throws a Fault `config` for a source that is broken, `auth` for one that refuses.
 */
export async function findCredential(
  system: SystemName,
  world: Pick<World, "env" | "cwd" | "home" | "signal">,
  settings: SystemSettings,
  store: Pick<CredentialStore, "get">,
): Promise<Credential | undefined> {
  const named = defined({ username: settings.text("username") });
  const find = (name: string) => secretFromEnvironment(world, environmentName(system, name));
  const token = await find("token");
  const password = await find("password");
  const further: { name: string; secret: Secret; origin: string }[] = [];
  for (const name of systems[system].secrets) {
    const found = await find(name);
    if (found !== undefined) further.push({ name, ...found });
  }
  const secrets = Object.fromEntries(further.map(({ name, secret }) => [name, secret]));
  if (token !== undefined) asToken(token.secret, token.origin);
  const first = token ?? password;
  if (first !== undefined) {
    const both = defined({ token: token?.secret, password: password?.secret });
    return { ...named, ...both, secrets, origin: first.origin, fromEnvironment: true };
  }
  if (settings.redirected === "no" || settings.said["token-command"]?.origin.startsWith("RPTCTL_")) {
    const command = settings.words("token-command");
    if (command !== undefined) {
      const { tokenFromCommand } = await import("./token-command.ts");
      const made = await tokenFromCommand(command, withoutOthers(system, world), {
        system,
        ...defined({ timeout: settings.milliseconds("timeout") }),
      });
      return { ...named, token: made, secrets, origin: "token-command", fromEnvironment: false };
    }
  }
  const stored =
    settings.redirected === "no" ? await store.get(settings.context ?? contextless, system) : undefined;
  if (stored !== undefined) return ofStored(stored, settings, secrets);
  if (further[0] === undefined) return undefined;
  return { ...named, secrets, origin: further[0].origin, fromEnvironment: true };
}

/** A program that makes one system's token is told no secret of the others. */
function withoutOthers<W extends Pick<World, "env">>(system: SystemName, world: W): W {
  const secrets = systemNames
    .filter((name) => name !== system)
    .flatMap((name) =>
      ["token", "password", ...systems[name].secrets].map((key) => environmentName(name, key)),
    );
  const env = Object.fromEntries(Object.entries(world.env).filter(([name]) => !secrets.includes(name)));
  return { ...world, env };
}

/**
 * What a stored credential is bound to: the places that the system is reached at and signed in to. `auth login` keeps it
 * with the secret, so that a changed URL never sends an old password to a new server.
 */
export function boundTo(settings: SystemSettings): string {
  return systems[settings.system].places
    .flatMap((key) => {
      const value = settings.text(key);
      return value === undefined ? [] : [`${key}=${URL.canParse(value) ? new URL(value).origin : value}`];
    })
    .join(" ");
}

function ofStored(
  stored: StoredCredential,
  settings: SystemSettings,
  secrets: Readonly<Record<string, Secret>>,
): Credential | undefined {
  const { system } = settings;
  const bound = stored.extra?.[boundKey];
  if (bound !== undefined && bound !== boundTo(settings)) {
    throw new Fault("auth", `the stored sign-in belongs to ${bound}, and this goes to ${boundTo(settings)}`, {
      system,
      hints: [login(settings)],
    });
  }
  const username = settings.text("username");
  // The password of one user is no use to another, and a wrong try may lock the account.
  if (username !== undefined && stored.username !== undefined && username !== stored.username) {
    throw new Fault("auth", `the stored sign-in is ${stored.username}'s, and username is ${username}`, {
      system,
      hints: [login(settings)],
    });
  }
  const further = systems[system].secrets.flatMap((key) => {
    const text = stored.extra?.[key];
    return text === undefined ? [] : [[key, new Secret(text)]];
  });
  return {
    ...defined({ username: stored.username ?? username, token: stored.token, password: stored.password }),
    secrets: {
      ...Object.fromEntries(further),
      ...defined({ "client-secret": stored.clientSecret }),
      ...secrets,
    },
    origin: "auth login",
    fromEnvironment: false,
  };
}

/** Where `auth login` keeps, among the extras, what the credential is bound to. */
export const boundKey = "bound-to";

/** The fault of a system that there is nothing to sign in to with, with the commands that help. */
export function missingCredential(system: SystemName, settings: SystemSettings): Fault {
  const variable = (name: string): string => environmentName(system, name);
  const elsewhere =
    settings.redirected === "no"
      ? ""
      : `: the environment points elsewhere than context ${settings.context}, whose sign-in is not used there`;
  const byPassword =
    systems[system].signIn === "password"
      ? [`export ${variable("username")}=USER ${variable("password")}_FILE=FILE`]
      : [];
  return new Fault("auth", `not signed in to ${systems[system].title}${elsewhere}`, {
    system,
    hints: [
      ...(settings.redirected === "no" ? [login(settings)] : []),
      ...byPassword,
      `export ${variable("token")}_FILE=FILE   (a file that holds a token)`,
    ],
  });
}

function login({ system, context }: SystemSettings): string {
  const how = systems[system].signIn === "token" ? " --with-token" : "";
  return `rptctl auth login ${system}${how}${context === undefined ? "" : ` --context ${context}`}`;
}
