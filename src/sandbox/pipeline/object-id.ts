import { createHash } from "node:crypto";

/** An id as MongoDB makes them, but the same in every sandbox: 24 hexadecimal digits, the first 8 of them seconds. */
export function objectId(name: string, createdAt = Date.UTC(2026, 0, 5)): string {
  const seconds = Math.floor(createdAt / 1000)
    .toString(16)
    .padStart(8, "0");
  return seconds + createHash("md5").update(`opsera ${name}`).digest("hex").slice(0, 16);
}
