import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/**
 * Starts a server of bench/ as a process of its own, so that it has its own core. It prints one line of JSON, its ports, when it
 * listens, and ends when its stdin does.
 * @param {string} file @param {readonly string[]} words
 * @returns {Promise<{ ports: Record<string, number>, close: () => void }>}
 */
export async function startServer(file, words = []) {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const child = spawn(process.execPath, [path, ...words], { stdio: ["pipe", "pipe", "inherit"] });
  const [line] = await once(child.stdout, "data");
  return { ports: JSON.parse(String(line)), close: () => child.stdin.end() };
}
