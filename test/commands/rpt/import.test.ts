import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { strToU8, zipSync } from "fflate";
import { beforeAll, describe, expect, it } from "vitest";
import { Fault } from "../../../src/errors.ts";
import { main } from "../../../src/main.ts";
import { type Answer, type Asked, fakeServer } from "../../fake-server.ts";
import { memoryProgram } from "../../memory-program.ts";
import { memoryWorld } from "../../output/memory-world.ts";
import { atSandbox } from "./program.ts";

let sandbox: Awaited<ReturnType<typeof atSandbox>>;
beforeAll(async () => {
  sandbox = await atSandbox();
});

const zip = (files: Record<string, string | Uint8Array>) =>
  zipSync(
    Object.fromEntries(
      Object.entries(files).map(([name, text]) => [name, typeof text === "string" ? strToU8(text) : text]),
    ),
  );

describe("defs import over HTTP (13.4.8)", () => {
  it("takes in what was exported, and with --overwrite again", async () => {
    const { run, home } = sandbox.program();
    await run("defs", "export", "Role Report", "-O", "roles.rpz");
    const refused = await run("defs", "import", "roles.rpz", "-o", "json");
    expect(refused.code).toBe(10);
    expect(JSON.parse(refused.stderr).error).toMatchObject({
      code: "job_failed",
      subcode: "ReportDefinitionCreateDuplicateDisplayName",
      message: expect.stringContaining("roles.rpz was not imported"),
      hint: expect.stringContaining("--overwrite"),
    });
    const taken = await run("defs", "import", "roles.rpz", "--overwrite");
    expect(taken).toMatchObject({ code: 0, stderr: "Imported 1 of 1 definitions.\n" });
    expect((await run("defs", "get", taken.stdout.trim(), "-o", "json")).stdout).toContain("Role Report");
    expect(home).toBeTruthy();
  });

  it.each([
    ["a broken zip", { "bad.rpz": "PK no zip" }, "RpzFileUploadFailedZipException"],
    ["no package.xml", { "bad.rpz": zip({ a: "b" }) }, "RpzFileUploadFailedZipExceptionBadPackageXml"],
  ])("of several, %s fails alone, and the exit code says so (%#)", async (_, bad, subcode) => {
    const { run, home } = sandbox.program();
    const good = await run("defs", "export", "Identity Vault Export", "-O", "good.rpz");
    expect(good.code).toBe(0);
    const { readFileSync } = await import("node:fs");
    writeFileSync(join(home, "all.spz"), zip({ "good.rpz": readFileSync(join(home, "good.rpz")), ...bad }));
    const ended = await run("defs", "import", "all.spz", "--overwrite", "-o", "json");
    expect(ended.code).toBe(10);
    expect(JSON.parse(ended.stdout)).toMatchObject([{ Filename: "good.rpz", Status: "OK" }]);
    expect(JSON.parse(ended.stderr).error).toMatchObject({
      subcode,
      message: expect.stringContaining("bad.rpz was not imported"),
    });
  });

  it.each([
    ["report.zip", "PK", "is no .rpz or .spz"],
    ["report.rpz", "%PDF", "is no zip archive"],
    ["none.rpz", undefined, "no such file or directory"],
  ])("%s holding %j is refused before anything is sent", async (name, text, message) => {
    const server = fakeServer("http://idm.test", () => ({ status: 500 }), {
      env: { RPTCTL_RPT_URL: "http://idm.test", RPTCTL_RPT_TOKEN: "t" },
    });
    if (text !== undefined) writeFileSync(join(server.home, name), text);
    const ended = await server.run("defs", "import", name);
    expect(ended).toMatchObject({ code: 2, stderr: expect.stringContaining(message) });
    expect(server.asked).toEqual([]);
  });

  it.each<[string, (path: string) => void, string]>([
    ["directory", (path) => mkdirSync(path), "it is a directory"],
    ["pipe", (path) => execFileSync("mkfifo", [path]), "it is a pipe"],
  ])("a %s in the archive's place is refused, and not waited for", async (_, make, message) => {
    const { home, run } = sandbox.program();
    make(join(home, "report.rpz"));
    const ended = await run("defs", "import", "report.rpz");
    expect(ended).toMatchObject({ code: 2, stderr: expect.stringContaining(message) });
  });

  it("an upload that nobody knows has no status, and cannot be cancelled (13.4.9, 13.4.10)", async () => {
    const { run } = sandbox.program();
    expect((await run("defs", "import-status", "nope")).code).toBe(6);
    expect((await run("defs", "import-cancel", "nope")).code).toBe(6);
  });

  it("a finished upload says so", async () => {
    const { run } = sandbox.program();
    await run("defs", "export", "Role Report", "-O", "roles.rpz");
    await run("defs", "import", "roles.rpz", "--upload-id", "mine");
    const status = await run("defs", "import-status", "mine", "-o", "json");
    expect(JSON.parse(status.stdout)).toMatchObject({ CompletedPercent: 100 });
    const cancel = await run("defs", "import-cancel", "mine");
    expect(cancel).toMatchObject({ code: 7, stderr: expect.stringContaining("was not cancelled") });
  });
});

describe("what is sent and what is answered", () => {
  const env = { RPTCTL_RPT_URL: "http://idm.test", RPTCTL_RPT_TOKEN: "t" };

  function importing(answer: (asked: Asked) => Answer, more: Record<string, string> = {}) {
    const server = fakeServer("http://idm.test", answer, { env: { ...env, ...more } });
    writeFileSync(join(server.home, "a.rpz"), zip({ "package.xml": "<x/>" }));
    return server;
  }

  it("--dry-run tells the file and sends nothing", async () => {
    const server = importing(() => ({ status: 500 }));
    const ended = await server.run(
      "defs",
      "import",
      "a.rpz",
      "--overwrite",
      "--upload-id",
      "u1",
      "--dry-run",
      "-o",
      "json",
    );
    expect(JSON.parse(ended.stdout)).toMatchObject([
      {
        method: "POST",
        url: "http://idm.test/rpt/definitions/import?overwrite=true&uploadid=u1",
        body: { part: "file", filename: "a.rpz" },
      },
    ]);
    expect(server.asked).toEqual([]);
  });

  it.each([
    [{ Status: "OK", Imports: [{ Filename: "mary.rpz", GUID: "24352345", Status: "OK" }] }, 0, "24352345\n"],
    // One element that the server's mapper made into no list.
    [{ Status: "OK", Imports: { Filename: "mary.rpz", GUID: "24352345", Status: "OK" } }, 0, "24352345\n"],
    [{ Status: "OK", Imports: [{ Filename: "frank.rpz", Status: "FAILED" }] }, 10, ""],
    [{ Status: "OK" }, 0, ""],
    [{ Status: "?" }, 9, ""],
    [{ Fault: { Code: { Subcode: { Value: "ReportUploadFailed" } }, Reason: { Text: "no" } } }, 8, ""],
  ])("%j ends with %i", async (body, code, stdout) => {
    const server = createServer((request, response) => {
      request
        .resume()
        .once("end", () => response.setHeader("content-type", "application/json").end(JSON.stringify(body)));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const program = memoryProgram({ env: { ...env, RPTCTL_RPT_URL: `http://127.0.0.1:${port}` } });
    writeFileSync(join(program.home, "a.rpz"), zip({ "package.xml": "<x/>" }));
    const ended = await program.run("defs", "import", "a.rpz");
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    expect(ended).toMatchObject({ code, stdout });
  });

  it("a cancelled upload is told, as the page prints it (13.4.10)", async () => {
    const server = importing(() => ({
      body: "{ “Cancelled”: “true” }",
      headers: { "content-type": "application/json" },
    }));
    const ended = await server.run("defs", "import-cancel", "u1");
    expect(ended).toEqual({ code: 0, stdout: "u1\n", stderr: "Cancelled upload u1.\n" });
    expect(server.asked[0]).toMatchObject({ method: "DELETE", path: "/rpt/definitions/import/u1" });
  });

  it("progress is as the page prints it (13.4.9)", async () => {
    const body = "{ “CompletedPercent”: 50, “Completed”: “10Mb”, “Total”: “20Mb” }";
    const server = importing(() => ({ body, headers: { "content-type": "application/json" } }));
    const ended = await server.run("defs", "import-status", "u1", "-o", "json");
    expect(JSON.parse(ended.stdout)).toEqual({ CompletedPercent: 50, Completed: "10Mb", Total: "20Mb" });
  });
});

describe("an interrupted import", () => {
  it("cancels the upload at the server, with the length known and the part named as configured", async () => {
    const seen: IncomingMessage[] = [];
    let arrived = () => {};
    const uploading = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const server = createServer((request, response) => {
      seen.push(request);
      if (request.method === "DELETE") return void response.end('{"Cancelled":"true"}');
      request.once("data", arrived);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const control = new AbortController();
    const { home } = sandbox.program();
    writeFileSync(join(home, "big.spz"), Buffer.concat([Buffer.from("PK"), Buffer.alloc(8 * 1024 * 1024)]));
    const world = {
      ...memoryWorld(),
      env: {
        RPTCTL_CONFIG_DIR: home,
        RPTCTL_KEYRING: "off",
        RPTCTL_RPT_URL: `http://127.0.0.1:${port}`,
        RPTCTL_RPT_TOKEN: "t",
      },
      cwd: home,
      home,
      signal: control.signal,
    };
    const ended = main(["defs", "import", "big.spz", "--upload-id", "u9"], world);
    await uploading;
    control.abort(new Fault("interrupted", "interrupted"));
    expect(await ended).toBe(130);
    expect(seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
      "POST /rpt/definitions/import?uploadid=u9",
      "DELETE /rpt/definitions/import/u9",
    ]);
    expect(Number(seen[0]!.headers["content-length"])).toBeGreaterThan(8 * 1024 * 1024);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
});

describe("on a terminal", () => {
  it("shows how much is sent, and takes the line away in the end", async () => {
    let show = () => {};
    const shown = new Promise<void>((resolve) => {
      show = resolve;
    });
    const item = { Filename: "a.rpz", Status: "OK", GUID: "g1" };
    const server = createServer(async (request, response) => {
      for await (const _ of request);
      if (request.method === "GET") return void response.end('{"CompletedPercent":100}');
      await shown;
      response.end(JSON.stringify({ Status: "OK", Imports: [item] }));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const { home } = sandbox.program();
    writeFileSync(join(home, "a.rpz"), zip({ "package.xml": "<x/>" }));
    const memory = memoryWorld(80);
    const { stderr } = memory;
    const write = stderr.write.bind(stderr);
    stderr.write = async (text) => {
      await write(text);
      if (stderr.text.includes("a.rpz")) show();
    };
    const url = `http://127.0.0.1:${port}`;
    const world = {
      ...memory,
      env: { RPTCTL_CONFIG_DIR: home, RPTCTL_KEYRING: "off", RPTCTL_RPT_URL: url, RPTCTL_RPT_TOKEN: "t" },
      cwd: home,
      home,
      now: Date.now,
    };
    expect(await main(["defs", "import", "a.rpz"], world)).toBe(0);
    // The last thing on the line is nothing, and the note follows.
    expect(stderr.text).toMatch(/\r\u001b\[JImported 1 of 1 definitions\.\n$/);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
});
