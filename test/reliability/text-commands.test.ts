import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { main } from "../../src/main.ts";
import { memoryWorld } from "../output/memory-world.ts";
import { measured, sized } from "./measure.ts";
import { commandsOfTree } from "./sweep/cells.ts";
import { type Invocation, invocations } from "./sweep/invocations.ts";
import { type MemorySandbox, memorySandbox } from "./sweep/memory-sandbox.ts";
import { obeyedIn, worstText } from "./text-hostile.ts";

const beginning = Date.parse("2026-11-22T12:00:00Z");

let sandbox: MemorySandbox;
let spoiler: Server;
let isSpoiling = false;

/** Stands before the sandbox, and puts the worst of text behind each text of its answers. */
beforeAll(async () => {
  spoiler = createServer((incoming, outgoing) => {
    const { method, url: path, headers } = incoming;
    const there = request({ port: sandbox.port, method, path, headers }, async (answer) => {
      const parts: Buffer[] = [];
      for await (const part of answer) parts.push(part as Buffer);
      const body = Buffer.concat(parts);
      const isRead = isSpoiling && !/signin|\/v3|oauth|login|token|osp/i.test(path!);
      const sent = isRead ? spoilt(body) : body;
      const { "content-length": _, "transfer-encoding": __, ...kept } = answer.headers;
      outgoing.writeHead(answer.statusCode!, { ...kept, "content-length": sent.length });
      outgoing.end(sent);
    });
    incoming.pipe(there);
  });
  await new Promise<void>((resolve) => spoiler.listen(0, "127.0.0.1", resolve));
  const { port } = spoiler.address() as AddressInfo;
  sandbox = await memorySandbox({ now: () => beginning }, `http://127.0.0.1:${port}`);
});
afterAll(() => {
  spoiler.close();
  spoiler.closeAllConnections();
  sandbox.close();
});

/** Not what a client has to understand: ids, times, addresses, names of states. */
const isPlainWord = /^(?:[\w.:/+-]*\d[\w.:/+-]*|https?:.*|\S+@\S+|[A-Za-z_]{1,12})$/;

function spoilt(body: Buffer): Buffer {
  try {
    const all = JSON.parse(body.toString(), (_key, value) =>
      typeof value === "string" && !isPlainWord.test(value) ? value + worstText : value,
    );
    return Buffer.from(JSON.stringify(all));
  } catch {
    return body;
  }
}

async function run(words: readonly string[], invocation: Invocation, terminal: number | undefined) {
  const home = mkdtempSync(join(tmpdir(), "rptctl-text-"));
  try {
    for (const [name, content] of Object.entries(invocation.files ?? {})) {
      mkdirSync(dirname(join(home, name)), { recursive: true });
      writeFileSync(join(home, name), content);
    }
    sandbox.rewind();
    let now = beginning;
    const world = memoryWorld(terminal);
    const code = await main(words, {
      ...world,
      env: {
        ...sandbox.environment,
        RPTCTL_CONFIG_DIR: home,
        RPTCTL_KEYRING: "off",
        TZ: "UTC",
        LANG: "C.UTF-8",
      },
      home,
      cwd: home,
      now: () => now,
      sleep: async (milliseconds: number) => {
        now += milliseconds;
      },
    });
    return { code, stdout: world.stdout.text, stderr: world.stderr.text };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** Colours and the erasing of a progress line are ours. */
const ours = /\r?\u001b\[(?:[\d;]*m|J|\?25[hl]|\d*[AGK])|\r(?=$)/gm;

it("no command sends a terminal what its server's texts hold", async () => {
  const lines: { readonly command: string; readonly invocation: Invocation }[] = [];
  for (const { command, leaf } of commandsOfTree()) {
    const given = invocations[command];
    if (given === undefined || typeof given === "string" || command.startsWith("sandbox")) continue;
    // What waits for something to happen would wait for ever: time stands still there.
    if ((await leaf.load()).default.effect !== "read" || /wait|setup/.test(command)) continue;
    for (const invocation of given) {
      const { bare, before, config, words } = invocation;
      if (bare === true || before !== undefined || config !== undefined || words.includes("--follow"))
        continue;
      lines.push({ command, invocation });
    }
  }
  isSpoiling = true;
  const wrong: string[] = [];
  let tried = 0;
  let reached = 0;
  let turn = 0;
  for (const { command, invocation } of lines) {
    for (const format of ["table", "csv", "yaml", "json"]) {
      for (const terminal of [undefined, 100]) {
        turn += 1;
        if (turn % sized(5, 1) !== 0) continue;
        tried += 1;
        const own = invocation.words.includes("-o") ? [] : ["-o", format];
        const words = [
          ...command.split(" "),
          "--deadline",
          "30m",
          "--retries",
          "0",
          ...own,
          ...invocation.words,
        ];
        const { stdout, stderr } = await run(words, invocation, terminal);
        if (/\\u001b/.test(stdout + stderr)) reached += 1;
        // What a pipe is given verbatim, and the line ends of csv, are no terminal's.
        const out = terminal === undefined ? "" : stdout.replaceAll("\r\n", "\n");
        const bad = obeyedIn(out.replace(ours, "")) ?? obeyedIn(stderr.replace(ours, ""));
        if (bad !== undefined) wrong.push(`${words.join(" ")}, terminal ${terminal}: ${bad}`);
        if (/internal error/.test(stderr)) wrong.push(`${words.join(" ")}: ${stderr}`);
      }
    }
  }
  expect(wrong).toEqual([]);
  expect(reached).toBeGreaterThan(tried / 10);
  measured({
    chapter: "text",
    what: "every command that reads, against a sandbox whose every text holds all of it",
    tried,
    clean: tried - wrong.length,
    note: "ids, times, addresses and words of states are left as they are, so that commands go on",
  });
});
