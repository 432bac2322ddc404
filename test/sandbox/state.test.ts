import {
  chmodSync,
  chownSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Fault } from "../../src/errors.ts";
import { controlOf } from "../../src/sandbox/control.ts";
import { isAlive, readRunFile } from "../../src/sandbox/run-file.ts";
import { startSandbox } from "../../src/sandbox/server.ts";
import { asAdmin, passwordAuth, postTokens, rows, running, temporaryDirectory, tokenOf } from "./running.ts";

const faultOf = (started: Promise<unknown>) =>
  started.then(
    () => undefined,
    (error: Fault) => error,
  );

describe("the state", () => {
  it("is there again after a stop: rows, tokens, revocations, resets on their way, clock", async () => {
    const state = temporaryDirectory();
    const first = await running({ state, clock: Date.UTC(2024, 4, 1), scopes: 30 });
    const [token, revoked] = [await tokenOf(first, "admin", "admin"), await tokenOf(first, "admin", "admin")];
    const ask = await asAdmin(first);
    const [, one, other] = await rows(ask);
    await ask("PATCH", "/v2/scope", { scope_id: one!.scope_id, active: false });
    const headers = { "x-auth-token": token, "x-subject-token": revoked };
    await fetch(`${first.url}/identity/v3/auth/tokens`, { method: "DELETE", headers });
    const to = "2020-01-01T00:00:00+00:00";
    await ask("PUT", "/v2/scope", { scope_id: other!.scope_id, last_processed_timestamp: to });
    await first.close();

    const second = await running({ state });
    await controlOf(readRunFile(state)!).advance(1000);
    const again = (wanted: string) =>
      fetch(`${second.url}/rating/v2/scope?limit=3`, { headers: { "x-auth-token": wanted } });
    const { results } = (await (await again(token)).json()) as { results: (typeof one)[] };
    expect(results[1]?.active).toBe(false);
    expect(results[2]?.last_processed_timestamp).toBe(to);
    expect((await again(revoked)).status).toBe(401);
    const { clock } = await controlOf(readRunFile(state)!).status();
    expect(clock).toMatch(/^2024-05-01T00:/);
  });

  it("goes back to the seed on a reset, clock and number of scopes included; old tokens are worthless", async () => {
    const state = temporaryDirectory();
    const sandbox = await running({ state, clock: Date.UTC(2024, 4, 1), scopes: 30 });
    const control = controlOf(readRunFile(state)!);
    const ask = await asAdmin(sandbox);
    const before = await rows(ask);
    await ask("PATCH", "/v2/scope", { scope_id: before[1]!.scope_id, active: false });
    await control.advance(86_400_000);
    const { clock } = await control.reset();
    expect(clock).toMatch(/^2024-05-01T00:/);
    expect((await ask("GET", "/v2/scope")).status).toBe(401);
    expect(await rows(await asAdmin(sandbox))).toEqual(before);
  });

  it("goes back, also in a later run, to the instant that the clock was set to", async () => {
    const state = temporaryDirectory();
    await (await startSandbox({ state, clock: Date.UTC(2024, 4, 1) })).close();
    await running({ state });
    const control = controlOf(readRunFile(state)!);
    await control.advance(86_400_000);
    expect((await control.reset()).clock).toMatch(/^2024-05-01T00:/);
  });

  it("is its owner's alone", async () => {
    const state = join(temporaryDirectory(), "new", "state");
    await running({ state });
    expect(statSync(state).mode & 0o777).toBe(0o700);
    for (const name of ["clock.json", "identity.json", "rating.json", "run.json"]) {
      expect(statSync(join(state, name)).mode & 0o777).toBe(0o600);
    }
  });

  it("is not changed where it cannot be written", async () => {
    const state = temporaryDirectory();
    const ask = await asAdmin(await running({ state }));
    const before = await rows(ask);
    rmSync(join(state, "rating.json"));
    mkdirSync(join(state, "rating.json"));
    const answer = await ask("PATCH", "/v2/scope", { scope_id: before[1]!.scope_id, active: false });
    expect([answer.status, await answer.text()]).toEqual([500, expect.stringContaining("rating.json")]);
    expect(await rows(ask)).toEqual(before);
  });

  it.each(["{", "[]", '{"format":"other","state":{}}'])(
    "that is broken (%s) is refused by name",
    async (text) => {
      const state = temporaryDirectory();
      await (await startSandbox({ state })).close();
      writeFileSync(join(state, "rating.json"), text);
      const fault = await faultOf(startSandbox({ state }));
      expect(fault).toBeInstanceOf(Fault);
      expect(fault).toMatchObject({ code: "config", message: expect.stringContaining("rating.json") });
      expect(readdirSync(state)).not.toContain("run.lock");
    },
  );
});

describe("starting is refused", () => {
  it("on a port that is taken, naming --port", async () => {
    const { port } = await running();
    const fault = await faultOf(running({ port }));
    expect(fault).toMatchObject({ code: "usage", message: `port ${port} is taken already` });
    expect(fault?.hints.join()).toContain("--port");
  });

  it("in the state of a sandbox that runs, naming it", async () => {
    const state = temporaryDirectory();
    const { url } = await running({ state });
    const fault = await faultOf(running({ state }));
    expect(fault).toMatchObject({ code: "conflict" });
    expect(fault?.message).toContain(`${state} already`);
    expect(fault?.message).toContain(url);
  });

  const directory = (then: (path: string) => void) => (path: string) => {
    mkdirSync(path);
    then(path);
  };
  it.each<[string, (path: string) => void, string]>([
    ["other files", directory((path) => writeFileSync(join(path, "package.json"), "{}")), "package.json"],
    ["a mode that lets others write", directory((path) => chmodSync(path, 0o777)), "others can write"],
    ["a file's place", (path) => writeFileSync(path, ""), "cannot make the directory"],
    ["a link's place", (path) => symlinkSync(temporaryDirectory(), path), "not a directory"],
  ])("in a directory with %s, naming it", async (_, prepare, message) => {
    const path = join(temporaryDirectory(), "state");
    prepare(path);
    const fault = await faultOf(startSandbox({ state: path }));
    expect(fault).toBeInstanceOf(Fault);
    expect(fault?.message).toContain(message);
    expect(fault?.message).toContain(path);
  });

  it.runIf(userInfo().uid === 0)("in another user's directory", async () => {
    const state = temporaryDirectory();
    chownSync(state, 12_345, 12_345);
    const fault = await faultOf(startSandbox({ state }));
    expect(fault?.message).toBe(`the state directory ${state} belongs to another user (uid 12345)`);
  });

  it("with another number of scopes than the state was made with", async () => {
    const state = temporaryDirectory();
    await (await startSandbox({ state, scopes: 30 })).close();
    expect(await faultOf(startSandbox({ state, scopes: 40 }))).toMatchObject({ code: "usage" });
    await (await startSandbox({ state, scopes: 30 })).close();
  });
});

describe("the run file", () => {
  it("is there while the sandbox runs", async () => {
    const state = temporaryDirectory();
    const sandbox = await startSandbox({ state });
    const run = readRunFile(state)!;
    expect(run).toMatchObject({ url: sandbox.url, port: sandbox.port });
    expect(isAlive(run)).toBe(true);
    await sandbox.close();
    expect(readRunFile(state)).toBeUndefined();
  });

  it("of a sandbox that was killed is known as such, and does not stop the next", async () => {
    const state = temporaryDirectory();
    await (await startSandbox({ state })).close();
    const dead = { pid: 2 ** 22 + 1, start: "1", startedAt: "", port: 1, url: "http://x", controlToken: "x" };
    writeFileSync(join(state, "run.json"), JSON.stringify(dead), { mode: 0o600 });
    expect(isAlive(readRunFile(state)!)).toBe(false);
    await (await startSandbox({ state })).close();
  });

  it("that is broken is refused by name", () => {
    const state = temporaryDirectory();
    writeFileSync(join(state, "run.json"), "{}", { mode: 0o600 });
    expect(() => readRunFile(state)).toThrow("run.json is not what a sandbox writes");
  });
});

it("answers on 127.0.0.1 alone, and names what points rptctl at it", async () => {
  const sandbox = await running();
  const values = {
    AUTH_URL: `http://127.0.0.1:${sandbox.port}/identity/v3`,
    USERNAME: "admin",
    PASSWORD: "adminpw",
    PROJECT_NAME: "admin",
    USER_DOMAIN_NAME: "Default",
    PROJECT_DOMAIN_NAME: "Default",
  };
  for (const [name, value] of Object.entries(values)) {
    expect(sandbox.environment).toMatchObject({ [`RPTCTL_SCOPE_${name}`]: value, [`OS_${name}`]: value });
  }
  expect(sandbox.environment).toMatchObject({
    RPTCTL_SCOPE_REGION: "RegionOne",
    OS_REGION_NAME: "RegionOne",
  });
  expect((await postTokens(sandbox, passwordAuth("admin", "adminpw", "admin"))).status).toBe(201);
  await expect(fetch(`http://[::1]:${sandbox.port}/`)).rejects.toThrow();
});
