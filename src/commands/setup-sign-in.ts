import type { Context } from "../cli/context.ts";
import { configAfter } from "../config/edit.ts";
import type { SystemSettings } from "../config/system.ts";
import { type SystemName, systems } from "../config/systems.ts";
import type { StoredCredential } from "../credentials/store.ts";
import { defined } from "../defined.ts";
import { Fault, usage } from "../errors.ts";
import { Secret } from "../secret.ts";
import { examine } from "../systems/examine.ts";
import { findingsOf } from "../systems/findings.ts";
import type { Connected } from "../systems/system.ts";
import type { Person } from "../terminal/person.ts";
import type { TypedValues } from "./setup-questions.ts";
import type { Answers } from "./setup-sandbox.ts";

/** What was signed in with, and is worth keeping. */
export interface Proven {
  readonly settings: SystemSettings;
  /** Undefined where the secret is not ours to keep: clouds.yaml has it. */
  readonly credential: StoredCredential | undefined;
}

/** How often a secret may be mistyped: most servers lock the account after a few. */
const tries = 3;

/** Signs in with what is not written yet, asking for the secret, and says what `doctor` would. @throws the last fault. */
export async function prove(
  context: Context,
  person: Person,
  subject: { system: SystemName; name: string; values: TypedValues; sandbox: Answers | undefined },
): Promise<Proven> {
  const { system, name, values, sandbox } = subject;
  const config = await configAfter(context.world, (edit) => edit.setContextValues(name, values));
  const trial = context.tryOut(config, name, system);
  const saysAll = systems[system].setup.find((question) => question.saysAll)?.key;
  if (values.some(([path]) => path === `${system}.${saysAll}`)) {
    const connected = { session: await trial.session(system), settings: await trial.settings(system) };
    await signIn(context, person, trial, connected);
    return { settings: connected.settings, credential: undefined };
  }
  const byToken = systems[system].signIn === "token";
  const username = (await trial.settings(system)).text("username");
  const what = byToken ? "Token" : `Password of ${username}`;
  const known = sandbox?.(byToken ? "token" : "password");
  for (let left = tries; ; left -= 1) {
    const typed = await person.secret(`${what}${known === undefined ? "" : " [the sandbox's]"}: `);
    if (typed === undefined) throw usage("setup was left: nothing was written", "rptctl setup begins again");
    const text = typed || known;
    if (text === undefined) continue;
    const secret = new Secret(text);
    const credential = byToken ? { token: secret } : { ...defined({ username }), password: secret };
    try {
      const connected = await trial.connect(system, {
        ...credential,
        secrets: {},
        origin: "setup",
        fromEnvironment: true,
      });
      await signIn(context, person, trial, connected);
      return { settings: connected.settings, credential };
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== "auth" || left <= 1) throw error;
      await person.say([error.message]);
    }
  }
}

/** As doctor does it. @throws the fault of a system that cannot be used like this. */
async function signIn(
  context: Context,
  person: Person,
  trial: Context,
  { session, settings }: Connected,
): Promise<void> {
  const { system } = settings;
  const progress = await context.progress(`Signing in to ${systems[system].title}`);
  try {
    const { now } = context.world;
    const examination = await examine({ session, api: await trial.api(system), url: settings.url, now });
    await progress.end();
    if (examination.fault !== undefined) throw examination.fault;
    const { url, user, problem } = findingsOf(examination, settings.url, now());
    await person.say([
      `Signed in to ${url}${user === null ? "" : ` as ${user}`}.`,
      ...(problem === null ? [] : [problem]),
    ]);
  } finally {
    await progress.end();
  }
}
