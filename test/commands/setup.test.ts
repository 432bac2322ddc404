import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { main } from "../../src/main.ts";
import { memoryWorld } from "../output/memory-world.ts";
import { running } from "../sandbox/running.ts";

let environment: Readonly<Record<string, string>>;
beforeAll(async () => {
  environment = (await running()).environment;
});

const homes: string[] = [];
afterEach(() => {
  for (const home of homes.splice(0)) rmSync(home, { recursive: true, force: true });
});

/** What a person answers: to each question that the text ends with, the next of its answers. */
type Answers = Readonly<Record<string, string | readonly string[]>>;

/** The program at a terminal, with a person who answers; what is not answered ends the terminal, as Ctrl-D does. */
async function setup(argv: readonly string[], answers: Answers, home = newHome(), env = {}) {
  const stream = new PassThrough();
  const memory = memoryWorld(100);
  const { stderr } = memory;
  const write = stderr.write.bind(stderr);
  const left = new Map(Object.entries(answers).map(([asked, typed]) => [asked, [typed].flat()]));
  stderr.write = async (text) => {
    await write(text);
    const asked = String(text);
    if (!/: $|\[y\/N\] $|\? _\n/.test(asked)) return;
    const typed = [...left].find(([about]) => asked.includes(about))?.[1].shift();
    setImmediate(() => (typed === undefined ? stream.end() : stream.write(typed)));
  };
  const world = {
    ...memory,
    env: { RPTCTL_CONFIG_DIR: home, RPTCTL_KEYRING: "off", LANG: "C.UTF-8", NO_COLOR: "1", ...env },
    home,
    cwd: home,
    stdin: { isTTY: true, stream },
    now: Date.now,
  };
  const code = await main(["setup", ...argv], world);
  const file = (name: string) =>
    existsSync(join(home, name)) ? readFileSync(join(home, name), "utf8") : undefined;
  return { code, stderr: stderr.text, config: file("config.yaml"), secrets: file("credentials.yaml"), home };
}

function newHome(): string {
  const home = mkdtempSync(join(tmpdir(), "rptctl-setup-"));
  homes.push(home);
  return home;
}

const scope = () => ({
  "Name of the context": "lab\n",
  "cloud in clouds.yaml": "\n",
  "Keystone's URL": `${environment.RPTCTL_SCOPE_AUTH_URL}\n`,
  "User name": "admin\n",
  "Domain of the user": "\n",
  "Project to": "admin\n",
  "Domain of the project": "\n",
  Password: `${environment.RPTCTL_SCOPE_PASSWORD}\r`,
});

const rpt = () => ({
  "Name of the context": "lab\n",
  "Base URL": `${environment.RPTCTL_RPT_URL}\n`,
  "User name": "uaadmin\n",
  Password: `${environment.RPTCTL_RPT_PASSWORD}\r`,
});

describe("setup", () => {
  it("connects a system, and says what to type next", async () => {
    const ended = await setup(["scope"], scope());
    expect(ended.stderr).toMatch(/Signed in to \S+ as admin@admin\.\n/);
    expect(ended.stderr).toMatch(
      /Context lab is ready; the secret is in credentials\.yaml\.\nNext:\n {2}rptctl scope list\n/,
    );
    expect(ended.code).toBe(0);
    expect(ended.config).toContain("current-context: lab");
    expect(ended.config).toContain("user-domain-name: Default");
    expect(ended.stderr).not.toContain(environment.RPTCTL_SCOPE_PASSWORD);
    const world = { ...memoryWorld(), env: { RPTCTL_CONFIG_DIR: ended.home, RPTCTL_KEYRING: "off" } };
    expect(await main(["scope", "list", "-o", "id", "--limit", "1"], world)).toBe(0);
  });

  it("takes a cloud of clouds.yaml for all that is to be said, and keeps no secret", async () => {
    const home = newHome();
    const auth = {
      auth_url: environment.RPTCTL_SCOPE_AUTH_URL,
      username: "admin",
      password: environment.RPTCTL_SCOPE_PASSWORD,
      project_name: "admin",
      user_domain_name: "Default",
      project_domain_name: "Default",
    };
    const clouds = { clouds: { lab: { auth, region_name: "RegionOne" } } };
    writeFileSync(join(home, "clouds.yaml"), JSON.stringify(clouds));
    const ended = await setup(
      ["scope"],
      { "Name of the context": "lab\n", "cloud in clouds.yaml": "lab\n" },
      home,
    );
    expect(ended).toMatchObject({ code: 0, secrets: undefined });
    expect(ended.stderr).toContain("Context lab is ready.\n");
    expect(ended.config).toMatch(/lab:\n {4}scope:\n {6}cloud: lab\n/);
  });

  it.each([
    ["pipeline", "Token", () => environment.RPTCTL_PIPELINE_TOKEN],
    ["inventory", "Token", () => environment.RPTCTL_INVENTORY_TOKEN],
  ])("lets the system be chosen, and takes a token: %s", async (system, what, token) => {
    const url = environment[`RPTCTL_${system.toUpperCase()}_URL`];
    const ended = await setup([], {
      "Which system?": `${system}\r`,
      "Name of the context": "\n",
      "Base URL": `${url}\n`,
      [what]: `${token()}\r`,
    });
    expect(ended).toMatchObject({ code: 0, config: expect.stringContaining(`url: ${url}`) });
    expect(ended.config).toContain("current-context: default");
  });

  it("asks again for what is wrong: a name, a URL, a server that is not there, a password", async () => {
    const good = rpt();
    const ended = await setup(["rpt"], {
      ...good,
      "Name of the context": ["a b\n", "lab\n"],
      "Base URL": ["ftp://x\n", "http://127.0.0.1:9\n", good["Base URL"]],
      "Use it all the same?": "n\n",
      Password: ["wrong\r", good.Password],
    });
    expect(ended.stderr).toContain('"a b" cannot name a context');
    expect(ended.stderr).toContain("connection refused");
    expect(ended.stderr).toContain("was refused");
    expect(ended.code).toBe(0);
  });

  it("gives up after three refusals, before the account is locked, and writes nothing", async () => {
    const ended = await setup(["rpt"], { ...rpt(), Password: ["a\r", "b\r", "c\r", "d\r"] });
    expect(ended).toMatchObject({ code: 4, config: undefined, secrets: undefined });
    expect(ended.stderr.match(/was refused/g)).toHaveLength(3);
  });

  it.each(["Name of the context", "Base URL", "User name", "Password"])(
    "leaves everything as it was on Ctrl-D at: %s",
    async (asked) => {
      const home = newHome();
      const before = `current-context: old\ncontexts:\n  old:\n    scope: { cloud: x }\n`;
      writeFileSync(join(home, "config.yaml"), before);
      const { [asked as "Password"]: _, ...answers } = rpt();
      const ended = await setup(["rpt"], answers, home);
      expect(ended).toMatchObject({ code: 2, config: before, secrets: undefined });
      expect(ended.stderr).toContain("setup was left: nothing was written");
    },
  );

  it("ends with 130 on Ctrl-C, and writes nothing", async () => {
    const ended = await setup(["rpt"], { ...rpt(), Password: "\u0003" });
    expect(ended).toMatchObject({ code: 130, config: undefined, secrets: undefined });
  });

  it("writes nothing under --dry-run", async () => {
    const ended = await setup(["rpt", "--dry-run"], rpt());
    expect(ended).toMatchObject({ code: 0, config: undefined, secrets: undefined });
  });

  it("adds to a context that is there, offering what it says, and names --context where another is current", async () => {
    const home = newHome();
    const url = environment.RPTCTL_RPT_URL;
    writeFileSync(
      join(home, "config.yaml"),
      `# ours\ncurrent-context: old\ncontexts:\n  old: {}\n  lab:\n    rpt: { url: "${url}" }\n`,
    );
    const ended = await setup(["rpt"], { ...rpt(), "Base URL": "\n" }, home);
    expect(ended.code).toBe(0);
    expect(ended.stderr).toContain(`[${url}]`);
    expect(ended.stderr).toContain("rptctl defs list --context lab\n");
    expect(ended.config).toContain("# ours");
  });

  it("offers the new context that --context names", async () => {
    const home = newHome();
    writeFileSync(join(home, "config.yaml"), "current-context: old\ncontexts: { old: {} }\n");
    const ended = await setup(["rpt", "--context", "lab"], { ...rpt(), "Name of the context": "\n" }, home);
    expect(ended.stderr).toContain("Name of the context, of old or a new one [lab]");
    expect(ended).toMatchObject({ code: 0, config: expect.stringContaining("lab:") });
  });

  it("tries what is typed, and says that variables of the environment are stronger", async () => {
    const ended = await setup(["rpt"], rpt(), newHome(), { RPTCTL_RPT_URL: "http://127.0.0.1:9" });
    expect(ended.code).toBe(0);
    expect(ended.stderr).toContain("RPTCTL_RPT_URL: set in the environment, and stronger than the context");
  });

  it.each([
    [["setup"], "rptctl auth login SYSTEM"],
    [["setup", "scope"], "rptctl context set NAME scope.auth-url=... scope.username=..."],
    [["setup", "rpt", "--no-input"], "rptctl doctor rpt"],
  ])("names the commands for scripts where nobody can be asked: %j", async (argv, hint) => {
    const world = memoryWorld(argv.includes("--no-input") ? 80 : undefined);
    expect(await main(argv, world)).toBe(2);
    expect(world.stderr.text).toContain(hint);
  });
});
