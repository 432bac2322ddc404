import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { main } from "../../src/main.ts";
import { memoryWorld } from "../output/memory-world.ts";
import { type Naming, namesServer } from "./names-server.ts";

export interface SavingCommand {
  readonly words: readonly string[];
  /** What the server sends. */
  readonly content: string;
  readonly extension: RegExp;
}

/** The commands that write a file which the server names, each saving below `in`. */
export const savingCommands: Readonly<Record<string, SavingCommand>> = {
  "reports download": {
    words: ["reports", "download", "r1", "--dir", "in"],
    content: `%PDF-1.4\n${"x".repeat(9000)}`,
    extension: /\.(?:pdf|csv)$/i,
  },
  "rpt run --download": {
    words: ["rpt", "run", "Plain", "--download", "in"],
    content: `%PDF-1.4\n${"y".repeat(9000)}`,
    extension: /\.(?:pdf|csv)$/i,
  },
  "defs export": {
    words: ["defs", "export", "11111111-1111-1111-1111-111111111111", "--dir", "in"],
    content: `PK\u0003\u0004${"z".repeat(9000)}`,
    extension: /\.rpz$/i,
  },
};

/** A folder to save in, `in`, what must stay as it is around it, and a server that names what is saved. */
export class Scene {
  #root = "";
  #server: Awaited<ReturnType<typeof namesServer>> | undefined;

  /** Open for the tests of this file. */
  static forTests(): Scene {
    const scene = new Scene();
    beforeAll(async () => {
      scene.#root = mkdtempSync(join(tmpdir(), "rptctl-names-"));
      scene.#server = await namesServer();
    });
    afterAll(() => rmSync(scene.#root, { recursive: true, force: true }));
    return scene;
  }

  at(...path: readonly string[]): string {
    return join(this.#root, ...path);
  }

  /** As it is before anything is saved. */
  lay(): void {
    for (const name of readdirSync(this.#root)) rmSync(this.at(name), { recursive: true, force: true });
    for (const name of ["in", "out", "home"]) mkdirSync(this.at(name));
    writeFileSync(this.at("out/victim"), "precious");
    writeFileSync(this.at("r.pdf"), "outside");
  }

  /** Everything but what is in `in`: paths and what is there. */
  around(): string {
    const seen: string[] = [];
    const walk = (path: string) => {
      for (const entry of readdirSync(this.at(path), { withFileTypes: true })) {
        const inner = join(path, entry.name);
        if (inner === "in" || inner === "moved") continue;
        if (entry.isDirectory()) walk(inner);
        seen.push(`${inner} ${entry.isFile() ? readFileSync(this.at(inner), "utf8") : ""}`);
      }
    };
    walk("");
    return seen.sort().join("\n");
  }

  async run(
    { words, content }: SavingCommand,
    naming: Naming,
    ...more: readonly string[]
  ): Promise<{ code: number; stderr: string }> {
    const server = this.#server!;
    Object.assign(server, { naming, content });
    let now = Date.parse("2026-11-22T12:00:00Z");
    const home = this.at("home");
    const world = {
      ...memoryWorld(),
      env: { ...server.env, RPTCTL_CONFIG_DIR: home, RPTCTL_KEYRING: "off" },
      cwd: this.#root,
      home,
      now: () => now,
      sleep: async (milliseconds: number) => {
        now += milliseconds;
      },
    };
    const code = await main([...words, "--retries", "0", ...more], world);
    return { code, stderr: world.stderr.text };
  }
}
