import { defineCommand, one, operand, toggle } from "../../cli/command.ts";
import type { Context } from "../../cli/context.ts";
import { choice, text } from "../../cli/values.ts";
import { systemNames, systems } from "../../config/systems.ts";
import { contextless } from "../../credentials/sources.ts";
import { defined } from "../../defined.ts";
import { Fault, usage } from "../../errors.ts";
import { Secret } from "../../secret.ts";
import { readStdin } from "../../terminal/read-stdin.ts";

export default defineCommand({
  summary: "Sign in and keep the credential",
  details:
    "The password (or, with --with-token, the token) comes from a prompt or from stdin, never from the command line. It is tried, " +
    "and kept in the keyring where one answers, else in credentials.yaml.",
  examples: [
    "rptctl auth login scope --username admin",
    "pass show seer | rptctl auth login registries --username ops",
    "rptctl auth login pipeline --with-token < token.txt",
  ],
  effect: "local",
  operands: { system: operand(choice("SYSTEM", systemNames), "what to sign in to") },
  flags: {
    username: one(text("USER"), "the user name (default: the context's)"),
    "with-token": toggle("give a token instead of a password"),
  },
  async run(context, { operands: { system }, flags }) {
    const { session, settings } = await context.connect(system);
    const username = flags.username ?? settings.text("username");
    const byToken = flags["with-token"] || systems[system].signIn === "token";
    if (byToken && flags.username !== undefined)
      throw usage("--username and --with-token exclude each other");
    const what = byToken ? "Token" : username === undefined ? "Password" : `Password of ${username}`;
    const given = await readSecret(context, `${what} for ${systems[system].title}: `);
    if (given === "")
      throw usage(
        `no ${byToken ? "token" : "password"} was given`,
        "type it at the prompt, or send it to stdin",
      );
    const secret = new Secret(given);
    const credential = {
      ...defined({ username }),
      ...(byToken ? { token: secret } : { password: secret }),
    };
    const tried = await context.connect(system, {
      ...credential,
      secrets: {},
      origin: "auth login",
      fromEnvironment: true,
    });
    const { user, url } = await tried.session.signIn();
    const who = `${url}${user === undefined ? "" : ` as ${user}`}`;
    if (context.dryRun) {
      context.note(`Signed in to ${who}; would keep the ${byToken ? "token" : "password"}.`);
      return { kind: "text", text: "" };
    }
    await session.signOut().catch((error: unknown) => {
      if (!(error instanceof Fault)) throw error;
    });
    const name = context.contextName ?? contextless;
    const { keep } = await import("../../credentials/keep.ts");
    const kept = await keep(await context.store(), name, settings, credential);
    context.note(`Signed in to ${who}; kept in ${kept}.`);
    return { kind: "text", text: "" };
  },
});

/** What is typed at a prompt, not shown, or what stdin holds without its line end; empty where nobody types anything. */
async function readSecret({ world, person }: Context, prompt: string): Promise<string> {
  if (!world.stdin.isTTY) return (await readStdin(world)).replace(/\r?\n$/, "");
  return (await person?.secret(prompt)) ?? "";
}
