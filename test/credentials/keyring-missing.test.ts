import { expect, it, vi } from "vitest";
import { openKeyring } from "../../src/credentials/keyring.ts";

vi.mock("@napi-rs/keyring", () => {
  throw new Error("No such built-in module: @napi-rs/keyring");
});

it.each(["darwin", "win32"] as const)("says on %s which package is not there", async (platform) => {
  const keyring = openKeyring({ env: {}, platform });
  const why = "its optional package, @napi-rs/keyring, is not there";
  await expect(keyring.get("scope")).rejects.toThrow(why);
  await expect(keyring.set("scope", "secret")).rejects.toThrow(why);
  await expect(keyring.delete("scope")).rejects.toThrow(why);
});
