import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { answering } from "../process/scopes-server.ts";
import { type Ended, runProgram } from "./script.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const version = `rptctl ${JSON.parse(readFileSync(join(root, "package.json"), "utf8")).version}\n`;
const directory = mkdtempSync(join(tmpdir(), "rptctl-install-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** The repository as somebody has it who cloned it. */
function clone(name: string): string {
  const copy = join(directory, name);
  const left = /^(\.git|node_modules|dist|build|.*\.tgz)$/;
  cpSync(root, copy, { recursive: true, filter: (path) => !left.test(relative(root, path)) });
  return copy;
}

/** Runs lines of shell; what npm has fetched before it takes from its cache. */
function shell(script: string, cwd: string, env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const quiet = { npm_config_prefer_offline: "true", npm_config_loglevel: "error" };
  return runProgram("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script], {
    cwd,
    env: { ...quiet, ...env },
  });
}

describe("the GitHub action", () => {
  it("puts rptctl on the PATH of the next step", async () => {
    const action = parse(readFileSync(join(root, "action.yml"), "utf8"));
    expect(action).toMatchObject({ name: "Set up rptctl", runs: { using: "composite" } });
    const [step, ...more] = action.runs.steps;
    expect(more).toEqual([]);
    expect(step.shell).toBe("bash");
    // What GitHub would put in before the shell sees it would be code.
    expect(step.run).not.toContain("${{");
    expect(action.outputs.version.value).toBe(`\${{ steps.${step.id}.outputs.version }}`);

    const runner = mkdtempSync(join(directory, "runner-"));
    const [paths, outputs] = [join(runner, "paths"), join(runner, "outputs")];
    const ended = await shell(step.run, runner, {
      RUNNER_TEMP: runner,
      RUNNER_OS: "Linux",
      GITHUB_ACTION_PATH: clone("action"),
      GITHUB_PATH: paths,
      GITHUB_OUTPUT: outputs,
    });
    expect(ended).toMatchObject({ code: 0 });
    expect(readFileSync(outputs, "utf8")).toBe(version.replace("rptctl ", "version="));
    const next = await shell(
      "rptctl --version && rptctl sandbox exec -- rptctl pipeline list -o id",
      runner,
      {
        PATH: `${readFileSync(paths, "utf8").trim()}:${process.env.PATH}`,
      },
    );
    expect(next).toMatchObject({ code: 0, stdout: expect.stringContaining(version) });
    expect(readdirSync(join(runner, "rptctl")).filter((name) => /source|tgz/.test(name))).toEqual([]);
  });
});

/** The instructions of a Containerfile, comments and line ends left out. */
function instructions(text: string) {
  const lines = text
    .replaceAll(/^#.*\n/gm, "")
    .replaceAll(/\\\n\s*/g, " ")
    .split("\n");
  return lines
    .filter((line) => line !== "")
    .map((line) => /^([A-Z]+) (.*)$/.exec(line)!)
    .map(([, word, rest]) => [word!, rest!] as const);
}

/** There is no container engine here: each instruction is carried out in a directory, and what is started is process 1 of a namespace. */
describe("the Containerfile", () => {
  const all = instructions(readFileSync(join(root, "Containerfile"), "utf8"));
  const last = all.slice(all.findLastIndex(([word]) => word === "FROM"));
  const image = join(directory, "image");
  const here = (text: string) => text.replaceAll(/(?<= )\/(?=tmp|usr)/g, `${image}/`);

  beforeAll(async () => {
    chmodSync(directory, 0o755);
    for (const made of ["tmp", "usr/local/bin", "usr/local/lib"])
      mkdirSync(join(image, made), { recursive: true });
    // The program is built already.
    const packing = all.filter(([, rest]) => rest.startsWith("npm pack"));
    for (const [word, rest] of [...packing, ...last]) {
      const script = word === "COPY" ? rest.replace("--from=build", "cp -R") : rest;
      if (word !== "RUN" && word !== "COPY") continue;
      const ended = await shell(here(script), root);
      if (ended.code !== 0) throw new Error(`${word} ${rest}: ${ended.stderr}`);
    }
  });

  it("builds as the action does", () => {
    const action = readFileSync(join(root, "action.yml"), "utf8");
    const [build] = all.filter(([word]) => word === "RUN");
    for (const line of build![1].split(" && ")) expect(action).toContain(`\n        ${line}\n`);
  });

  it("ends with Node, the packed program, and a user who is not root", () => {
    expect(last.map(([word]) => word)).toEqual([
      "FROM",
      "COPY",
      "RUN",
      "ENV",
      "USER",
      "WORKDIR",
      "ENTRYPOINT",
    ]);
    expect(last[0]![1]).toBe(`docker.io/library/node:\${NODE}-slim`);
    expect(last[4]![1]).toBe("node");
    // The exec form: a shell in between would take the signals.
    expect(JSON.parse(last.at(-1)![1])).toEqual(["rptctl"]);
    expect(readdirSync(join(image, "usr/local/lib"))).toEqual(["rptctl"]);
  });

  it.skipIf(process.platform !== "linux" || process.getuid?.() !== 0)(
    "makes a process 1 that obeys SIGTERM",
    async () => {
      const server = await answering(() => {});
      const child = spawn(
        "unshare",
        // A user who is nobody in particular, as in a container.
        "--pid --fork --mount-proc --kill-child setpriv --reuid=65534 --clear-groups rptctl scope list --timeout 1h".split(
          " ",
        ),
        {
          env: { ...server.env, PATH: `${image}/usr/local/bin:${process.env.PATH}`, HOME: "/nonexistent" },
          stdio: ["ignore", "ignore", "pipe"],
        },
      );
      const said = child.stderr.setEncoding("utf8").toArray();
      const ended = once(child, "close");
      await Promise.race([server.asked(1), ended]);
      const inside = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, "utf8").trim();
      process.kill(Number(inside), "SIGTERM");
      const [code] = await ended;
      expect({ code, said: (await said).join("") }).toEqual({ code: 143, said: "rptctl: terminated\n" });
      await server.left();
    },
  );
});
