import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { main } from "../../src/main.ts";
import { memoryWorld } from "../output/memory-world.ts";
import { type IdLine, place } from "./ids-lines.ts";
import { idServers, type Mood, type Sent } from "./ids-server.ts";

export interface IdRun {
  readonly code: number;
  readonly sent: readonly Sent[];
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the lines of commands, an id in its place, against servers that have what they are asked for. */
export async function idRunner(): Promise<
  (path: string, line: IdLine, id: string, mood?: Mood) => Promise<IdRun>
> {
  const servers = await idServers();
  const home = mkdtempSync(join(tmpdir(), "rptctl-ids-"));
  afterAll(() => rmSync(home, { recursive: true, force: true }));
  writeFileSync(join(home, "in.rpz"), "PK\u0003\u0004");
  return async (path, { words }, id, mood = "obliging") => {
    Object.assign(servers, { id, mood });
    servers.sent.length = 0;
    let now = Date.parse("2026-11-22T12:00:00Z");
    const world = {
      ...memoryWorld(),
      env: { ...servers.env, RPTCTL_CONFIG_DIR: home, RPTCTL_KEYRING: "off", TZ: "UTC" },
      cwd: home,
      home,
      now: () => now,
      sleep: async (milliseconds: number) => {
        now += milliseconds;
      },
    };
    const typed = words.map((word) => word.replace(place, () => id));
    const code = await main([...path.split(" "), "--retries", "0", ...typed], world);
    return { code, sent: [...servers.sent], stdout: world.stdout.text, stderr: world.stderr.text };
  };
}
