import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, constants, createReadStream, openSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { before, file } from "./command.ts";
import { freshHomes, startProgram } from "./program.ts";
import { answering, scopesServer } from "./scopes-server.ts";
import { shell } from "./shell.ts";

const fresh = freshHomes();
// biome-ignore lint/suspicious/noTemplateCurlyInString: bash's own braces
const lastOfPipe = "; exit ${PIPESTATUS[0]}";

describe("a reader that goes away", () => {
  it.each(["ndjson", "json", "csv", "table", "id", "yaml"])(
    "ends %s quietly with 141, and no further page is fetched",
    async (format) => {
      const server = await scopesServer(1_000_000);
      const line = `rptctl scope list -o ${format} --page-size 500 | head -1${lastOfPipe}`;
      const ended = await shell(line, { HOME: fresh(), ...server.env });
      expect(ended).toMatchObject({ code: 141, stderr: "" });
      await server.left();
      expect(server.requests.length).toBeLessThan(20);
    },
  );

  it.each(["version", "--version", "--help", "help exit-codes", "scope --help", "scope list --help"])(
    "ends %s the same way",
    async (words) => {
      // The reader is gone before the program starts: it tells so by its exit.
      const ended = await shell(`exec {pipe}> >(true); wait $!; rptctl ${words} >&$pipe`, { HOME: fresh() });
      expect(ended).toMatchObject({ code: 141, stderr: "" });
    },
  );

  it("ends a body that is passed on, and the server's connection with it", async () => {
    const piece = Buffer.alloc(64 * 1024, "x");
    const server = await answering((_, response) => {
      const more = () => {
        while (!response.destroyed && response.write(piece));
        response.once("drain", more);
      };
      more();
    });
    const ended = await shell(`rptctl api scope /endless | head -c 10${lastOfPipe}`, {
      HOME: fresh(),
      ...server.env,
    });
    expect(ended).toEqual({ code: 141, stdout: "xxxxxxxxxx", stderr: "" });
    await server.left();
  });
});

describe("a disk that is full", () => {
  it.each([
    "version",
    "--version",
    "--help",
    "help exit-codes",
    "scope list --help",
    "completion bash",
    "config path",
    "scope list",
    "scope list -o json",
    "scope list -o ndjson",
    "scope list -o csv",
    "scope list -o yaml",
    "scope list -o id",
    "scope list --jq length",
    "api scope /v2/scope",
    "api scope POST /x -F a=1 --dry-run",
  ])("makes %s fail, and say why", async (words) => {
    const server = await scopesServer(3);
    const ended = await shell(`rptctl ${words} >/dev/full`, { HOME: fresh(), ...server.env });
    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(/cannot write to standard output: no space left on device/);
    expect(ended.stderr).not.toMatch(/internal error/);
  });

  it("changes no exit code where only the notes are lost", async () => {
    const server = await scopesServer(3);
    const ended = await shell("rptctl scope list -o id -v 2>/dev/full", { HOME: fresh(), ...server.env });
    expect(ended).toEqual({ code: 0, stdout: "scope-0\nscope-1\nscope-2\n", stderr: "" });
  });
});

describe("streams that are closed from the start", () => {
  it.each(["<&-", "2>&-", "<&- 2>&-"])("%s: the result is the same", async (redirection) => {
    const server = await scopesServer(2);
    const ended = await shell(`rptctl scope list -o id ${redirection}`, { HOME: fresh(), ...server.env });
    expect(ended).toMatchObject({ code: 0, stdout: "scope-0\nscope-1\n" });
  });

  it("2>&-: a failure still has its exit code", async () => {
    expect(await shell("rptctl nonsense 2>&-", { HOME: fresh() })).toMatchObject({ code: 2, stdout: "" });
  });

  it(">&-: nothing breaks", async () => {
    const server = await scopesServer(2);
    const { stderr } = await shell("rptctl scope list -o id >&-", { HOME: fresh(), ...server.env });
    expect(stderr).not.toMatch(/internal error|at .*:\d+/);
  });
});

describe("a large output", () => {
  it("goes through a pipe whole", async () => {
    const server = await scopesServer(200_000);
    const line = `rptctl scope list -o json | tail -c 300${lastOfPipe}`;
    const ended = await shell(line, { HOME: fresh(), ...server.env });
    expect(ended).toMatchObject({ code: 0, stderr: "" });
    expect(ended.stdout).toMatch(/"scope-199999".*\}\s*\]\s*$/s);
  });

  it("waits for a reader that is slow", async () => {
    const server = await scopesServer(20_000);
    const line = `rptctl scope list -o ndjson | { sleep 1; wc -l; }${lastOfPipe}`;
    expect(await shell(line, { HOME: fresh(), ...server.env })).toMatchObject({ code: 0, stdout: "20000\n" });
  });

  it("goes whole through a pipe that does not block", async () => {
    const server = await scopesServer(20_000);
    const home = fresh();
    const pipe = join(home, "pipe");
    execFileSync("mkfifo", [pipe]);
    const end = openSync(pipe, constants.O_RDWR | constants.O_NONBLOCK);
    const child = spawn(file, [...before, "scope", "list", "-o", "ndjson"], {
      env: { PATH: process.env.PATH, HOME: home, RPTCTL_KEYRING: "off", ...server.env },
      stdio: ["ignore", end, "inherit"],
    });
    const ended = once(child, "exit");
    let lines = 0;
    const reader = createReadStream(pipe, { highWaterMark: 16 * 1024 });
    const read = (async () => {
      for await (const part of reader) lines += String(part).split("\n").length - 1;
    })();
    expect((await ended)[0]).toBe(0);
    closeSync(end);
    await read;
    expect(lines).toBe(20_000);
  });
});

it("ends when it is done, whatever the server keeps open and however long the limits are", async () => {
  const server = await scopesServer(3);
  const argv = ["scope", "list", "-o", "id", "--timeout", "1h", "--deadline", "1h"];
  const { ended } = startProgram(argv, { env: { HOME: fresh(), ...server.env } });
  expect(await ended).toEqual({ code: 0, stdout: "scope-0\nscope-1\nscope-2\n", stderr: "" });
  await server.left();
});
