import { type Block, code, entries, paragraph, section } from "../blocks.ts";

/** `rptctl help credentials`. */
export function credentialsTopic(): readonly Block[] {
  return [
    section("Signing in"),
    paragraph(
      `"rptctl auth login SYSTEM" asks for what the system wants and keeps it. No secret is ever an argument, where every
      user of the machine could read it: it comes from a question, from stdin, from the environment, from a file or from
      another program.`,
    ),
    code(`
rptctl auth login scope --username admin
pass show seer | rptctl auth login registries --username ops
rptctl auth login pipeline --with-token < token.txt
rptctl auth status
`),
    section("Where a secret is looked for"),
    paragraph("In this order; the first that says something counts:"),
    entries([
      ["RPTCTL_<SYSTEM>_TOKEN", "and _PASSWORD: the secret itself, for the jobs of CI"],
      ["RPTCTL_<SYSTEM>_TOKEN_FILE", "and _PASSWORD_FILE: a file that holds it"],
      ["$CREDENTIALS_DIRECTORY", "a file of the variable's name in it: systemd's LoadCredential"],
      ["token-command", "of the context: a program that prints it, such as a vault's client"],
      ["what auth login kept", "the keyring of the operating system, else credentials.yaml"],
    ]),
    section("Where it is kept"),
    paragraph(
      `Where no keyring answers, or RPTCTL_KEYRING is off, in credentials.yaml beside config.yaml: mode 0600 in a directory
      that is its owner's alone, and refused where others can read it. Tokens that a system gave are kept beside it until
      they expire, so that not every call signs in. With a URL and a secret in the environment no file is written at all.`,
    ),
    paragraph(
      `"rptctl auth logout" ends the session at the system and forgets the secret. No log, trace or error shows one: they
      are masked as ***.`,
    ),
  ];
}
