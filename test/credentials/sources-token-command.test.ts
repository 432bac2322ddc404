import { chmodSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";
import { expect, it } from "vitest";
import { tokenFromCommand } from "../../src/credentials/token-command.ts";
import { Fault } from "../../src/errors.ts";
import { faultOf, temporaryDirectory, worldWith } from "../config/world.ts";
import { bundled, start } from "../files/bundled.ts";

const node = (script: string, ...args: string[]): string[] => [process.execPath, "-e", script, "--", ...args];
const run = (command: string[], timeout?: number, world = { ...worldWith(), cwd: temporaryDirectory() }) =>
  tokenFromCommand(command, world, { system: "scope", ...(timeout === undefined ? {} : { timeout }) });

it.each([
  ["one line", "console.log('tok')", "tok"],
  ["no line end", "process.stdout.write('tok')", "tok"],
  ["CRLF and more lines", "process.stdout.write('tok\\r\\nexpires: soon\\n')", "tok"],
  ["spaces around it", "console.log('  tok ')", "tok"],
  ["notes on stderr", "console.error('note'); console.log('tok')", "tok"],
  ["its arguments, which no shell reads", "console.log(process.argv[1])", "$(id);*"],
  ["an empty stdin", "process.stdin.on('end', () => console.log('end')).resume()", "end"],
])("takes %s", async (_name, script, token) => {
  expect((await run(node(script, "$(id);*"))).reveal()).toBe(token);
});

it("gives it the environment, and finds it in PATH and under ~", async () => {
  const home = temporaryDirectory();
  writeFileSync(join(home, "my-token"), '#!/bin/sh\necho "$TOKEN_FOR_TEST"\n');
  chmodSync(join(home, "my-token"), 0o700);
  const world = { ...worldWith(undefined, { TOKEN_FOR_TEST: "from-env" }), cwd: home, home };
  const onPath = { ...world, env: { ...world.env, PATH: `${home}:${world.env.PATH}` } };
  expect((await run(["my-token"], undefined, onPath)).reveal()).toBe("from-env");
  expect((await run(["~/my-token"], undefined, world)).reveal()).toBe("from-env");
});

it.each([
  [
    "an exit code",
    "console.error('vault is sealed'); process.exit(3)",
    /failed \(exit 3\)$/,
    "it says: vault is sealed",
  ],
  ["a signal", "process.kill(process.pid, 'SIGTERM')", /failed \(signal SIGTERM\)$/, undefined],
  ["no output", "console.error('not found')", /printed no token on its first line$/, "it says: not found"],
  ["an empty first line", "console.log('\\ntok')", /printed no token on its first line$/, undefined],
  [
    "far too much output",
    "for (;;) process.stdout.write('x'.repeat(65536))",
    /prints far more than a token$/,
    undefined,
  ],
  [
    "escapes and many lines on stderr",
    "process.stderr.write('\\u001b[31mred\\u001b[0m\\r\\n\\u202ebad\\u0007'); process.exit(1)",
    /failed \(exit 1\)$/,
    "it says: red bad",
  ],
])("fails for %s", async (_name, script, message, hint) => {
  const fault = await faultOf(() => run(node(script)));
  expect(fault).toMatchObject({ code: "auth", system: "scope", hints: hint === undefined ? [] : [hint] });
  expect(fault.message).toMatch(message);
});

it("shows the end of a long stderr", async () => {
  const fault = await faultOf(() =>
    run(node("process.stderr.write('x'.repeat(100000) + ' the reason'); process.exit(1)")),
  );
  expect(fault.hints[0]).toMatch(/^it says: \.\.\.x+ the reason$/);
  expect(fault.hints[0]!.length).toBeLessThan(320);
});

it("refuses two words as a token, without repeating them", async () => {
  const fault = await faultOf(() => run(node("console.log('Bearer hunter2')")));
  expect(fault.code).toBe("config");
  expect(inspect(fault)).not.toContain("hunter2");
});

it("never repeats what was printed when the program fails", async () => {
  const fault = await faultOf(() => run(node("console.log('hunter2'); process.exitCode = 1")));
  expect(inspect(fault)).not.toContain("hunter2");
});

it.each([
  ["/no/such/program", /cannot be started: there is no such program$/],
  ["./not-executable", /cannot be started: permission denied$/],
  ["./not-executable/x", /cannot be started: a part of the path is not a directory$/],
  ["with\u0000nul", /cannot be started: /],
])("says that %j cannot be started", async (program, message) => {
  const cwd = temporaryDirectory();
  writeFileSync(join(cwd, "not-executable"), "", { mode: 0o600 });
  const fault = await faultOf(() => run([program], undefined, { ...worldWith(), cwd }));
  expect(fault.code).toBe("config");
  expect(fault.message).toMatch(message);
});

it("gives up on a program that does not end, also where its children keep the pipes", async () => {
  const fault = await faultOf(() => run(["sh", "-c", "sleep 30 & sleep 30"], 1));
  expect(fault.code).toBe("auth");
  expect(fault.message).toBe("token-command of scope (sh) took longer than 0.001s");
});

it("takes the token of a program that has ended, also where its children keep the pipes", async () => {
  const token = await run(["sh", "-c", "sleep 30 & echo $!; exit 0"]);
  // The one left behind is still there: its end was not waited for.
  expect(process.kill(Number(token.reveal()), "SIGKILL")).toBe(true);
});

it("takes the end of a long output, all of it", async () => {
  const long =
    "process.stdout.write('tok\\n' + 'x'.repeat(60000)); process.stderr.write('y'.repeat(60000) + ' end')";
  expect((await run(node(long))).reveal()).toBe("tok");
  const fault = await faultOf(() => run(node(`${long}; process.exitCode = 1`)));
  expect(fault.hints[0]).toMatch(/y end$/);
});

it("does not keep the process waiting for what it gave up on", async () => {
  const bundle = await bundled("src/credentials/token-command.ts");
  const script = `
    const world = { env: process.env, cwd: "/", home: "/", signal: new AbortController().signal };
    const command = ["sh", "-c", "sleep 60 & sleep 60"];
    await module.tokenFromCommand(command, world, { system: "scope", timeout: 1 }).catch((fault) => console.log(fault.code));
  `;
  const ended = await start(bundle, script).ended;
  await bundle.remove();
  expect(ended).toEqual({ code: 0, stdout: "auth\n", stderr: "" });
});

it("ends with the signal's own reason", async () => {
  const stop = new AbortController();
  const directory = temporaryDirectory();
  const world = { ...worldWith(), cwd: directory, signal: stop.signal };
  const running = run(
    node("require('fs').writeFileSync('started', ''); setInterval(() => {}, 1000)"),
    undefined,
    world,
  );
  const watch = setInterval(() => {
    if (existsSync(join(directory, "started"))) stop.abort(new Fault("interrupted", "Ctrl-C"));
  }, 5);
  const fault = await faultOf(() => running);
  clearInterval(watch);
  expect(fault.code).toBe("interrupted");
});

it("does not start once stopped", async () => {
  const directory = temporaryDirectory();
  const world = {
    ...worldWith(),
    cwd: directory,
    signal: AbortSignal.abort(new Fault("interrupted", "Ctrl-C")),
  };
  const fault = await faultOf(() => run(["touch", "made"], undefined, world));
  expect(fault.code).toBe("interrupted");
  expect(existsSync(join(directory, "made"))).toBe(false);
});
