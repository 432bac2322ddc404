import { join, resolve } from "node:path";
import { Fault } from "../errors.ts";
import { readGiven } from "../files/read-given.ts";
import { Secret } from "../secret.ts";
import type { World } from "../world.ts";

/** A secret and what gave it: `RPTCTL_SCOPE_PASSWORD`, `RPTCTL_SCOPE_PASSWORD_FILE`, ... */
export interface FoundSecret {
  readonly secret: Secret;
  readonly origin: string;
}

type Surroundings = Pick<World, "env" | "cwd" | "signal">;

/** Bytes: far more than any secret, far less than a wrong file could hold. */
const mostSecret = 65_536;

/**
 * The secret of a variable: its own text, else that of the file which `VARIABLE_FILE` names, else that of the file
 * named like the variable in `$CREDENTIALS_DIRECTORY` (systemd's manner). What is empty counts as unset. Throws a Fault
 * `config` that names the variable, for both at once and for a file that cannot be read or holds no single line, and the
 * signal's reason when aborted.
 */
export async function secretFromEnvironment(
  world: Surroundings,
  variable: string,
): Promise<FoundSecret | undefined> {
  const text = world.env[variable];
  const named = world.env[`${variable}_FILE`];
  if (text && named) {
    throw new Fault("config", `both ${variable} and ${variable}_FILE are set`, {
      hints: [`unset ${variable}`, `unset ${variable}_FILE`],
    });
  }
  if (text) return { secret: oneLine(text, variable), origin: variable };
  if (named) return fromNamedFile(world, `${variable}_FILE`, named);
  return fromCredentialsDirectory(world, variable);
}

async function fromNamedFile(world: Surroundings, variable: string, named: string): Promise<FoundSecret> {
  const path = resolve(world.cwd, named);
  const directory = world.env.CREDENTIALS_DIRECTORY;
  // A unit knows its credentials by name only: their directory is made anew at each start.
  const other = directory && !named.includes("/") ? join(directory, named) : undefined;
  const contents =
    (await read(world, path, variable)) ??
    (other === undefined ? undefined : await read(world, other, variable));
  if (contents === undefined) {
    throw new Fault("config", `${variable} names ${path}, and there is no such file`, {
      hints: [`correct it, or unset ${variable}`],
    });
  }
  return { secret: ofFile(contents, `${variable} (${path})`), origin: variable };
}

async function fromCredentialsDirectory(
  world: Surroundings,
  variable: string,
): Promise<FoundSecret | undefined> {
  const { env, cwd } = world;
  if (!env.CREDENTIALS_DIRECTORY) return undefined;
  const path = join(resolve(cwd, env.CREDENTIALS_DIRECTORY), variable);
  const contents = await read(world, path, "CREDENTIALS_DIRECTORY");
  if (contents === undefined) return undefined;
  return { secret: ofFile(contents, path), origin: `CREDENTIALS_DIRECTORY/${variable}` };
}

async function read({ signal }: Surroundings, path: string, variable: string): Promise<string | undefined> {
  try {
    return await readGiven(path, signal, mostSecret);
  } catch (error) {
    throw error instanceof Fault && !error.isInterruption ? error.of(variable) : error;
  }
}

function ofFile(contents: string, where: string): Secret {
  const text = contents.replace(/\r?\n$/, "");
  if (text === "")
    throw new Fault("config", `${where} is empty`, { hints: ["put the secret on its first line"] });
  return oneLine(text, where);
}

/** A line break inside would end an HTTP header, and is never part of a secret on purpose. */
export function oneLine(text: string, where: string): Secret {
  if (!/[\u0000-\u001f\u007f]/.test(text)) return new Secret(text);
  throw new Fault("config", `${where} holds more than one line, or control characters`, {
    hints: ["a secret is one line of text"],
  });
}

/** Whether a text can be sent in a header as it is: one word of visible ASCII. */
export function isToken(text: string): boolean {
  return /^[\u0021-\u007e]+$/.test(text);
}

/** The same as `oneLine`, of a secret that is sent in a header as it is. */
export function asToken(secret: Secret, where: string): Secret {
  if (isToken(secret.reveal())) return secret;
  throw new Fault("config", `${where} holds no token: a space or a letter beyond ASCII is in it`, {
    hints: ["a token is one word of letters, digits and signs"],
  });
}
