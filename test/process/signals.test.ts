import { spawn } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { before, file } from "./command.ts";
import { freshHomes, startProgram } from "./program.ts";
import { answering, scopesServer } from "./scopes-server.ts";

const fresh = freshHomes();
/** So long that only the signal can have ended what a test waits for. */
const patient = ["--timeout", "1h"];

const signals = [
  ["SIGINT", 130, "interrupted"],
  ["SIGTERM", 143, "terminated"],
] as const;

describe.each(signals)("%s", (signal, code, word) => {
  it("ends a request that nobody answers", async () => {
    const server = await answering(() => {});
    const { child, ended } = startProgram(["scope", "list", ...patient], {
      env: { HOME: fresh(), ...server.env },
    });
    await server.asked(1);
    child.kill(signal);
    expect(await ended).toEqual({ code, stdout: "", stderr: `rptctl: ${word}\n` });
    await server.left();
  });

  it("ends an answer in its midst, and leaves no document that a parser would take", async () => {
    const server = await answering((_, response) => response.write('{"results":[{"scope_id":"a"},'));
    const argv = ["scope", "list", "-o", "json", ...patient];
    const { child, ended } = startProgram(argv, { env: { HOME: fresh(), ...server.env } });
    await server.asked(1);
    child.kill(signal);
    const { stdout, ...rest } = await ended;
    expect(rest.code).toBe(code);
    expect(() => JSON.parse(stdout)).toThrow();
    expect(JSON.parse(rest.stderr).error).toMatchObject({ exit: code });
    await server.left();
  });

  it("ends a body that is being passed on", async () => {
    const server = await answering((_, response) => response.write("the beginning"));
    const argv = ["api", "scope", "/slow", ...patient];
    const { child, ended } = startProgram(argv, { env: { HOME: fresh(), ...server.env } });
    await server.asked(1);
    child.kill(signal);
    expect(await ended).toMatchObject({ code, stderr: expect.stringContaining(word) });
    await server.left();
  });

  it("ends the pause before another try", async () => {
    const server = await answering((_, response) => {
      response.writeHead(503, { "retry-after": "299" });
      response.end();
    });
    const argv = ["scope", "list", "-v"];
    const { child, ended } = startProgram(argv, { env: { HOME: fresh(), ...server.env } });
    child.stderr!.once("data", () => child.kill(signal));
    expect(await ended).toMatchObject({ code, stdout: "" });
    expect(server.requests).toHaveLength(1);
  });

  it("ends the reading of stdin", async () => {
    const server = await scopesServer(0);
    const child = spawn(file, [...before, "api", "scope", "POST", "/x", "--input", "-"], {
      env: { PATH: process.env.PATH, HOME: fresh(), RPTCTL_KEYRING: "off", ...server.env },
      stdio: ["pipe", "pipe", "pipe"],
    });
    const ended = new Promise((resolve) => child.once("exit", resolve));
    // Taken from the pipe means that it is being read.
    await new Promise<void>((resolve) => child.stdin.write("x".repeat(300_000), () => resolve()));
    child.kill(signal);
    expect(await ended).toBe(code);
    expect(server.requests).toEqual([]);
  });

  it("leaves nothing half-written in the configuration", async () => {
    const home = fresh();
    const server = await answering(() => {});
    const env = { HOME: home, ...server.env };
    const { child, ended } = startProgram(["scope", "list", ...patient], { env });
    await server.asked(1);
    child.kill(signal);
    await ended;
    expect(
      readdirSync(home, { recursive: true }).filter((name) => /tmp|part|lock/.test(String(name))),
    ).toEqual([]);
  });
});

it("a second Ctrl-C ends it at once, even when nobody reads what it prints", async () => {
  const server = await scopesServer(100_000);
  const child = spawn(file, [...before, "scope", "list", "-o", "ndjson"], {
    env: { PATH: process.env.PATH, HOME: fresh(), RPTCTL_KEYRING: "off", ...server.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise((resolve) => child.once("exit", (code, signal) => resolve(code ?? signal)));
  child.stdout.pause();
  await server.asked(2);
  child.kill("SIGINT");
  const again = setInterval(() => child.kill("SIGINT"), 200);
  expect([130, "SIGINT"]).toContain(await ended);
  clearInterval(again);
});

it("leaves no signal to a package: conf would take them all, and end the process by itself", async () => {
  const home = fresh();
  const hook = join(home, "hook.cjs");
  const names = "process.eventNames().filter((name) => /^SIG/.test(name))";
  writeFileSync(hook, `process.on("exit", () => process.stdout.write(${names}.sort().join()));`);
  const env = { HOME: home, RPTCTL_CONFIG_DIR: home, NODE_OPTIONS: `--require=${hook}` };
  const { ended } = startProgram(["config", "set", "output", "json", "-q"], { env });
  expect(await ended).toMatchObject({ code: 0, stdout: expect.stringMatching(/SIGINT,SIGTERM$/) });
});
