import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("../test/real/cloudkitty.sh", import.meta.url));

/**
 * A real Keystone and CloudKitty. Not the tests' own: those are seeded anew whenever a test wants it.
 * @typedef {{
 *   version: string,
 *   authUrl: string,
 *   ratingUrl: string,
 *   region: string,
 *   cloudsYaml: string,
 *   users: { admin: { name: string, password: string, domain: string, project: string } },
 *   seed: (count: number) => void,
 *   token: () => string,
 * }} Stack
 */

/**
 * Starts CloudKitty 17 or 25 with the official clients, gives it to `work` and ends it, unless others use it.
 * @param {"17" | "25"} version
 * @param {(stack: Stack) => Promise<void>} work
 * @returns {Promise<void>} Rejects, with the reason, where this machine cannot run it (not root, not Debian 12).
 */
export async function withStack(version, work) {
  const env = {
    ...process.env,
    CK_VERSION: version,
    CK_STATE: join(process.env.XDG_CACHE_HOME ?? tmpdir(), `rptctl-bench-cloudkitty-${version}`),
    CK_PORT_BASE: String(28_400 + 10 * Number(version)),
  };
  const command = (...args) =>
    execFileSync(script, args, { env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trim();
  const release = () => void command("release", String(process.pid));
  process.once("exit", release);
  try {
    const facts = JSON.parse(
      readFileSync(command("up", "--with-client", "--for", String(process.pid)), "utf8"),
    );
    return await work({
      ...facts,
      seed: (count) => void command("seed", String(count)),
      token: () => command("token", "admin"),
    });
  } catch (error) {
    if (error.status === 3)
      throw new Error(`this machine cannot run CloudKitty: ${error.stderr.trim().split("\n").at(-1)}`);
    throw error;
  } finally {
    process.off("exit", release);
    release();
  }
}
