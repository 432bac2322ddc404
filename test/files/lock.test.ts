import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { Fault } from "../../src/errors.ts";
import { tryAcquire, withLock } from "../../src/files/lock.ts";
import { ownProcess } from "../../src/files/process.ts";
import { bundled, printed, start } from "./bundled.ts";
import { freshDirectories, isRoot, nobody } from "./directory.ts";

const fresh = freshDirectories();
let bundle: Awaited<ReturnType<typeof bundled>>;
beforeAll(async () => {
  bundle = await bundled("src/files/lock.ts");
});
afterAll(() => bundle.remove());
afterEach(() => vi.restoreAllMocks());

const host = hostname()
  .replace(/[^\w.-]/g, "_")
  .slice(0, 64);

/** A lock as a holder of that name would have left it. */
function planted(path: string, ...holders: string[]): void {
  mkdirSync(`${path}.lock`);
  for (const holder of holders) writeFileSync(join(`${path}.lock`, holder), "");
}

const { pid, start: started } = ownProcess();

describe("withLock", () => {
  it("gives back what the work returns or throws, and leaves nothing behind", async () => {
    const directory = fresh();
    const path = join(directory, "file");
    expect(await withLock(path, () => 7)).toBe(7);
    await expect(withLock(path, () => Promise.reject(new Error("mine")))).rejects.toThrow("mine");
    expect(readdirSync(directory)).toEqual([]);
  });

  it("makes the directory of a path that has none yet", async () => {
    const directory = fresh();
    await withLock(join(directory, "a", "file"), () =>
      expect(readdirSync(join(directory, "a"))).toEqual(["file.lock"]),
    );
  });

  it("keeps parallel work of one process apart", async () => {
    const path = join(fresh(), "file");
    let inside = 0;
    const most: number[] = [];
    const work = async () => {
      inside += 1;
      most.push(inside);
      await new Promise(setImmediate);
      inside -= 1;
    };
    await Promise.all(Array.from({ length: 20 }, () => withLock(path, work)));
    expect(most).toEqual(Array(20).fill(1));
  });

  it("takes over from a holder that was killed, one at a time though many try", async () => {
    const path = join(fresh(), "file");
    const holder = start(
      bundle,
      `await module.withLock(argv[0], () => { console.log("held"); return new Promise(() => setInterval(() => {}, 1e6)) })`,
      { argv: [path] },
    );
    await printed(holder.child, "held");
    holder.child.kill("SIGKILL");
    await once(holder.child, "exit");
    expect(existsSync(`${path}.lock`)).toBe(true);
    let inside = 0;
    const work = async () => {
      inside += 1;
      expect(inside).toBe(1);
      await new Promise(setImmediate);
      inside -= 1;
    };
    await Promise.all(Array.from({ length: 10 }, () => withLock(path, work, { waitMs: 5_000 })));
    expect(readdirSync(join(path, ".."))).toEqual([]);
  });

  it("waits for a living holder, and then names it and its lock", async () => {
    const path = join(fresh(), "file");
    const holder = start(
      bundle,
      `await module.withLock(argv[0], () => { console.log("held"); return new Promise((free) => process.stdin.once("end", free).resume()) })`,
      { argv: [path] },
    );
    await printed(holder.child, "held");
    const failure = await withLock(path, () => {}, { waitMs: 100 }).catch((error) => error);
    expect(failure).toBeInstanceOf(Fault);
    expect(failure).toMatchObject({
      code: "config",
      message: `waited 0.1 s for the lock ${path}.lock, which process ${holder.child.pid} holds`,
      hints: [`if process ${holder.child.pid} is not an rptctl at work: rm -r ${path}.lock`],
    });
    const second = withLock(path, () => "mine now");
    holder.child.stdin?.end();
    expect(await second).toBe("mine now");
    expect((await holder.ended).code).toBe(0);
  });

  it.each([
    ["changes hands", 5, "at last"],
    ["stays with one", 0, /^waited 60 s for the lock/],
  ])("a lock that %s is waited for, however long that takes in all", async (_, changes, expected) => {
    const path = join(fresh(), "file");
    planted(path, `1-5-aa@elsewhere`);
    let clock = 0;
    vi.spyOn(performance, "now").mockImplementation(() => (clock += 40_000));
    let left = changes;
    // Asked for the length of each pause, at which the lock goes to the next one.
    vi.spyOn(Math, "random").mockImplementation(() => {
      if (left > 0)
        renameSync(
          join(`${path}.lock`, `${changes - left + 1}-5-aa@elsewhere`),
          join(`${path}.lock`, `${changes - left + 2}-5-aa@elsewhere`),
        );
      if (left === 1) rmSync(`${path}.lock`, { recursive: true });
      left -= 1;
      return 0;
    });
    const waited = await withLock(path, () => "at last", { waitMs: 60_000 }).catch(
      (error: Fault) => error.message,
    );
    expect(waited).toMatch(expected);
  });

  it.each([
    ["a process whose number is another's now", `${pid}-1-aa@${host}`],
    ["a process that is gone", `4194999-5-aa@${host}`],
    ["nobody, the directory being empty", undefined],
  ])("takes the lock of %s", async (_, holder) => {
    const path = join(fresh(), "file");
    planted(path, ...(holder === undefined ? [] : [holder]));
    expect(await withLock(path, () => "taken", { waitMs: 1_000 })).toBe("taken");
  });

  it.each([
    ["this process", `${pid}-${started}-aa@${host}`, `process ${pid} holds`],
    ["another host", "1-5-aa@elsewhere", "process 1 on elsewhere holds"],
    ["something unknown", "who", "who holds"],
  ])("respects the lock of %s", async (_, holder, said) => {
    const path = join(fresh(), "file");
    planted(path, holder);
    await expect(withLock(path, () => {}, { waitMs: 0 })).rejects.toThrow(said);
  });

  it("forgets the lock of another host after an hour", async () => {
    const path = join(fresh(), "file");
    planted(path, "1-5-aa@elsewhere");
    const longAgo = Date.now() / 1000 - 3_700;
    utimesSync(join(`${path}.lock`, "1-5-aa@elsewhere"), longAgo, longAgo);
    expect(await withLock(path, () => "taken", { waitMs: 0 })).toBe("taken");
  });

  it("keeps the lock of a run that takes longer than the dead are remembered", () => {
    vi.useFakeTimers();
    try {
      const path = join(fresh(), "file");
      const mine = tryAcquire(path);
      if (!("release" in mine)) throw new Error("held");
      const file = join(`${path}.lock`, readdirSync(`${path}.lock`)[0]!);
      vi.setSystemTime(Date.now() + 3 * 3_600_000);
      vi.advanceTimersByTime(1_000_000);
      expect(Date.now() - statSync(file).mtimeMs).toBeLessThan(1_000_000);
      mine.release();
      expect(vi.getTimerCount()).toBe(0);
      expect(existsSync(`${path}.lock`)).toBe(false);
    } finally {
      vi.useRealTimers();
    }
  });

  it("stops waiting when it is aborted, with the reason", async () => {
    const path = join(fresh(), "file");
    planted(path, `${pid}-${started}-aa@${host}`);
    const stop = new AbortController();
    const reason = new Fault("interrupted", "interrupted");
    const waiting = withLock(path, () => {}, { signal: stop.signal });
    stop.abort(reason);
    await expect(waiting).rejects.toBe(reason);
  });

  it.skipIf(!isRoot)("says that it may not write there", async () => {
    const directory = fresh();
    chmodSync(directory, 0o755);
    const script = `await module.withLock(argv[0], () => {}).catch((fault) => console.log(fault.code, fault.message))`;
    const { stdout } = await start(bundle, script, { argv: [join(directory, "file")], uid: nobody }).ended;
    expect(stdout).toBe(`config cannot lock ${join(directory, "file")}: permission denied\n`);
  });
});
