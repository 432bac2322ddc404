import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { isExecutable } from "./command.ts";
import { freshHomes, startProgram } from "./program.ts";
import { scopesServer } from "./scopes-server.ts";

const hook = fileURLToPath(new URL("loaded.cjs", import.meta.url));
const fresh = freshHomes();

/** The chunks of dist/ that a run reads, and the modules of Node that it loads. */
async function loadedBy(argv: readonly string[], env: Record<string, string> = {}) {
  const { stderr } = await startProgram(argv, {
    env: { HOME: fresh(), NODE_OPTIONS: `--require ${hook}`, ...env },
  }).ended;
  const [, said = "{}"] = /^loaded: (.*)$/m.exec(stderr) ?? [];
  return JSON.parse(said) as { chunks: string[]; modules: string[] };
}

/** What no small request has a use for. */
const heavy = ["crypto", "tls", "https", "zlib", "child_process", "readline", "dns", "worker_threads"];

describe.skipIf(isExecutable)("a run loads", () => {
  it.each([
    "--version",
    "--help",
    "scope --help",
    "scope list --help",
    "check report --help",
    "completion bash",
  ])("nothing for rptctl %s: the answer is ready", async (line) => {
    expect(await loadedBy(line.split(" "))).toEqual({ chunks: ["start"], modules: [] });
  });

  it("no request for the help of a line that has more in it", async () => {
    const { chunks, modules } = await loadedBy(["scope", "--help", "-q"]);
    expect(chunks).toContain("core");
    expect(chunks).not.toContain("request");
    expect(modules).not.toContain("http");
  });

  it("for a list no more than a request takes", async () => {
    const { url } = await scopesServer(1);
    const env = { RPTCTL_SCOPE_URL: url, RPTCTL_SCOPE_AUTH_TYPE: "none" };
    const { chunks, modules } = await loadedBy(["scope", "list"], env);
    expect(chunks.sort()).toMatchInlineSnapshot(`
      [
        "cloud-environment",
        "columns",
        "core",
        "list",
        "program",
        "request",
        "rolldown-runtime",
        "start",
        "system",
      ]
    `);
    expect(modules.filter((name) => heavy.includes(name))).toEqual([]);
  });

  it("no YAML parser for a configuration that it has parsed before", async () => {
    const { env } = await scopesServer(1);
    const home = fresh();
    const directory = join(home, ".config/rptctl");
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    writeFileSync(join(directory, "config.yaml"), "output: json\n");
    const run = () => loadedBy(["scope", "list"], { ...env, HOME: home, CLOCK_AHEAD: "60000" });
    expect((await run()).chunks).toContain("yaml");
    expect((await run()).chunks).not.toContain("yaml");
  });
});
