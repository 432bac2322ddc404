import type { Entry } from "../../cli/layout.ts";
import type { Key, Keys } from "../../config/keys.ts";
import { settingKeys } from "../../config/settings.ts";
import { environmentName, type SystemName, systemNames, systems } from "../../config/systems.ts";
import { openstackVariables } from "../../systems/scope/cloud-environment.ts";
import { type Block, entries, paragraph, section } from "../blocks.ts";

/** `rptctl help environment`: every variable that the program reads. */
export function environmentTopic(): readonly Block[] {
  return [
    section("Environment"),
    paragraph(
      `What holds is said by, in this order: a flag, the environment, the context, config.yaml, the default. A variable
      that is empty counts as unset.`,
    ),
    section("The program"),
    entries(own),
    section("Settings for every system"),
    entries(variablesOf(settingKeys, (key) => `RPTCTL_${key.toUpperCase()}`)),
    section("Systems"),
    paragraph(
      `With a URL and a secret here no file is needed, and none is written. Each secret may also be the content of a file
      that VARIABLE_FILE names, or of the file VARIABLE in $CREDENTIALS_DIRECTORY.`,
    ),
    ...systemNames.flatMap(systemSection),
    section("OpenStack"),
    paragraph("For scope, as the openstack client reads them:"),
    paragraph(openstackVariables().join(" ")),
    section("Surroundings"),
    entries(surroundings),
  ];
}

const own: readonly Entry[] = [
  [
    "RPTCTL_CONFIG_DIR",
    "the directory of config.yaml, instead of $XDG_CONFIG_HOME/rptctl or the platform's own place",
  ],
  ["RPTCTL_CONTEXT", "the context in use; --context stands above it"],
  ["RPTCTL_KEYRING", "off: keep secrets in a file and ask no keyring (default auto)"],
  [
    "CREDENTIALS_DIRECTORY",
    "a directory of secrets, one a file, named like the variables (systemd's LoadCredential)",
  ],
];

const surroundings: readonly Entry[] = [
  ["HTTPS_PROXY HTTP_PROXY NO_PROXY", "proxies, in capitals or small letters"],
  ["NODE_EXTRA_CA_CERTS", "certificates to trust beside the usual ones (PEM)"],
  ["NO_COLOR", "no colours"],
  ["FORCE_COLOR CLICOLOR_FORCE", "colours in pipes too"],
  ["CLICOLOR TERM", "0, or dumb: no colours"],
  ["LC_ALL LC_MESSAGES LANG", "language of the servers' texts, where no --lang says it"],
  ["LC_ALL LC_CTYPE LANG", "whether trees are drawn with lines: where it names UTF-8"],
  ["GITHUB_ACTIONS GITLAB_CI", "a failed run is said in the job's own way too"],
  ["GITHUB_STEP_SUMMARY", "the file that a line on a failed run is added to"],
  ["TZ", "zone of times typed without one and of times in tables, where no --timezone says it"],
  ["XDG_CONFIG_HOME XDG_CONFIG_DIRS", "where configuration is looked for, rptctl's and clouds.yaml"],
  ["XDG_STATE_HOME", "where the sandbox keeps its state, rpt run its run keys, and --lock its locks"],
  ["RPTCTL_SANDBOX_STATE", "the state directory of the sandbox to steer, set by sandbox exec"],
  ["XDG_RUNTIME_DIR DBUS_SESSION_BUS_ADDRESS", "where the keyring is looked for"],
  ["HOME APPDATA", "the home directory; where Windows keeps configuration"],
];

function systemSection(name: SystemName): readonly Block[] {
  const { title, keys, secrets, signIn } = systems[name];
  const said = ["token", ...(signIn === "password" ? ["password"] : []), ...secrets];
  const words: Readonly<Record<string, string>> = {
    token: "a token to sign in with",
    password: "the password of username",
  };
  const lines: readonly Entry[] = [
    ...variablesOf(keys, (key) => environmentName(name, key)),
    ...said.map(
      (key) => [environmentName(name, key), `secret: ${words[key] ?? key.replaceAll("-", " ")}`] as const,
    ),
  ];
  return [section(name), paragraph(`${title}.`), entries(lines)];
}

function variablesOf(keys: Keys, name: (key: string) => string): readonly Entry[] {
  return Object.entries(keys).map(([key, declared]) => [name(key), meaning(declared)] as const);
}

function meaning({ summary, kind, default: otherwise }: Key): string {
  const choices = kind.choices === undefined ? "" : `: ${kind.choices.join(", ")}`;
  return `${summary}${choices}${otherwise === undefined ? "" : ` (default ${otherwise})`}`;
}
