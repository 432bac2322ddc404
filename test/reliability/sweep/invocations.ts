import { seedScopes } from "../../../src/sandbox/rating/seed.ts";
import { uuid } from "../../../src/sandbox/registries/cast.ts";
import { idOf, uuidOf } from "../../../src/sandbox/rpt/cast.ts";
import { rpzOf } from "../../../src/sandbox/rpt/rpz.ts";
import { guidOf, seedDefinitions } from "../../../src/sandbox/rpt/seed/definitions.ts";
import { entitlements, people, resources, roles, teams } from "../../../src/sandbox/rpt/seed/directory.ts";

/** A line to run the command by, with what it needs to find. */
export interface Invocation {
  /** What follows the command's own words. */
  readonly words: readonly string[];
  /** Files in the current directory. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** The config.yaml, by the variables that point at the sandbox. */
  readonly config?: (environment: Readonly<Record<string, string>>) => string;
  /** Nothing in the environment points at the sandbox. */
  readonly bare?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  /** Whole lines that were run before, with no fault. */
  readonly before?: readonly (readonly string[])[];
}

const line = (...words: readonly string[]): Invocation => ({ words });

const report = (index: number) => uuidOf("report", String(index));
const schedule = (name: string) => uuidOf("schedule", name);
const registry = (name: string, age: number) => uuid(`registry ${name} ${age}`);
const blank = "5fd56d90979ee048ee660624";
const jenkins = "5fc7a12ebed9dd3a622f5d22";
const scope = seedScopes(24, 0)[1]!.identifier;
const otherScope = seedScopes(24, 0)[2]!.identifier;

const roleReport = seedDefinitions().find(({ name }) => name === "roleReport")!;
const rpz = {
  ...roleReport,
  GUID: idOf("definition", "of a file"),
  name: "fromFile",
  texts: { en: { DisplayName: "From a file", Description: "" } },
};
const weekly = schedule("Identity Report – weekly");

/** A context that one is signed in at by hand. */
const context = (environment: Readonly<Record<string, string>>) => `current-context: lab
contexts:
  lab:
    rpt: { url: ${environment.RPTCTL_RPT_URL}, username: uaadmin }
    registries: { url: ${environment.RPTCTL_REGISTRIES_URL}, username: ops }
    pipeline: { url: ${environment.RPTCTL_PIPELINE_URL} }
    inventory: { url: ${environment.RPTCTL_INVENTORY_URL} }
    scope: { auth-url: ${environment.RPTCTL_SCOPE_AUTH_URL}, username: admin, project-name: admin, user-domain-name: Default, project-domain-name: Default, region: RegionOne }
`;

const signedIn = (system: string, password: string) => ({
  bare: true,
  config: context,
  stdin: `${password}\n`,
  before: [
    ["auth", "login", system],
    ["auth", "status", system],
  ],
});

/** Signed in by hand, by an earlier command. */
const keptSession = (system: string, password: string): Invocation => ({
  words: [],
  ...signedIn(system, password),
});

/** By the command's words: the lines that it is tried by, or why it is not. A new command has to find a place here. */
export const invocations: Readonly<Record<string, readonly Invocation[] | string>> = {
  "rpt defs list": [line(), line("--name", "role", "--tag", "roles"), keptSession("rpt", "uaadminpw")],
  "rpt defs get": [line("Role Report"), line(guidOf("roleReport"))],
  "rpt defs copy": [line("Role Report")],
  "rpt defs update": [line("Role Report", "--name", "Roles")],
  "rpt defs delete": [line("Role Report", "-y"), line(guidOf("roleReport"), guidOf("userStatus"), "-y")],
  "rpt defs export": [line("Role Report"), line("Role Report", "User Status Changes", "--dir", "out")],
  "rpt defs import": [{ words: ["one.rpz"], files: { "one.rpz": rpzOf(rpz) } }],
  "rpt defs import-status": [line("nightly")],
  "rpt defs import-cancel": [line("nightly")],
  "rpt defs params": [line("Role Report"), line("User Status Changes", "sample", "--with", "search_name=a%")],
  "rpt sched list": [line(), line("--def", "Identity Report")],
  "rpt sched get": [line(weekly), line(weekly, "--def", "Identity Report")],
  "rpt sched create": [line("--def", "Role Report", "--start", "2026-12-01T06:00")],
  "rpt sched update": [line(weekly, "--def", "Identity Report", "--every", "2weeks")],
  "rpt sched shift": [line(weekly, "--def", "Identity Report", "--run", "2026-11-23T06:00Z", "--by", "2h")],
  "rpt sched skip": [line(weekly, "--def", "Identity Report", "--run", "2026-11-23T06:00Z")],
  "rpt sched delete": [line(weekly, "--def", "Identity Report", "-y")],
  "rpt reports list": [line(), line("--state", "success", "--limit", "3")],
  "rpt reports get": [line(report(0))],
  "rpt reports wait": [line(report(0))],
  "rpt reports download": [
    line(report(0)),
    line(report(0), report(2), "--dir", "out"),
    line(report(0), "-O", "-"),
  ],
  "rpt reports delete": [line(report(0), "-y"), line(report(0), report(2), "-y")],
  "rpt run": [
    line("Identity Report"),
    line("Identity Report", "--run-key", "nightly"),
    line("Identity Report", "--download", "out", "--run-key", "nightly"),
  ],
  "rpt calendar": [line("--next", "3")],
  "rpt users list": [line()],
  "rpt users get": [line(people[0]!.id)],
  "rpt roles list": [line()],
  "rpt roles get": [line(roles[0]!.id)],
  "rpt resources list": [line()],
  "rpt resources get": [line(resources[0]!.id)],
  "rpt entitlements list": [line()],
  "rpt entitlements get": [line(entitlements[0]!.id)],
  "rpt teams list": [line()],
  "rpt teams get": [line(teams[0]!.id)],
  "rpt collectors list": [line()],
  "rpt collectors config": [line("idvault")],
  "rpt conf get": [line()],
  "rpt conf set": [line("SmtpHost=mail.example.com")],
  "rpt locales": [line(), line("--default")],
  "rpt whoami": [line()],
  "rpt buildinfo": [line()],
  "registries list": [line(), line("--page-size", "20"), keptSession("registries", "opspw")],
  "registries get": [line(registry("shop", 1))],
  "registries delete": [
    line(registry("shop", 1), "-y"),
    line(registry("shop", 1), registry("shop", 2), "-y"),
  ],
  "registries wait": [line(registry("shop", 0), "--interval", "1m")],
  "pipeline list": [line()],
  "pipeline get": [line(blank)],
  "pipeline run": [line(blank), line(blank, "--wait")],
  "pipeline status": [line(blank)],
  "pipeline logs": [line(blank)],
  "pipeline stop": [{ ...line(blank), before: [["pipeline", "run", blank]] }],
  "pipeline reset": [line(blank, "-y")],
  "pipeline tools list": [line()],
  "pipeline tools get": [line(jenkins)],
  "pipeline tools update": [line(jenkins, "--set", "name=Changed")],
  "pipeline audit actions": [line()],
  "pipeline audit tokens": [line("--count", "5")],
  "inventory list": [line(), line("--tree"), line("--stats"), line("-o", "ansible")],
  "scope list": [line(), line("--page-size", "10"), keptSession("scope", "adminpw")],
  "scope get": [line(scope)],
  "scope create": [line("5f4d", "--key", "project_id", "--collector", "gnocchi", "--fetcher", "keystone")],
  "scope update": [line(scope, "--collector", "prometheus")],
  "scope enable": [line(scope)],
  "scope disable": [line(scope)],
  "scope reset": [
    line(scope, "--to", "2026-11-01", "-y"),
    line(scope, otherScope, "--to", "2026-11-01", "-y"),
  ],
  "context list": [line()],
  "context use": [{ ...line("lab"), config: context }],
  "context show": [{ ...line("lab"), config: context }],
  "context set": [line("lab", "pipeline.url=https://example.com")],
  "context rename": [{ ...line("lab", "other"), config: context }],
  "context delete": [{ ...line("lab", "-y"), config: context }],
  "config list": [line()],
  "config get": [line("output")],
  "config set": [line("output", "json")],
  "config unset": [line("output")],
  "config path": [line()],
  "auth login": [
    { ...line("rpt"), bare: true, config: context, stdin: "uaadminpw\n" },
    { ...line("registries"), bare: true, config: context, stdin: "opspw\n" },
    { ...line("scope"), bare: true, config: context, stdin: "adminpw\n" },
    { ...line("inventory", "--with-token"), bare: true, config: context, stdin: "shinken-sandbox-token\n" },
  ],
  "auth logout": [
    { ...line("rpt"), ...signedIn("rpt", "uaadminpw") },
    { ...line("registries"), ...signedIn("registries", "opspw") },
    { ...line("scope"), ...signedIn("scope", "adminpw") },
  ],
  "auth status": [line(), line("scope"), line("pipeline")],
  "auth token": [line("rpt"), line("registries"), line("scope"), line("pipeline")],
  api: [
    line("scope", "/v2/scope", "-F", "limit=5"),
    line("scope", "/v2/scope", "--paginate"),
    line("registries", "/api/v1/reports/registries?paginate=true&page=0&page_size=5"),
    line("pipeline", "POST", "/api/v1/pipeline/run", "-F", `pipelineId=${blank}`),
    line("rpt", "/rpt/buildinfo", "-i"),
  ],
  status: [line()],
  "check report": [line("--name", "Role Report")],
  "check schedule-missed": [line()],
  "check pipeline": [line(blank)],
  "check scope-lag": [line()],
  "check registries": [line()],
  doctor: [line(), line("scope")],
  "sandbox start": "it starts a process; what that one says comes over no network",
  "sandbox stop": "it waits until a process is gone that has to stay: the one that tests",
  "sandbox status": [line()],
  "sandbox reset": [line("-y")],
  "sandbox exec": "it runs a program of the user's, which may ask for anything",
  "sandbox advance": [line("1h")],
  "sandbox fault": [line("GET /", "--status", "503")],
  "sandbox serve": "it is a server, and asks nobody",
  setup: "it asks a person at a terminal; what it asks of servers is what auth login asks",
  completion: [line("bash")],
  help: [line()],
  version: [line()],
};
