import type { Key, Keys } from "./keys.ts";
import { boolean, choice, command, duration, file, integer, language, text, url } from "./kinds.ts";

/** The five systems, by the names they have on the command line and in the configuration. */
export const systemNames = ["rpt", "registries", "pipeline", "inventory", "scope"] as const;

export type SystemName = (typeof systemNames)[number];

/** A question that `rptctl setup` asks, about one key. */
export interface SetupQuestion {
  readonly key: string;
  /** What Enter alone answers. */
  readonly initial?: string;
  /** It may stay empty, and where it is answered nothing else is asked: it says all. */
  readonly saysAll?: true;
}

/** What can be configured of one system. */
export interface SystemDeclaration {
  readonly title: string;
  /** Everything that a context may hold for it, and `RPTCTL_<SYSTEM>_<KEY>` in the environment. */
  readonly keys: Keys;
  /** Keys that say which server is spoken to: secrets kept for one place are never used for another. */
  readonly places: readonly string[];
  /** Variables of other programs that say where it is, and are minded too. */
  readonly variables?: readonly string[];
  /** `discovered`: the base URL may be absent, because the system's sign-in finds it. */
  readonly url: "required" | "discovered";
  /** How one signs in: by a token made elsewhere alone, or also by user name and password. */
  readonly signIn: "token" | "password";
  /** What a newcomer is asked, in this order; the rest has defaults. */
  readonly setup: readonly SetupQuestion[];
  /** A command that shows something of it at once. */
  readonly first: string;
  /** Secrets beside token and password, each from `RPTCTL_<SYSTEM>_<NAME>` and its relatives. */
  readonly secrets: readonly string[];
}

const common: Keys = {
  url: { kind: url, summary: "base URL" },
  username: { kind: text, summary: "user name to sign in with" },
  "token-command": {
    kind: command,
    summary: "program and arguments that print a token, run without a shell each time one is needed",
  },
  "ca-file": { kind: file, summary: "trust the certificates in this file (PEM), and no others" },
  cert: { kind: file, summary: "client certificate (PEM)" },
  key: { kind: file, summary: "the client certificate's key (PEM)" },
  insecure: {
    kind: boolean,
    summary: "do not check the server's certificate; warns each time",
    default: "false",
  },
  lang: { kind: language, summary: "language of the server's texts" },
  timeout: { kind: duration, summary: "how long one request may take" },
  retries: { kind: integer(0, 100), summary: "extra tries where they are safe" },
};

const said = (summary: string): Key => ({ kind: text, summary });

export const systems: Readonly<Record<SystemName, SystemDeclaration>> = {
  rpt: {
    title: "Identity Manager Reporting",
    places: ["url", "auth-url"],
    url: "required",
    signIn: "password",
    setup: [{ key: "url" }, { key: "username" }],
    first: "rptctl defs list",
    secrets: ["client-secret"],
    keys: {
      ...common,
      auth: {
        kind: choice("x-opaque", "osp", "bearer"),
        summary:
          "how to sign in: a token of the reporting server, OAuth2 single sign-on, or a token of yours",
        default: "x-opaque",
      },
      "auth-url": { kind: url, summary: "where tokens come from", default: "what the server names" },
      "client-id": said("OAuth2 client, for auth: osp"),
      "definition-path": {
        kind: choice("auto", "singular", "plural"),
        summary: "spelling of the paths under /rpt/definition(s)",
        default: "auto: as documented, the other one on a 404",
      },
      "import-part": { ...said("name of the multipart part that holds an imported file"), default: "file" },
    },
  },
  registries: {
    title: "Seer Box report registries",
    places: ["url"],
    url: "required",
    signIn: "password",
    setup: [{ key: "url" }, { key: "username" }],
    first: "rptctl registries list",
    secrets: [],
    keys: {
      ...common,
      "page-base": { kind: choice("auto", "0", "1"), summary: "number of the first page", default: "auto" },
      "array-style": {
        kind: choice("repeat", "brackets", "comma"),
        summary: "how several values of one query parameter are written",
        default: "brackets",
      },
      "expired-status": {
        kind: choice("auto", "401", "403"),
        summary: "the status that an expired token is answered with",
        default: "auto: 401, and 403 once",
      },
    },
  },
  pipeline: {
    title: "Opsera pipelines",
    places: ["url"],
    url: "required",
    signIn: "token",
    setup: [{ key: "url" }],
    first: "rptctl pipeline list",
    secrets: [],
    keys: common,
  },
  inventory: {
    title: "Shinken Enterprise inventory",
    places: ["url"],
    url: "required",
    signIn: "token",
    setup: [{ key: "url" }],
    first: "rptctl inventory list",
    secrets: [],
    keys: {
      ...common,
      "trailing-slash": {
        kind: choice("auto", "always", "never"),
        summary: "whether the route ends in a slash",
        default: "auto: without, with one on a 404",
      },
      "sort-ascending": { ...said("the server's word for ascending order"), default: "asc" },
      "sort-descending": { ...said("the server's word for descending order"), default: "desc" },
    },
  },
  scope: {
    title: "CloudKitty scope state",
    places: ["url", "auth-url", "cloud"],
    variables: ["OS_CLOUD", "OS_AUTH_URL", "OS_RATING_ENDPOINT_OVERRIDE"],
    url: "discovered",
    signIn: "password",
    setup: [
      { key: "cloud", saysAll: true },
      { key: "auth-url" },
      { key: "username" },
      { key: "user-domain-name", initial: "Default" },
      { key: "project-name" },
      { key: "project-domain-name", initial: "Default" },
    ],
    first: "rptctl scope list",
    secrets: ["application-credential-secret"],
    keys: {
      ...common,
      url: { kind: url, summary: "base URL of the rating API", default: "the catalog's rating endpoint" },
      cloud: said("name of a cloud in clouds.yaml"),
      "auth-url": { kind: url, summary: "Keystone's URL" },
      "auth-type": {
        kind: choice(
          "password",
          "token",
          "application-credential",
          "v3password",
          "v3token",
          "v3applicationcredential",
          "admin_token",
          "none",
        ),
        summary: "how to sign in to Keystone, by short or plug-in name; none for an API without Keystone",
        default: "by what is set",
      },
      "user-id": said("id of the user, instead of username"),
      "user-domain-name": said("domain of the user"),
      "user-domain-id": said("domain of the user, by id"),
      "project-name": said("project to work in"),
      "project-id": said("project to work in, by id"),
      "project-domain-name": said("domain of the project"),
      "project-domain-id": said("domain of the project, by id"),
      "domain-name": said("domain to work in, instead of a project"),
      "domain-id": said("domain to work in, by id"),
      "system-scope": { kind: choice("all"), summary: "work on the whole deployment, instead of a project" },
      "trust-id": said("trust to work by, instead of a project"),
      "application-credential-id": said("application credential to sign in with"),
      "application-credential-name": said("the same by name, beside username"),
      region: said("region of the catalog's endpoint"),
      interface: {
        kind: choice("public", "internal", "admin"),
        summary: "interface of the catalog's endpoint",
        default: "public",
      },
    },
  },
};

/** True for one of the five names. */
export function isSystem(name: string): name is SystemName {
  return (systemNames as readonly string[]).includes(name);
}

/** The variable of a system's key or secret: `RPTCTL_SCOPE_AUTH_URL`. */
export function environmentName(system: SystemName, key: string): string {
  return `RPTCTL_${system}_${key}`.toUpperCase().replaceAll("-", "_");
}
