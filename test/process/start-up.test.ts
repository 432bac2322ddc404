import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { freshHomes, startProgram } from "./program.ts";

const hook = fileURLToPath(new URL("loaded.cjs", import.meta.url));
const fresh = freshHomes();

/** The chunks that a command loads, without the hashes in their names. */
async function chunksOf(...argv: string[]): Promise<readonly string[]> {
  const env = { HOME: fresh(), NODE_OPTIONS: `--require ${hook}` };
  const { stderr } = await startProgram(argv, { env }).ended;
  return [...stderr.matchAll(/^(.+)-[\w-]{8}\.cjs$/gm)].map(([, name]) => name!).sort();
}

describe("what is loaded", () => {
  it.each(["", "scope", "pipeline audit"])(
    "for the help of '%s' holds nothing of a request",
    async (group) => {
      const chunks = await chunksOf(...group.split(" ").filter(Boolean), "--help");
      expect(chunks).toContain("core");
      expect(chunks).not.toContain("request");
    },
  );
});
