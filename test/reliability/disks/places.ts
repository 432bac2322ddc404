import { execFileSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isRoot, nobody } from "../../files/directory.ts";
import { needPackages } from "../../real/packages.ts";
import { sized } from "../measure.ts";

/** A directory on a disk that can be made to fail, and mended. */
export interface Place {
  readonly path: string;
  fail(): void;
  mend(): void;
  close(): void;
  /** How the program is started there while it fails. */
  readonly uid?: number;
  prefix?(): readonly string[];
}

export interface Kind {
  readonly name: string;
  /** Why it cannot be had here; undefined where it can. */
  missing(): Promise<string | undefined>;
  open(): Place;
}

const cannotMount = async () => (isRoot ? refused(() => small("size=1m", fill)) : "only root may mount");

/** Why such a disk cannot be had: root in a container may mount as little as anybody. */
function refused(open: () => Place): string | undefined {
  try {
    open().close();
    return undefined;
  } catch (error) {
    return String(error).split("\n")[0];
  }
}

export const kinds: readonly Kind[] = [
  { name: "a full disk", missing: cannotMount, open: () => small("size=1m", fill) },
  {
    name: "a disk with no file left to give",
    missing: cannotMount,
    open: () => small("nr_inodes=80", fillWithFiles),
  },
  {
    name: "a read-only disk",
    missing: cannotMount,
    open: () => small("size=4m", (path) => remount(path, "ro")),
  },
  { name: "a directory without permission", missing: async () => undefined, open: forbidden },
  { name: "a limit on file sizes", missing: limitMissing, open: limited },
  { name: "a quota that is used up", missing: quotaMissing, open: quota },
];

const fillerOf = (path: string) => join(path, "filler");

/** A file system in memory. */
function small(options: string, fail: (path: string) => void): Place {
  const path = mkdtempSync(join(tmpdir(), "rptctl-disk-"));
  mount(path, "-t", "tmpfs", "-o", `mode=700,${options}`, "tmpfs");
  return {
    path,
    fail: () => fail(path),
    mend() {
      remount(path, "rw");
      rmSync(fillerOf(path), { recursive: true, force: true });
    },
    close() {
      execFileSync("umount", [path]);
      rmSync(path, { recursive: true });
    },
  };
}

function mount(path: string, ...words: string[]): void {
  try {
    execFileSync("mount", [...words, path], { stdio: "pipe" });
  } catch (error) {
    rmSync(path, { recursive: true });
    throw error;
  }
}

function remount(path: string, how: string): void {
  execFileSync("mount", ["-o", `remount,${how}`, path]);
}

/** To the last byte. */
function fill(path: string): void {
  const file = openSync(fillerOf(path), "w");
  for (let piece = 65_536; piece >= 1; ) {
    try {
      writeSync(file, Buffer.alloc(piece));
    } catch {
      piece = Math.floor(piece / 2);
    }
  }
  closeSync(file);
}

function fillWithFiles(path: string): void {
  try {
    mkdirSync(fillerOf(path));
    for (let number = 0; ; number += 1) writeFileSync(join(fillerOf(path), String(number)), "");
  } catch {
    // That was the last one.
  }
}

function forbidden(): Place {
  const path = mkdtempSync(join(tmpdir(), "rptctl-disk-"));
  const all = () => [path, ...readdirSync(path, { recursive: true }).map((name) => join(path, String(name)))];
  const own = () => {
    if (isRoot) for (const one of all()) chownSync(one, nobody, nobody);
  };
  const modes = (mode: number) => {
    for (const one of all()) if (statSync(one).isDirectory()) chmodSync(one, mode);
  };
  return {
    path,
    ...(isRoot ? { uid: nobody } : {}),
    fail() {
      own();
      modes(0o555);
    },
    mend: () => modes(0o700),
    close: () => rmSync(path, { recursive: true }),
  };
}

async function limitMissing(): Promise<string | undefined> {
  return answers("prlimit", ["--version"]) ? undefined : "there is no prlimit";
}

/** The system cuts every file at 10 bytes. */
function limited(): Place {
  const path = mkdtempSync(join(tmpdir(), "rptctl-disk-"));
  let fails = false;
  return {
    path,
    fail() {
      fails = true;
    },
    mend() {
      fails = false;
    },
    prefix: () => (fails ? ["prlimit", "--fsize=10", "--"] : []),
    close: () => rmSync(path, { recursive: true }),
  };
}

async function quotaMissing(): Promise<string | undefined> {
  if (!isRoot) return "only root may mount";
  // A full run installs them; the others do with what is there.
  if (sized(0, 1) === 1) {
    const reason = await needPackages(["btrfs-progs"]);
    if (reason !== undefined) return reason;
  }
  if (!answers("mkfs.btrfs", ["--version"])) return "there are no btrfs-progs";
  return refused(quota);
}

/** A subvolume of btrfs, whose quota binds root too. */
function quota(): Place {
  const top = mkdtempSync(join(tmpdir(), "rptctl-disk-"));
  const image = `${top}.img`;
  writeFileSync(image, "");
  truncateSync(image, 128 * 1024 * 1024);
  execFileSync("mkfs.btrfs", ["-q", image], { stdio: "ignore" });
  try {
    mount(top, "-o", "loop", image);
  } catch (error) {
    rmSync(image);
    throw error;
  }
  const path = join(top, "volume");
  const btrfs = (...words: string[]) => execFileSync("btrfs", words, { stdio: "ignore" });
  btrfs("quota", "enable", top);
  btrfs("subvolume", "create", path);
  chmodSync(path, 0o700);
  return {
    path,
    fail() {
      btrfs("qgroup", "limit", "1M", path);
      fill(path);
      execFileSync("sync", ["-f", path]);
    },
    mend() {
      btrfs("qgroup", "limit", "none", path);
      rmSync(fillerOf(path), { force: true });
    },
    close() {
      execFileSync("umount", [top]);
      rmSync(top, { recursive: true });
      rmSync(image);
    },
  };
}

function answers(program: string, words: readonly string[]): boolean {
  try {
    execFileSync(program, words, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
