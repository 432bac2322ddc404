import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openStore } from "../../src/credentials/store.ts";
import { main } from "../../src/main.ts";
import { Secret } from "../../src/secret.ts";
import { worldWith } from "../config/world.ts";

/** A configuration directory to run commands in, one after another. */
function home(yaml?: string, env: Record<string, string> = {}) {
  const world = worldWith(yaml, { RPTCTL_KEYRING: "off", ...env });
  const path = join(world.directory, "config.yaml");
  return {
    world,
    path,
    read: () => (existsSync(path) ? readFileSync(path, "utf8") : undefined),
    store: openStore(world, world.directory),
    async run(...argv: string[]) {
      let stdout = "";
      let stderr = "";
      const sink = (take: (text: string) => void) => ({
        isTTY: false,
        columns: undefined,
        write: async (text: string | Uint8Array) => take(Buffer.from(text).toString()),
      });
      const code = await main(argv, {
        ...world,
        stdout: sink((text) => {
          stdout += text;
        }),
        stderr: sink((text) => {
          stderr += text;
        }),
      });
      return { code, stdout, stderr };
    },
  };
}

const two = `# ours
current-context: prod
contexts:
  # the one that counts
  prod:
    protected: true
    scope: { cloud: prod }
  lab:
    registries: { url: https://seer.example.com, username: ops }
    pipeline: { token-command: [ pass, show, opsera ] }
`;

describe("context", () => {
  it("begins with set, and the first one becomes current", async () => {
    const { run, read } = home();
    const made = await run("context", "set", "prod", "scope.url=https://h/", "protected=true");
    expect(made).toEqual({
      code: 0,
      stdout: "prod\n",
      stderr: "Made context prod; it is the current one.\n",
    });
    expect(read()).toBe(
      "contexts:\n  prod:\n    scope:\n      url: https://h\n    protected: true\ncurrent-context: prod\n",
    );
    expect(await run("context", "set", "lab", "scope.url=https://l")).toMatchObject({
      stderr: "Made context lab.\n",
    });
    expect(await run("context", "set", "lab", "scope.url=")).toMatchObject({
      stderr: "Changed context lab.\n",
    });
    expect(JSON.parse((await run("context", "show", "lab", "-o", "json")).stdout)).toEqual({
      name: "lab",
      current: false,
      protected: false,
      scope: {},
    });
  });

  it("lists, also without the verb", async () => {
    const { run } = home(two);
    const rows = [
      { name: "prod", current: true, protected: true, systems: ["scope"] },
      { name: "lab", current: false, protected: false, systems: ["registries", "pipeline"] },
    ];
    expect(JSON.parse((await run("context", "list", "-o", "json")).stdout)).toEqual(rows);
    expect((await run("context", "-o", "id")).stdout).toBe("prod\nlab\n");
    expect((await run("context", "list")).stdout).toMatch(/^\* +prod +yes +scope *\n +lab +registries/m);
  });

  it("lists none", async () => {
    const { run } = home();
    expect(await run("context", "list", "-o", "json")).toMatchObject({ code: 0, stdout: "[]\n" });
    expect((await run("context", "list")).stderr).toMatch(/There are no contexts\. Make one/);
  });

  it("shows the one in use: --context, RPTCTL_CONTEXT, current", async () => {
    const { run } = home(two);
    expect(JSON.parse((await run("context", "show", "-o", "json")).stdout)).toEqual({
      name: "prod",
      current: true,
      protected: true,
      scope: { cloud: "prod" },
    });
    expect((await run("context", "show", "--context", "lab")).stdout).toMatch(
      /^registries\.url +https:\/\/seer\.example\.com$/m,
    );
    expect((await home(two, { RPTCTL_CONTEXT: "lab" }).run("context", "show", "-o", "id")).stdout).toBe(
      "lab\n",
    );
  });

  it("never shows a secret", async () => {
    const { run, store } = home(two);
    await store.set("lab", "registries", { username: "ops", password: new Secret("hunter2") });
    for (const verb of [
      ["context", "show", "lab"],
      ["context", "list"],
    ]) {
      for (const form of ["table", "json", "yaml"]) {
        const { stdout, stderr } = await run(...verb, "-o", form);
        expect(stdout + stderr).not.toContain("hunter2");
      }
    }
  });

  it("uses another, and says where the environment stands above", async () => {
    const { run, read } = home(two, { RPTCTL_CONTEXT: "prod" });
    expect(await run("context", "use", "lab")).toEqual({
      code: 0,
      stdout: "lab\n",
      stderr: expect.stringMatching(
        /warning: RPTCTL_CONTEXT is prod, and stands above.*\n.*Context lab is now the current one\.\n/,
      ),
    });
    expect(read()).toBe(two.replace("current-context: prod", "current-context: lab"));
  });

  it("gets out of a context that is gone", async () => {
    const { run } = home("current-context: gone\ncontexts: { lab: {} }\n");
    expect((await run("scope", "list")).code).toBe(3);
    expect((await run("context", "list", "-o", "id")).stdout).toBe("lab\n");
    expect((await run("context", "use", "lab")).code).toBe(0);
  });

  it("renames, sign-ins and all", async () => {
    const { run, read, store } = home(two);
    await store.set("prod", "scope", { username: "me", password: new Secret("hunter2") });
    expect(await run("context", "rename", "prod", "production")).toMatchObject({
      code: 0,
      stdout: "production\n",
      stderr: "Renamed context prod to production.\n",
    });
    expect(read()).toContain("  # the one that counts\n  production:\n");
    expect(read()).toContain("current-context: production\n");
    expect(await store.list()).toMatchObject([{ context: "production", system: "scope" }]);
  });

  it("does not rename over another, nor its sign-ins", async () => {
    const { run, read, store } = home(two);
    await store.set("prod", "scope", { password: new Secret("hunter2") });
    expect(await run("context", "rename", "prod", "lab")).toMatchObject({ code: 7, stdout: "" });
    expect(read()).toBe(two);
    expect(await store.list()).toMatchObject([{ context: "prod" }]);
  });

  it("deletes with --yes, sign-ins and all", async () => {
    const { run, read, store } = home(two);
    await store.set("prod", "scope", { password: new Secret("hunter2") });
    await store.set("lab", "registries", { password: new Secret("hunter3") });
    expect(await run("context", "delete", "prod", "-y")).toMatchObject({
      code: 0,
      stdout: "prod\n",
      stderr: "Deleted context prod; there is no current context now.\n",
    });
    expect(read()).not.toContain("prod");
    expect(await store.list()).toMatchObject([{ context: "lab" }]);
    expect((await run("context", "show")).stderr).toMatch(
      /no context is in use[\s\S]*rptctl context use NAME/,
    );
  });

  it("asks before it deletes, and refuses where nobody can be asked", async () => {
    const { run, read } = home(two);
    const refused = await run("context", "rm", "lab");
    expect(refused).toMatchObject({ code: 2, stdout: "" });
    expect(refused.stderr).toMatch(/Delete context lab and its stored sign-ins\?[\s\S]*--yes/);
    expect(read()).toBe(two);
  });

  it.each([
    [["context", "use", "labb"], 3, /no context "labb"\n.*hint: did you mean lab\?/],
    [["context", "show", "labb"], 3, /no context "labb"/],
    [["context", "delete", "labb", "-y"], 3, /no context "labb"/],
    [["context", "rename", "labb", "x"], 3, /no context "labb"/],
    [["context", "set", "lab", "scope.ulr=x"], 2, /unknown key "ulr" in scope\n.*hint: did you mean url\?/],
    [["context", "set", "lab", "scope.url"], 2, /SYSTEM\.KEY=VALUE/],
    [["context", "set", "lab"], 2, /SYSTEM\.KEY=VALUE/],
    [
      ["context", "set", "lab", "scope.password=hunter2"],
      2,
      /no secrets in config\.yaml\n.*rptctl auth login scope/,
    ],
    [["context", "set", "lab", "scope.url=https://me:hunter2@h"], 2, /password inside a URL is refused/],
  ])("%j exits %d and changes nothing", async (argv, code, message) => {
    const { run, read } = home(two);
    const ended = await run(...argv);
    expect(ended).toMatchObject({ code, stdout: "" });
    expect(ended.stderr).toMatch(message);
    expect(ended.stderr).not.toContain("hunter2");
    expect(read()).toBe(two);
  });

  it.each([
    [["context", "use", "lab"], /Would use context lab/],
    [["context", "set", "new", "scope.url=https://h"], /Would have made context new/],
    [["context", "rename", "lab", "x"], /Would rename lab to x/],
    [["context", "delete", "lab"], /Would delete context lab/],
    [["config", "set", "output", "json"], /Would set output to json/],
    [["config", "unset", "output"], /Would remove output/],
  ])("%j --dry-run changes nothing", async (argv, note) => {
    const { run, read, store } = home(two);
    await store.set("lab", "registries", { password: new Secret("hunter2") });
    const ended = await run(...argv, "--dry-run");
    expect(ended.code).toBe(0);
    expect(ended.stderr).toMatch(note);
    expect(read()).toBe(two);
    expect(await store.list()).toMatchObject([{ context: "lab" }]);
  });
});

describe("config", () => {
  it("sets, gets, lists and unsets", async () => {
    const { run, read, path } = home("# ours\n");
    expect(await run("config", "set", "output", "yaml")).toEqual({
      code: 0,
      stdout: "output\n",
      stderr: `Set output to yaml in ${path}.\n`,
    });
    expect(read()).toBe("# ours\n\noutput: yaml\n");
    expect(await run("config", "get", "output")).toEqual({ code: 0, stdout: "yaml\n", stderr: "" });
    expect(JSON.parse((await run("config", "list", "-o", "json")).stdout)).toContainEqual(
      expect.objectContaining({ key: "output", value: "yaml", default: "table" }),
    );
    expect(await run("config", "unset", "output", "-o", "table")).toMatchObject({
      code: 0,
      stdout: "output\n",
    });
    expect((await run("config", "get", "output")).stdout).toBe("table\n");
  });

  it.each([
    ["retries", "3\n", 0],
    ["timeout", "30s\n", 0],
    ["color", "auto\n", 0],
    ["timezone", "", 6],
    ["lang", "", 6],
    ["outptu", "", 2],
  ])("gets %s where it is not set", async (key, stdout, code) => {
    expect(await home().run("config", "get", key)).toMatchObject({ stdout, code });
  });

  it("holds for the commands that follow, below the environment and a flag", async () => {
    const { run } = home(two);
    await run("config", "set", "output", "id");
    expect((await run("context", "list")).stdout).toBe("prod\nlab\n");
    expect((await run("context", "list", "-o", "ndjson")).stdout).toMatch(/^\{/);
  });

  it.each([
    [["config", "set", "output", "xml"], 2, /output: "xml" is not one of table, json/],
    [["config", "set", "ouput", "json"], 2, /unknown key "ouput"\n.*did you mean output\?/],
    [["config", "set", "timeout", "30"], 2, /timeout: "30" is not a duration/],
    [["config", "unset", "ouput"], 2, /unknown key "ouput"/],
    [["config", "set", "output"], 2, /VALUE/],
  ])("%j exits %d and changes nothing", async (argv, code, message) => {
    const { run, read } = home(two);
    const ended = await run(...argv);
    expect(ended).toMatchObject({ code, stdout: "" });
    expect(ended.stderr).toMatch(message);
    expect(read()).toBe(two);
  });

  it("prints the path, also where the file is not there or broken", async () => {
    const { run, path } = home();
    expect(await run("config", "path")).toEqual({ code: 0, stdout: `${path}\n`, stderr: "" });
    writeFileSync(path, "output: [\n");
    expect(await run("config", "path")).toEqual({ code: 0, stdout: `${path}\n`, stderr: "" });
    const broken = await run("config", "list");
    expect(broken.code).toBe(3);
    expect(broken.stderr).toContain(`${path}:2:1: broken YAML`);
  });
});
