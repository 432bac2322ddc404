import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { guid } from "../interrupts/reporting-server.ts";

/** A command that writes, and the file that its failure has to name. */
export interface Writer {
  readonly what: string;
  argv(place: string): readonly string[];
  readonly stdin?: string;
  readonly names: RegExp;
  /** True where it needs so little that some disks that fail have it still. */
  readonly mayPass?: true;
  /** True where nothing may be sent before the file is written. */
  readonly sendsNothing?: true;
  /** What to do after it succeeded, as to stop what it started. */
  readonly afterwards?: (place: string) => readonly string[];
}

const config = /config\.yaml|\/config\b/;
const credentials = /credentials\.yaml|\/config\b/;
const into = /\/into\b/;

export const writers: readonly Writer[] = [
  { what: "config set", argv: () => ["config", "set", "output", "json"], names: config },
  { what: "config unset", argv: () => ["config", "unset", "retries"], names: config },
  { what: "context set", argv: () => ["context", "set", "new", "scope.url=http://x.test"], names: config },
  { what: "context use", argv: () => ["context", "use", "other"], names: config },
  { what: "context rename", argv: () => ["context", "rename", "other", "third"], names: config },
  { what: "context delete", argv: () => ["context", "delete", "other", "-y"], names: config },
  {
    what: "auth login",
    argv: () => ["auth", "login", "pipeline", "--with-token"],
    stdin: "new-token\n",
    names: credentials,
  },
  { what: "auth logout", argv: () => ["auth", "logout", "registries"], names: credentials },
  {
    what: "reports download --dir",
    argv: (at) => ["reports", "download", "one", "--dir", join(at, "into")],
    names: into,
  },
  {
    what: "reports download -O",
    argv: (at) => ["reports", "download", "one", "-O", join(at, "into", "x.pdf")],
    names: into,
  },
  {
    what: "reports download --overwrite",
    argv: (at) => ["reports", "download", "one", "-O", join(at, "into", "old.pdf"), "--overwrite"],
    names: into,
  },
  {
    what: "defs export --dir",
    argv: (at) => ["defs", "export", guid, "--dir", join(at, "into")],
    names: into,
  },
  {
    what: "defs export -O",
    argv: (at) => ["defs", "export", guid, "-O", join(at, "into", "x.rpz")],
    names: into,
  },
  {
    what: "rpt run --run-key",
    argv: () => ["rpt", "run", guid, "--run-key", "nightly"],
    names: /\/state\/rptctl\/runs/,
    sendsNothing: true,
  },
  {
    what: "rpt run --download",
    argv: (at) => ["rpt", "run", guid, "--download", join(at, "into"), "--interval", "50ms"],
    names: into,
  },
  {
    what: "a run under --lock",
    argv: () => ["reports", "list", "--lock", "nightly"],
    names: /\/state\/rptctl/,
    mayPass: true,
  },
  {
    what: "sandbox start",
    argv: (at) => ["sandbox", "start", "--state", join(at, "sandbox")],
    names: /\/sandbox|config\.yaml/,
    afterwards: (at) => ["sandbox", "stop", "--state", join(at, "sandbox")],
  },
  { what: "sandbox exec", argv: () => ["sandbox", "exec", "--", "true"], names: /\/tmp\b/ },
];

/** The files as they are before the disk fails. */
export function prepare(place: string, url: string): void {
  for (const name of ["config", "state", "into", "sandbox", "tmp"])
    mkdirSync(join(place, name), { mode: 0o700 });
  mkdirSync(join(place, "state", "rptctl", "runs"), { recursive: true, mode: 0o700 });
  const servers = `pipeline: {url: "${url}"}, registries: {url: "${url}", username: ops}`;
  writeFileSync(
    join(place, "config", "config.yaml"),
    `# ours\ncurrent-context: prod\nretries: 1\ncontexts:\n  prod: {${servers}}\n  other: {${servers}}\n`,
    { mode: 0o600 },
  );
  const secret = "{kept: file, username: ops, password: canary}";
  writeFileSync(
    join(place, "config", "credentials.yaml"),
    `prod: {registries: ${secret}}\nother: {registries: ${secret}}\n`,
    { mode: 0o600 },
  );
  writeFileSync(join(place, "into", "old.pdf"), "%PDF-1.4 the old one");
}
