import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { beforeEach, describe, expect, it } from "vitest";
import { type Control, controlOf } from "../../src/sandbox/control.ts";
import { type RunFile, readRunFile } from "../../src/sandbox/run-file.ts";
import { type Sandbox, startSandbox } from "../../src/sandbox/server.ts";
import { systems } from "../../src/sandbox/systems.ts";
import { running, temporaryDirectory } from "./running.ts";

let sandbox: Sandbox;
let run: RunFile;
let control: Control;
beforeEach(async () => {
  const state = temporaryDirectory();
  sandbox = await running({ state });
  run = readRunFile(state)!;
  control = controlOf(run);
});

const health = () => fetch(`${sandbox.url}/rating/healthcheck`);

describe("faults", () => {
  it("answer instead of the system, as often as told, one after the other", async () => {
    await control.fault({
      method: "get",
      path: "^/rating/",
      status: 503,
      headers: { "Retry-After": "1" },
      times: 2,
    });
    await control.fault({ method: "*", path: "healthcheck$", status: 429, times: 1 });
    await control.fault({ method: "POST", path: ".", status: 500 });
    const answers = [await health(), await health(), await health(), await health()];
    expect(answers.map(({ status }) => status)).toEqual([503, 503, 429, 200]);
    expect(answers[0]?.headers.get("retry-after")).toBe("1");
    expect((await control.status()).faults).toEqual([{ method: "POST", path: ".", status: 500 }]);
  });

  it("last until they are cleared, and tell what is left of them", async () => {
    const left = await control.fault({ method: "*", path: "health", status: 500, times: 5 });
    expect(left).toEqual([{ method: "*", path: "health", status: 500, times: 5 }]);
    await health();
    expect((await control.status()).faults[0]?.times).toBe(4);
    await control.clearFaults();
    expect((await health()).status).toBe(200);
  });

  it("are cleared by a reset too", async () => {
    await control.fault({ method: "*", path: "health", status: 500 });
    expect((await control.reset()).faults).toEqual([]);
    expect((await health()).status).toBe(200);
  });

  it("delay, and then let the system answer", async () => {
    await control.fault({ method: "GET", path: "health", delayMs: 1 });
    expect((await health()).status).toBe(200);
  });

  it("delay for as long as told, but do not keep a sandbox from ending", async () => {
    await control.fault({ method: "GET", path: "health", delayMs: 3_600_000, times: 1 });
    const waiting = health().then(
      () => "answered",
      () => "broken off",
    );
    while ((await control.status()).faults.length > 0);
    expect((await health()).status).toBe(200);
    await sandbox.close();
    expect(await waiting).toBe("broken off");
  });

  it("break the connection off", async () => {
    await control.fault({ method: "GET", path: "health", reset: true, times: 1 });
    await expect(health()).rejects.toMatchObject({ cause: { code: "ECONNRESET" } });
    expect((await health()).status).toBe(200);
  });

  it.each([
    ["/rating/", 10],
    ["/identity/v3", 10],
    ["/rating/", 0],
  ])("cut %s off after %i bytes of the length that was promised", async (path, bytes) => {
    const whole = (await (await fetch(sandbox.url + path)).text()).length;
    await control.fault({ method: "GET", path: `^${path}$`, truncate: bytes, times: 1 });
    const cut = await fetch(sandbox.url + path);
    expect([cut.status, cut.headers.get("content-length")]).toEqual([cut.status, String(whole)]);
    const chunks: string[] = [];
    const read = async () => {
      for await (const chunk of cut.body!) chunks.push(Buffer.from(chunk).toString());
    };
    await expect(read()).rejects.toThrow();
    expect(chunks.join("")).toHaveLength(bytes);
  });

  it.each<[object, string]>([
    [{ method: "GET" }, "method and path are required"],
    [{ method: "GET", path: "(" }, "path is a regular expression"],
    [{ method: "G T", path: "" }, "method is a word or *"],
    [{ method: "GET", path: "", status: 99 }, "status is a whole number from 200 to 599"],
    [{ method: "GET", path: "", times: 0 }, "times is a whole number from 1 to 1000000"],
    [{ method: "GET", path: "", colour: "red" }, "colour is not a field of a fault"],
  ])("%j is refused", async (spec, message) => {
    await expect(control.fault(spec as never)).rejects.toMatchObject({ code: "usage", message });
  });
});

describe("control routes", () => {
  it.each(["GET /status", "POST /stop", "POST /reset", "POST /faults", "POST /advance", "DELETE /faults"])(
    "%s asks for the control token",
    async (route) => {
      const [method, path] = route.split(" ") as [string, string];
      for (const headers of [{}, { "x-sandbox-token": "x" }]) {
        const answer = await fetch(`${sandbox.url}/_sandbox${path}`, { method, headers });
        expect(answer.status).toBe(403);
      }
    },
  );

  it("tell where the systems are", async () => {
    const { systems: played } = await control.status();
    expect(played).toContainEqual({ name: "rating", url: `${sandbox.url}/rating` });
    expect(played).toHaveLength(systems.length);
  });

  it("advance the clock, and never turn it back", async () => {
    const before = Date.parse((await control.status()).clock);
    const after = Date.parse((await control.advance(86_400_000)).clock);
    expect(after - before).toBeGreaterThanOrEqual(86_400_000);
    await expect(control.advance(-1)).rejects.toMatchObject({ code: "usage" });
    await expect(control.advance(1.5)).rejects.toMatchObject({ code: "usage" });
  });

  it("stop the sandbox, after which its place is free and asking it is a Fault", async () => {
    const state = temporaryDirectory();
    const other = await startSandbox({ state });
    const steered = controlOf(readRunFile(state)!);
    await steered.stop();
    await other.closed;
    await expect(steered.status()).rejects.toMatchObject({ code: "unavailable" });
    await (await startSandbox({ state })).close();
  });
});

it.each([
  [200, "{"],
  [200, "[7]"],
  [200, '{"ok":true}'],
  [200, "<html>Sign in</html>"],
  [400, "no JSON"],
])("is a Fault where something else has the port and answers %i %s", async (status, body) => {
  const other = createServer((_, answer) => answer.writeHead(status).end(body));
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const { port } = other.address() as AddressInfo;
  const steered = controlOf({ ...run, url: `http://127.0.0.1:${port}` });
  const fault = steered.fault({ method: "*", path: "." });
  await expect(fault).rejects.toMatchObject({ code: "unavailable" });
  other.close();
});

it("says where the systems are when asked for another path", async () => {
  const answer = await fetch(`${sandbox.url}/elsewhere`);
  expect([answer.status, await answer.text()]).toEqual([
    404,
    `no system here; they are at ${systems.map(({ prefix }) => prefix).join(", ")}\n`,
  ]);
});
