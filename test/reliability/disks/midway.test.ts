import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { guid, type ReportingServer, reportingServer } from "../interrupts/reporting-server.ts";
import { measured } from "../measure.ts";
import { seerBox, signInServer } from "../parallel/sign-in-server.ts";
import { kinds, type Place } from "./places.ts";
import { run } from "./run.ts";
import { prepare } from "./writers.ts";

const full = kinds[0]!;
let server: ReportingServer;
beforeAll(async () => {
  server = await reportingServer();
});
afterAll(() => server.close());

async function onDisk<T>(work: (place: Place) => Promise<T>): Promise<T> {
  const place = full.open();
  try {
    return await work(place);
  } finally {
    place.close();
  }
}

const missing = await full.missing();

describe.skipIf(missing !== undefined)("a disk that is full halfway", () => {
  const downloads: readonly (readonly string[])[] = [
    ["reports", "download", "one"],
    ["defs", "export", guid],
  ];

  it("keeps the part of a download, which is continued once there is room", async () => {
    let clean = 0;
    for (const argv of downloads) {
      await onDisk(async (place) => {
        const into = join(place.path, "into");
        mkdirSync(into);
        writeFileSync(join(place.path, "filler"), Buffer.alloc(700_000));
        const failed = await run(place, [...argv, "--dir", into], server.env);
        expect(failed.code).toBe(1);
        expect(failed.stderr).toMatch(/cannot write .*\.part: no space left on device\n {2}hint: .*kept/);
        const [part = ""] = readdirSync(into).filter((name) => name.endsWith(".part"));
        const kept = readFileSync(join(into, part)).length;
        expect(kept).toBeGreaterThan(100_000);
        place.mend();
        const again = await run(place, [...argv, "--dir", into, "-o", "json"], server.env);
        expect(again).toMatchObject({ code: 0 });
        const [whole, ...others] = readdirSync(into);
        expect(others).toEqual([]);
        const [{ bytes }] = JSON.parse(again.stdout);
        expect(readFileSync(join(into, whole!)).length).toBe(bytes);
        clean += 1;
      });
    }
    measured({
      chapter: "disks",
      what: "a disk that is full halfway through a download",
      tried: downloads.length,
      clean,
    });
  });

  it("starts no second run where the first could not be written down once it was made", async () => {
    await onDisk(async (place) => {
      prepare(place.path, "http://127.0.0.1:9");
      const argv = ["rpt", "run", guid, "--run-key", "nightly"];
      const made = server.schedules.length;
      void server.next(/^POST .*\/sched/).then(() => place.fail());
      const failed = await run(place, argv, server.env);
      expect(failed.code).toBe(3);
      expect(failed.stderr).toMatch(/cannot write .*\/runs\/.*: no space left on device/);
      expect(failed.stderr).toMatch(/hint: schedule s\d+ was made all the same: the same command goes on/);
      place.mend();
      expect(await run(place, argv, server.env)).toMatchObject({ code: 0 });
      expect(server.schedules.length - made).toBe(1);
    });
    measured({
      chapter: "disks",
      what: "a disk that is full once a run with a key was started",
      tried: 1,
      clean: 1,
      note: "the error says that it was; the same command finds it",
    });
  });

  it("keeps the session before where the new one cannot be kept, and succeeds", async () => {
    const seer = await signInServer(seerBox);
    await onDisk(async (place) => {
      prepare(place.path, seer.url);
      expect(await run(place, ["registries", "list"], {})).toMatchObject({ code: 0 });
      const sessions = join(place.path, "config", "sessions");
      const before = readdirSync(sessions).map((name) => readFileSync(join(sessions, name), "utf8"));
      seer.expire(1);
      place.fail();
      expect(await run(place, ["registries", "list"], {})).toMatchObject({ code: 0 });
      expect(readdirSync(sessions).map((name) => readFileSync(join(sessions, name), "utf8"))).toEqual(before);
    });
    expect(seer.signIns()).toBe(2);
    await seer.close();
    measured({
      chapter: "disks",
      what: "a session that cannot be kept",
      tried: 1,
      clean: 1,
      note: "it is a cache: the command succeeds, exit 0, and the next one signs in again",
    });
  });

  it("refuses the changes of a sandbox whose state cannot be written", async () => {
    await onDisk(async (place) => {
      prepare(place.path, "http://127.0.0.1:9");
      const state = join(place.path, "sandbox");
      const sandbox = (...words: string[]) => run(place, ["sandbox", ...words, "--state", state], {});
      const scope = (...words: string[]) =>
        run(place, ["scope", ...words, "--context", "sandbox-sandbox", "--retries", "0"], {});
      expect(await sandbox("start")).toMatchObject({ code: 0 });
      try {
        // Signed in beforehand.
        expect(await scope("get", "checkout", "--jq", ".active")).toMatchObject({ stdout: "true\n" });
        place.fail();
        const refused = await scope("disable", "checkout");
        expect(refused.code).toBeGreaterThan(0);
        expect(refused.stderr).toMatch(/no space left on device/);
        expect(await scope("get", "checkout", "--jq", ".active")).toMatchObject({ stdout: "true\n" });
        place.mend();
        expect(await scope("disable", "checkout")).toMatchObject({ code: 0 });
      } finally {
        await sandbox("stop");
      }
      expect(existsSync(join(state, "run.json"))).toBe(false);
    });
    measured({ chapter: "disks", what: "a sandbox whose state cannot be written", tried: 1, clean: 1 });
  });
});
