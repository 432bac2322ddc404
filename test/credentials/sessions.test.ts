import { execFileSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSessions, type Session } from "../../src/credentials/sessions.ts";
import { Fault } from "../../src/errors.ts";
import { bundled, start } from "../files/bundled.ts";
import { freshDirectories, isRoot, nobody } from "../files/directory.ts";

const fresh = freshDirectories();
const session: Session = {
  token: "t0ken",
  system: "rpt",
  context: "prod",
  principal: "ann",
  details: { project: "p" },
};
const onlyFile = (directory: string) => join(directory, readdirSync(directory)[0] ?? "none");

/** A clock that a test sets. */
const clock = { time: 0, now: () => clock.time };

describe("sessions", () => {
  it.skipIf(!isRoot)("keeps the session before where the disk takes no other", () => {
    const directory = fresh();
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=16k,mode=700", "tmpfs", directory]);
    try {
      const sessions = openSessions(directory);
      sessions.write("key", session);
      expect(sessions.write("key", { ...session, token: "x".repeat(50_000) })).toBe(false);
      expect(openSessions(directory).read("key")).toEqual(session);
    } finally {
      execFileSync("umount", [directory]);
    }
  });

  it("keeps a session for other processes, in a private file whose name says nothing", () => {
    const directory = join(fresh(), "sessions");
    expect(openSessions(directory).write("rpt https://x ann", session)).toBe(true);
    expect(openSessions(directory).read("rpt https://x ann")).toEqual(session);
    expect(openSessions(directory).read("rpt https://x bob")).toBeUndefined();
    expect(readdirSync(directory)).toEqual([expect.stringMatching(/^[0-9a-f]{16}\.json$/)]);
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    expect(statSync(onlyFile(directory)).mode & 0o777).toBe(0o600);
  });

  it.each([
    ["an hour", 3_600_000, 3_600_000 - 30_001, true],
    ["an hour", 3_600_000, 3_600_000 - 30_000, false],
    ["a minute", 60_000, 44_999, true],
    ["a minute", 60_000, 45_000, false],
    ["nothing", 0, 0, false],
    ["less than nothing", -5_000, 0, false],
  ])("of a lifetime of %s (%i ms), after %i ms: usable is %s", (_, lifetime, later, usable) => {
    const directory = fresh();
    clock.time = 1_000_000;
    const sessions = openSessions(directory, clock);
    sessions.write("key", { ...session, expiresAt: clock.time + lifetime });
    clock.time += later;
    expect(sessions.read("key") !== undefined).toBe(usable);
    expect(sessions.list()).toHaveLength(usable ? 1 : 0);
  });

  it.each<[string, (directory: string) => void]>([
    ["is a link", (directory) => symlinkSync(fresh(), directory)],
    ["can be written by others", (directory) => mkdirSync(directory) ?? chmodSync(directory, 0o777)],
    ["can be taken away by others", (directory) => chmodSync(join(directory, ".."), 0o777)],
  ])("leaves a directory alone that %s", async (_, spoil) => {
    const directory = join(fresh(), "sessions");
    spoil(directory);
    const sessions = openSessions(directory);
    expect(sessions.write("key", session)).toBe(false);
    expect(await sessions.signInOnce("other", async () => session)).toEqual(session);
    expect(sessions.read("key")).toEqual(session);
    expect(openSessions(directory).read("key")).toBeUndefined();
    expect(existsSync(directory) ? readdirSync(directory) : []).toEqual([]);
  });

  it("neither reads, lists nor removes what is behind a link", () => {
    const elsewhere = fresh();
    openSessions(elsewhere).write("key", session);
    const link = join(fresh(), "sessions");
    symlinkSync(elsewhere, link);
    const sessions = openSessions(link);
    expect([sessions.read("key"), sessions.list(), sessions.remove("key"), sessions.clear()]).toEqual([
      undefined,
      [],
      false,
      0,
    ]);
    expect(openSessions(elsewhere).read("key")).toEqual(session);
  });

  it("is at home in a configuration directory that is a link itself", () => {
    const link = join(fresh(), "config");
    symlinkSync(fresh(), link);
    expect(openSessions(join(link, "sessions")).write("key", session)).toBe(true);
  });

  it.each<[string, (path: string) => void]>([
    ["cut off", (path) => writeFileSync(path, readFileSync(path).subarray(0, 20))],
    ["empty", (path) => writeFileSync(path, "")],
    ["not JSON", (path) => writeFileSync(path, "\0\0\0\0")],
    ["another thing", (path) => writeFileSync(path, '["token"]')],
    ["without a token", (path) => writeFileSync(path, '{"system":"rpt","savedAt":1,"key":"key"}')],
    [
      "of a wrong type",
      (path) =>
        writeFileSync(path, '{"token":"a","system":"rpt","savedAt":1,"expiresAt":"never","key":"key"}'),
    ],
    ["readable by others", (path) => chmodSync(path, 0o644)],
    ["a link", (path) => replaceBy(path, () => symlinkSync("/etc/hostname", path))],
    ["a directory", (path) => replaceBy(path, () => mkdirSync(join(path, "below"), { recursive: true }))],
  ])("takes a file that is %s for absent, and heals it", (_, spoil) => {
    const directory = fresh();
    const sessions = openSessions(directory);
    sessions.write("key", session);
    spoil(onlyFile(directory));
    expect([sessions.read("key"), sessions.list()]).toEqual([undefined, []]);
    expect(sessions.write("key", session)).toBe(true);
    expect(openSessions(directory).read("key")).toEqual(session);
    expect(statSync(onlyFile(directory)).mode & 0o777).toBe(0o600);
    spoil(onlyFile(directory));
    expect(sessions.clear(() => false)).toBe(1);
    expect(readdirSync(directory)).toEqual([]);
  });

  it("never gives a session to another key, should two keys share a file's name", () => {
    const directory = fresh();
    openSessions(directory).write("key", session);
    const path = onlyFile(directory);
    writeFileSync(path, readFileSync(path, "utf8").replace('"key":"key"', '"key":"yek"'));
    expect(openSessions(directory).read("key")).toBeUndefined();
    expect(openSessions(directory).list()).toHaveLength(1);
  });

  it("removes one, some or all", () => {
    const sessions = openSessions(fresh());
    for (const system of ["rpt", "scope", "pipeline"]) sessions.write(system, { ...session, system });
    expect([sessions.remove("rpt"), sessions.remove("rpt")]).toEqual([true, false]);
    expect(sessions.clear(({ system }) => system === "scope")).toBe(1);
    expect(sessions.list().map(({ system }) => system)).toEqual(["pipeline"]);
    expect([sessions.clear(), sessions.clear()]).toEqual([1, 0]);
  });

  it("remembers within the process what it cannot write, and signs in once", async () => {
    const directory = join(fresh(), "sessions");
    writeFileSync(directory, "a file in its place");
    const sessions = openSessions(directory);
    expect([sessions.read("key"), sessions.list(), sessions.clear()]).toEqual([undefined, [], 0]);
    let count = 0;
    const signIn = async () => ({ ...session, token: `token ${++count}` });
    const both = await Promise.all([sessions.signInOnce("key", signIn), sessions.signInOnce("key", signIn)]);
    expect(both.map(({ token }) => token)).toEqual(["token 1", "token 1"]);
    expect(sessions.write("key", session)).toBe(false);
    expect([sessions.list().length, sessions.remove("key"), sessions.read("key")]).toEqual([
      1,
      true,
      undefined,
    ]);
  });
});

function replaceBy(path: string, put: () => void): void {
  rmSync(path);
  put();
}

describe("signing in", () => {
  it("signs in once for many at once, and not at all while the session is good", async () => {
    const directory = fresh();
    let count = 0;
    const signIn = async () => ({ ...session, token: `token ${++count}` });
    // Each opens its own, as processes of their own would.
    const all = await Promise.all(
      Array.from({ length: 10 }, () => openSessions(directory).signInOnce("key", signIn)),
    );
    expect(new Set(all.map(({ token }) => token))).toEqual(new Set(["token 1"]));
    expect(count).toBe(1);
    await openSessions(directory).signInOnce("other key", signIn);
    expect(count).toBe(2);
  });

  it("renews a refused token once, and takes the one that another has made", async () => {
    const directory = fresh();
    openSessions(directory).write("key", { ...session, token: "stale" });
    let count = 0;
    const signIn = async () => ({ ...session, token: `token ${++count}` });
    const all = await Promise.all(
      Array.from({ length: 5 }, () => openSessions(directory).renew("key", "stale", signIn)),
    );
    expect(all.map(({ token }) => token)).toEqual(Array(5).fill("token 1"));
    expect((await openSessions(directory).renew("key", "token 1", signIn)).token).toBe("token 2");
  });

  it("passes a failed sign-in on, keeps nothing and frees the lock", async () => {
    const directory = fresh();
    const sessions = openSessions(directory);
    const refused = new Fault("auth", "refused");
    await expect(sessions.signInOnce("key", () => Promise.reject(refused))).rejects.toBe(refused);
    expect(readdirSync(directory)).toEqual([]);
    expect(await sessions.signInOnce("key", async () => session)).toEqual(session);
  });

  it("stops when it is aborted while another signs in", async () => {
    const directory = fresh();
    const stop = new AbortController();
    const reason = new Fault("interrupted", "interrupted");
    const first = openSessions(directory).signInOnce("key", async () => {
      const second = openSessions(directory).signInOnce("key", async () => session, { signal: stop.signal });
      stop.abort(reason);
      await expect(second).rejects.toBe(reason);
      return session;
    });
    await first;
  });

  it("signs in without the lock when another holds it for too long", async () => {
    const directory = fresh();
    await openSessions(directory).signInOnce("key", async () => {
      const signIn = async () => ({ ...session, token: "own" });
      expect((await openSessions(directory).signInOnce("key", signIn, { waitMs: 20 })).token).toBe("own");
      return session;
    });
  });
});

describe.skipIf(!isRoot)("as another user", () => {
  let bundle: Awaited<ReturnType<typeof bundled>>;
  beforeAll(async () => {
    bundle = await bundled("src/credentials/sessions.ts");
  });
  afterAll(() => bundle.remove());

  it("works in a directory that is read-only for us, and takes a foreign file for absent", async () => {
    const home = fresh();
    chmodSync(home, 0o755);
    const own = join(home, "own");
    const readOnly = join(home, "read-only");
    for (const directory of [own, readOnly]) openSessions(directory).write("key", session);
    chmodSync(readOnly, 0o755);
    chownSync(own, nobody, nobody);
    const script = `for (const directory of argv) {
      const sessions = module.openSessions(directory);
      const before = sessions.read("key") === undefined;
      const { token } = await sessions.signInOnce("key", async () => ({ token: "new", system: "rpt" }));
      console.log(before, token, module.openSessions(directory).read("key")?.token);
    }`;
    const { stdout, stderr } = await start(bundle, script, { argv: [own, readOnly], uid: nobody }).ended;
    expect(stderr).toBe("");
    expect(stdout).toBe("true new new\ntrue new undefined\n");
  });
});
