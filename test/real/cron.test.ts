import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSandbox } from "../../src/sandbox/server.ts";
import { codeIn } from "../docs/printed-topic.ts";
import { programOnPath } from "../process/on-path.ts";
import { startProgram } from "../process/program.ts";
import { needPackages } from "./packages.ts";
import { runProgram } from "./script.ts";
import { saySkipped } from "./skip.ts";

const noCron = (await needPackages(["cron", "faketime"])) ?? (await unshared());
if (noCron !== undefined) saySkipped("cron", noCron);
const noSystemd = await needPackages(["systemd"]);
if (noSystemd !== undefined) saySkipped("systemd", noSystemd);

/** Why this machine lets nobody have mounts and processes of his own; undefined where it does. */
async function unshared(): Promise<string | undefined> {
  const { code, stderr } = await runProgram("unshare", [
    "--mount",
    "--pid",
    "--fork",
    "--mount-proc",
    "true",
  ]);
  return code === 0 ? undefined : stderr.trim();
}

const home = mkdtempSync(join(tmpdir(), "rptctl-cron-"));
let sandbox: Awaited<ReturnType<typeof startSandbox>>;
/** What `help cron` prints, with the sandbox and directories here in the place of the examples'. */
let examples: ReadonlyMap<string, string>;
let password: string;

beforeAll(async () => {
  sandbox = await startSandbox({ state: join(home, "state") });
  const said = sandbox.environment as Readonly<Record<string, string>>;
  password = said.RPTCTL_RPT_PASSWORD!;
  for (const name of ["bin", "reports", "metrics"]) mkdirSync(join(home, name));
  programOnPath(join(home, "bin"));
  writeFileSync(join(home, "password"), `${password}\n`, { mode: 0o600 });
  const { stdout } = await startProgram(["help", "cron"], { env: { HOME: home } }).ended;
  const places: Readonly<Record<string, string>> = {
    "https://idm.example.com:8543/IDMRPT-CORE": said.RPTCTL_RPT_URL!,
    "/etc/rptctl/rpt-password": join(home, "password"),
    "/usr/local/bin": join(home, "bin"),
    "/usr/bin/rptctl": join(home, "bin/rptctl"),
    "/srv/reports": join(home, "reports"),
    "/var/lib/prometheus/node-exporter": join(home, "metrics"),
  };
  const here = Object.entries(places).reduce((text, [there, path]) => text.replaceAll(there, path), stdout);
  examples = codeIn(here);
});
afterAll(async () => {
  await sandbox.close();
  rmSync(home, { recursive: true, force: true });
});

describe.skipIf(noCron !== undefined)("a crontab", () => {
  it("makes cron run rptctl at six, with the key of that day", async () => {
    const crontab = join(home, "crontab");
    writeFileSync(crontab, examples.get("A CRONTAB")!.replace("0 6 * * *  ", `0 6 * * * HOME=${home} `));
    const script = fileURLToPath(new URL("cron.sh", import.meta.url));
    const cron = spawn("bash", [script, crontab, "2026-11-22 05:59:55"], {
      stdio: ["pipe", "ignore", "inherit"],
    });
    const ended = once(cron, "close").then(([code]) => Promise.reject(new Error(`cron ended: ${code}`)));
    try {
      await Promise.race([appears(join(home, "metrics"), "identity.prom"), ended]);
    } finally {
      cron.stdin.end();
      await ended.catch(() => {});
    }
    expect(readdirSync(join(home, "reports"))).toEqual([expect.stringMatching(/^Report_\d+\.pdf$/)]);
    const metrics = readFileSync(join(home, "metrics/identity.prom"), "utf8");
    expect(metrics).toContain('rptctl_run_exit_code{command="rpt run",context="",file="identity.prom"} 0');
    expect(readdirSync(join(home, ".local/state/rptctl/locks"))).toEqual([]);
  });
});

describe.skipIf(noSystemd !== undefined)("units of systemd", () => {
  it("have no fault that systemd-analyze would find", async () => {
    const units = ["service", "timer"].map((kind) => {
      const path = join(home, `identity-report.${kind}`);
      writeFileSync(path, examples.get(`A SYSTEMD ${kind.toUpperCase()}`)!);
      return path;
    });
    // Whatever it finds in these it says; what it says of the machine's own units is not about these.
    const verified = await runProgram("systemd-analyze", [
      "verify",
      "--recursive-errors=no",
      "--man=no",
      ...units,
    ]);
    expect(verified).toEqual({ code: 0, stdout: "", stderr: "" });
    const [, when] = /^OnCalendar=(.*)$/m.exec(readFileSync(units[1]!, "utf8"))!;
    const calendar = await runProgram("systemd-analyze", ["calendar", when!]);
    expect(calendar).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("Normalized form: *-*-* 06:00:00"),
    });
  });

  it("run what they say, with the credential where systemd puts it", async () => {
    const service = examples.get("A SYSTEMD SERVICE")!;
    const values = (key: string) =>
      [...service.matchAll(new RegExp(`^${key}=(.*)$`, "gm"))].map(([, value]) => value!);
    // What systemd would do, done by hand: it does not run here.
    const credentials = mkdtempSync(join(home, "credentials-"));
    const state = mkdtempSync(join(home, "var-lib-"));
    for (const name of values("StateDirectory")) mkdirSync(join(state, name));
    for (const [name, file] of values("LoadCredential").map((each) => each.split(":") as [string, string]))
      writeFileSync(join(credentials, name), readFileSync(file), { mode: 0o400 });
    const env = Object.fromEntries(
      values("Environment").map((each) => each.replace("%S", state).split(/=(.*)/s)),
    );
    const [start] = values("ExecStart");
    const ended = await runProgram("sh", ["-c", `exec ${start!.replaceAll("%S", state)}`], {
      env: { ...env, CREDENTIALS_DIRECTORY: credentials, HOME: "/proc" },
    });
    expect(ended).toMatchObject({ code: 0, stderr: "" });
    const [name] = values("StateDirectory");
    expect(readdirSync(join(state, name!))).toContainEqual(expect.stringMatching(/^Report_\d+\.pdf$/));
  });
});

/** Resolves when the directory has an entry of that name. */
async function appears(directory: string, name: string): Promise<void> {
  const watcher = watch(directory);
  try {
    while (!readdirSync(directory).includes(name)) await once(watcher, "change");
  } finally {
    watcher.close();
  }
}
