import { writeFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { certificate, expiresAt, key } from "../long-lived-identity.ts";
import { memoryProgram } from "../memory-program.ts";
import { running } from "../sandbox/running.ts";
import { type Answer, fakeCloud } from "../systems/scope/fake-cloud.ts";

const day = 86_400_000;
const nowhere = "http://127.0.0.1:1";

interface Found {
  system: string;
  state: string;
  [key: string]: unknown;
}

const rowsIn = (stdout: string) => JSON.parse(stdout) as Found[];
const statesIn = (stdout: string) => rowsIn(stdout).map(({ system, state }) => `${system} ${state}`);

describe("doctor, at the sandbox", () => {
  let environment: Record<string, string> = {};
  beforeAll(async () => {
    ({ environment } = await running());
  });
  // The sandbox's answers carry the date of this machine, so the program's clock is this machine's.
  const program = (env: Record<string, string> = {}) =>
    memoryProgram({ env: { ...environment, RPTCTL_RETRIES: "0", ...env }, now: Date.now() });

  it("finds all five well, in their order", async () => {
    const { code, stdout, stderr } = await program().run("doctor", "-o", "json");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(rowsIn(stdout)).toMatchObject([
      { system: "rpt", state: "ok", signed_in: true, user: "uaadmin", version: "1.0", tls: null },
      { system: "registries", state: "ok", signed_in: true, user: "ops", version: null },
      { system: "pipeline", state: "ok", signed_in: true },
      { system: "inventory", state: "ok", signed_in: true, user: null },
      { system: "scope", state: "ok", signed_in: true, user: "admin@admin", version: "API v1, v2" },
    ]);
    for (const { reachable, problem, hint, url } of rowsIn(stdout))
      expect({ reachable, problem, hint, url }).toEqual({
        reachable: true,
        problem: null,
        hint: null,
        url: expect.stringContaining("http://127.0.0.1:"),
      });
  });

  it("lets what fails hide nothing, and names it on stderr: exit 11", async () => {
    const { code, stdout, stderr } = await program({
      RPTCTL_PIPELINE_URL: nowhere,
      RPTCTL_REGISTRIES_PASSWORD: "no",
    }).run("doctor", "-o", "json");
    expect(code).toBe(11);
    expect(statesIn(stdout)).toEqual([
      "rpt ok",
      "registries failed",
      "pipeline failed",
      "inventory ok",
      "scope ok",
    ]);
    expect(rowsIn(stdout)[1]).toMatchObject({ reachable: true, signed_in: false });
    expect(rowsIn(stdout)[2]).toMatchObject({
      reachable: false,
      url: nowhere,
      problem: `${nowhere}: connection refused`,
      hint: expect.stringContaining("is the server running"),
    });
    const errors = stderr.trim().split("\n");
    expect(errors.map((line) => JSON.parse(line).error.system)).toEqual(["registries", "pipeline"]);
  });

  it("knocks once at a door that stays shut, whatever the retries", async () => {
    const program = memoryProgram({ env: { ...environment, RPTCTL_PIPELINE_URL: nowhere } });
    await program.run("doctor", "pipeline", "--retries", "3");
    expect(program.sleeps).toEqual([]);
  });

  it.each([
    [["doctor", "pipeline"], 9, ["pipeline failed"]],
    [["doctor", "registries"], 4, ["registries failed"]],
    [["doctor", "scope"], 0, ["scope ok"]],
  ])("%j exits %i", async (argv, exit, states) => {
    const env = { RPTCTL_PIPELINE_URL: nowhere, RPTCTL_REGISTRIES_PASSWORD: "no" };
    const { code, stdout } = await program(env).run(...argv, "-o", "json");
    expect([code, statesIn(stdout)]).toEqual([exit, states]);
  });

  it("tells a wrong setting of one system as that system's", async () => {
    const { code, stdout } = await program({ RPTCTL_RPT_CA_FILE: "/nowhere.pem" }).run(
      ...["doctor", "-o", "json"],
    );
    expect(code).toBe(11);
    expect(rowsIn(stdout)[0]).toMatchObject({
      system: "rpt",
      state: "failed",
      problem: expect.stringContaining("/nowhere.pem"),
    });
  });

  it("has a table that fits the state of things", async () => {
    const { stdout } = await program({ RPTCTL_PIPELINE_URL: nowhere }).run("doctor");
    const [head, rpt, , pipeline] = stdout.split("\n");
    expect(head).toMatch(/^SYSTEM +STATE +URL +TIME +TLS +DAYS_LEFT +USER +CLOCK +VERSION +PROBLEM$/);
    expect(rpt).toMatch(/^rpt +ok +http\S+ +\d+ms +uaadmin +[+-]?\ds +1\.0$/);
    expect(pipeline).toMatch(/^pipeline +failed .*connection refused$/);
  });
});

describe("doctor, of few systems", () => {
  it("says that none is configured", async () => {
    expect(await memoryProgram().run("doctor")).toEqual({
      code: 0,
      stdout: "",
      stderr: "No system is configured; to connect one: rptctl setup\n",
    });
  });

  it("exits as the one that is configured", async () => {
    const env = { RPTCTL_INVENTORY_URL: nowhere, RPTCTL_INVENTORY_TOKEN: "t", RPTCTL_RETRIES: "0" };
    expect(await memoryProgram({ env }).run("doctor")).toMatchObject({ code: 9 });
  });

  it.each([
    ["the named one of which nobody says where it is", {}, ["doctor", "rpt"], 3],
    ["one without a secret", { RPTCTL_INVENTORY_URL: nowhere }, ["doctor"], 9],
  ])("fails with %s", async (_, env, argv, code) => {
    const ended = await memoryProgram({ env: { RPTCTL_RETRIES: "0", ...env } }).run(...argv);
    expect(ended.code).toBe(code);
  });

  it("asks several contexts, and exits 11 where one of them fails", async () => {
    const { environment } = await running();
    const good = environment.RPTCTL_INVENTORY_URL;
    const config =
      `contexts:\n  a:\n    inventory: { url: "${good}" }\n` + `  b:\n    inventory: { url: "${nowhere}" }\n`;
    const env = { RPTCTL_INVENTORY_TOKEN: environment.RPTCTL_INVENTORY_TOKEN!, RPTCTL_RETRIES: "0" };
    const program = memoryProgram({ config, env, now: Date.now() });
    const both = await program.run("doctor", "--context", "a,b", "-o", "json");
    expect([both.code, statesIn(both.stdout)]).toEqual([11, ["inventory ok", "inventory failed"]]);
    expect(both.stderr).toContain("context b: ");
    expect(await program.run("doctor", "--context", "b,b")).toMatchObject({ code: 9 });
  });
});

describe("doctor, of a system with two servers", () => {
  /** Of CloudKitty, that names no versions here, at the address that the catalog of a Keystone elsewhere tells. */
  async function examined(rating: Answer) {
    const cloud = fakeCloud([], ({ method }) => (method === "GET" ? rating : undefined));
    const { code, stdout } = await cloud.run("doctor", "--retries", "0", "-o", "json");
    return { code, found: rowsIn(stdout)[0]!, asked: cloud.calls };
  }

  it("reaches the second one too, without credentials, and asks it for its version with them", async () => {
    const { code, found, asked } = await examined({ status: 200, body: { versions: [{ id: "v2" }] } });
    expect(code).toBe(0);
    expect(found).toMatchObject({ state: "ok", url: "http://rating.test", version: "API v2" });
    expect(asked.map(({ path, token }) => [path, token])).toEqual([
      ["/", undefined],
      ["/", "token-1"],
    ]);
  });

  it("is none the worse for a version that is not told, and takes any answer for a sign of life", async () => {
    const { code, found, asked } = await examined({ status: 503 });
    expect(code).toBe(0);
    expect(found).toMatchObject({ state: "ok", reachable: true, version: null });
    expect(asked).toHaveLength(2);
  });
});

describe("doctor, of TLS and clocks", () => {
  let now = expiresAt;
  let date: string | undefined;
  const server = createServer({ cert: certificate, key }, (_, response) => {
    response.sendDate = false;
    if (date !== undefined) response.setHeader("date", date);
    response.end('{"elements_found": []}');
  });
  let url = "";
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => void server.close());

  async function examined(left: number, clock: number | undefined, trust = true, flags: string[] = []) {
    now = expiresAt - left;
    date = clock === undefined ? undefined : new Date(now - clock).toUTCString();
    const program = memoryProgram({
      env: {
        RPTCTL_INVENTORY_URL: url,
        RPTCTL_INVENTORY_TOKEN: "t",
        RPTCTL_RETRIES: "0",
        ...(trust ? { RPTCTL_INVENTORY_CA_FILE: "ca.pem" } : {}),
      },
      now,
    });
    writeFileSync(join(program.home, "ca.pem"), certificate);
    const { code, stdout } = await program.run("doctor", "-o", "json", ...flags);
    return { code, found: rowsIn(stdout)[0]! };
  }

  it.each([
    ["long to live", 90 * day, "ok", 90, null],
    ["30 days", 30 * day, "ok", 30, null],
    ["a second less than 30 days", 30 * day - 1000, "warning", 29, "expires in 29 days"],
    ["a day", 1.5 * day, "warning", 1, "expires in 1 day"],
    ["no day", -1000, "warning", -1, "expired 1 day ago"],
  ])("tells a certificate with %s", async (_, left, state, days, problem) => {
    const { code, found } = await examined(left, 0);
    expect(code).toBe(0);
    expect(found).toMatchObject({
      state,
      problem: problem === null ? null : expect.stringContaining(problem),
      tls: { version: "TLSv1.3", days_left: days, expires: expiresAt, issuer: "rptctl test" },
    });
  });

  it.each([
    ["as ours", 0, "ok", null],
    ["a bit behind ours", 29_000, "ok", null],
    ["behind ours", 60_000, "warning", "60s ahead of"],
    ["ahead of ours", -59_000, "warning", "60s behind"],
    ["not told", undefined, "ok", null],
  ])("tells a server's clock that is %s", async (_, clock, state, problem) => {
    const { code, found } = await examined(90 * day, clock);
    expect(code).toBe(0);
    expect(found).toMatchObject({
      state,
      problem: problem === null ? null : expect.stringContaining(problem),
    });
    // A date is cut to its second, so half a one is what it is off on average.
    expect(found.clock_ahead_ms).toBe(clock === undefined ? null : clock - 500);
  });

  it("fails with a certificate that nobody vouches for", async () => {
    const { code, found } = await examined(90 * day, 0, false);
    expect(code).toBe(9);
    expect(found).toMatchObject({ state: "failed", reachable: false, tls: null });
    expect(found.problem).toMatch(/certificate/);
  });

  it("tells the certificate that --insecure does not check", async () => {
    const { code, found } = await examined(2 * day, 0, false, ["--insecure"]);
    expect(code).toBe(0);
    expect(found).toMatchObject({ state: "warning", tls: { days_left: 2 } });
  });
});
