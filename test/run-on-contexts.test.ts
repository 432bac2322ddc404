import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { main } from "../src/main.ts";
import { memoryProgram } from "./memory-program.ts";
import { memoryWorld } from "./output/memory-world.ts";

/** One server that plays several CloudKitty without sign-in: /c fails, /last answers when so many others were answered. */
let origin = "";
let here = 0;
let most = 0;
let waitFor = 0;
let release = () => {};
const server = createServer((request, response) => {
  const [, name] = request.url!.split("/");
  const answer = () => {
    here -= 1;
    waitFor -= 1;
    if (waitFor === 0) release();
    response.statusCode = name === "c" ? 403 : 200;
    const row = `{"scope_id": "${name}-1", "scope_key": "k", "fetcher": "f", "collector": "c", "big": 12345678901234567890}`;
    response.end(name === "c" ? '{"message":"no"}' : `{"results": [${row}]}`);
  };
  here += 1;
  most = Math.max(most, here);
  // Held back until the next turn of the event loop, so that those sent together are there together.
  if (name === "last") release = answer;
  else setTimeout(answer, 5);
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

function program(...names: readonly string[]) {
  const context = (name: string) => `  ${name}:\n    scope: { url: "${origin}/${name}", auth-type: none }\n`;
  return memoryProgram({
    config: `contexts:\n${names.map(context).join("")}  other:\n    rpt: { url: "http://x.test" }\n`,
  });
}

describe("--context with several names", () => {
  it("lists the rows of all, in their order, with a column for the context", async () => {
    const { code, stdout, stderr } = await program("a", "b").run("scope", "list", "--context", "b,a");
    expect(stderr).toBe("");
    expect(stdout.split("\n").map((line) => line.split(/ +/).slice(0, 2).join(" "))).toEqual([
      "CONTEXT SCOPE_ID",
      "b b-1",
      "a a-1",
      "",
    ]);
    expect(code).toBe(0);
  });

  it("leaves the rest of a record as the server wrote it", async () => {
    const { stdout } = await program("a", "b").run("scope", "list", "--context", "a,b", "-o", "ndjson");
    expect(stdout.split("\n")[0]).toBe(
      '{"context":"a","scope_id": "a-1", "scope_key": "k", "fetcher": "f", "collector": "c", "big": 12345678901234567890}',
    );
  });

  it.each([
    ["one of two", "a,c", 11, ["a"]],
    ["all", "c,c", 5, []],
  ])("tells the failure of %s and shows the others", async (_, names, exit, shown) => {
    const ended = await program("a", "c").run("scope", "list", "--context", names, "--jq", ".[].context");
    expect(ended.stderr).toContain("context c: ");
    expect(ended.stdout.split("\n").filter(Boolean)).toEqual(shown);
    expect(ended.code).toBe(exit);
  });

  it("tells a failure also where --limit was reached before", async () => {
    const ended = await program("a", "c").run(
      "scope",
      "list",
      "--context",
      "a,c",
      "--limit",
      "1",
      "-o",
      "id",
    );
    expect(ended).toMatchObject({ code: 11, stdout: "a-1\n" });
    expect(ended.stderr).toContain("context c: ");
  });

  it("takes * for all that have the system", async () => {
    const { code, stdout, stderr } = await program("a", "b").run(
      "scope",
      "list",
      "--context",
      "*",
      "--jq",
      ".[].context",
    );
    expect({ code, stderr, stdout }).toEqual({ code: 0, stderr: "", stdout: "a\nb\n" });
  });

  it("names the context once in a record that tells it itself", async () => {
    const { stdout } = await program("a").run("doctor", "scope", "--context", "a,a", "-o", "ndjson");
    expect(stdout.match(/"context":"a"/g)).toHaveLength(1);
  });

  it("makes a list of single items", async () => {
    const { stdout } = await program("a", "b").run("scope", "get", "a-1", "--context", "a,b", "-o", "json");
    expect(stdout).toContain('"context":"a"');
  });

  const many = Array.from({ length: 40 }, (_, index) => `s${index}`);

  it("asks sixteen at a time", async () => {
    most = 0;
    const { stdout } = await program(...many).run("scope", "list", "--context", "*", "-o", "id");
    expect(stdout).toBe(many.map((name) => `${name}-1\n`).join(""));
    expect(most).toBe(16);
  });

  it("holds up no other for one that is slow, and keeps the order", async () => {
    const names = ["last", ...many];
    waitFor = many.length;
    const { stdout } = await program(...names).run("scope", "list", "--context", "*", "-o", "id");
    expect(stdout).toBe(names.map((name) => `${name}-1\n`).join(""));
  });

  it.each([
    [["scope", "enable", "a-1", "--context", "a,b"], 2, "only reads"],
    [["scope", "list", "--context", "a,nix"], 3, 'no context "nix"'],
    [["registries", "wait", "x", "--context", "a,b"], 2, "one context at a time"],
    [["inventory", "list", "-o", "ansible", "--context", "a,b"], 2, "--output ansible is for one context"],
  ])("refuses %j before it asks for anything", async (argv, exit, words) => {
    const { code, stdout, stderr } = await program("a", "b").run(...argv);
    expect({ code, stdout }).toEqual({ code: exit, stdout: "" });
    expect(stderr).toContain(words);
  });
});

it("one line of the terminal tells of all that is waited for", async () => {
  const made = program("a", "last");
  waitFor = Number.POSITIVE_INFINITY;
  const memory = memoryWorld(100);
  const { stderr } = memory;
  const write = stderr.write.bind(stderr);
  stderr.write = async (text) => {
    await write(text);
    if (stderr.text.includes("Waiting")) release();
  };
  const env = { RPTCTL_CONFIG_DIR: made.home, RPTCTL_KEYRING: "off", LANG: "C.UTF-8", NO_COLOR: "1" };
  expect(
    await main(["scope", "list", "--context", "a,last", "-o", "id"], { ...memory, env, now: Date.now }),
  ).toBe(0);
  expect(memory.stdout.text).toBe("a-1\nlast-1\n");
  expect(stderr.text).toContain("Waiting for 2 contexts");
  expect(stderr.text.replaceAll("Waiting for 2 contexts", "")).not.toContain("Waiting");
});
