import { chmodSync, existsSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import type { Keyring } from "../../src/credentials/keyring.ts";
import { openStore, type StoredCredential } from "../../src/credentials/store.ts";
import { Fault } from "../../src/errors.ts";
import { Secret } from "../../src/secret.ts";
import { freshDirectories } from "../files/directory.ts";

const fresh = freshDirectories();
const world = {
  env: { RPTCTL_KEYRING: "off" },
  platform: "linux",
  signal: new AbortController().signal,
} as const;
const full: StoredCredential = {
  username: "ann",
  password: new Secret("pass: word # 'x'\n"),
  token: new Secret("t0ken"),
  clientId: "id",
  clientSecret: new Secret("clients"),
  extra: { domain: "Default", number: "007" },
};

/** A keyring in memory, which can be locked. */
function keyringOf(): Keyring & { kept: Map<string, string>; locked: boolean } {
  const refuse = () => {
    if (keyring.locked) throw new Error("the keyring is locked");
  };
  const keyring = {
    kept: new Map<string, string>(),
    locked: false,
    async get(account: string) {
      refuse();
      return keyring.kept.get(account);
    },
    async set(account: string, secret: string) {
      refuse();
      keyring.kept.set(account, secret);
    },
    async delete(account: string) {
      refuse();
      return keyring.kept.delete(account);
    },
  };
  return keyring;
}

/** A credential with its secrets to be seen. */
function seen(credential: StoredCredential | undefined): Record<string, unknown> | undefined {
  if (credential === undefined) return undefined;
  const entries = Object.entries(credential);
  return Object.fromEntries(
    entries.map(([key, value]) => [key, value instanceof Secret ? value.reveal() : value]),
  );
}

describe("the store without a keyring", () => {
  it("has nothing at first, and makes nothing", async () => {
    const directory = join(fresh(), "config");
    const store = openStore(world, directory);
    expect(await store.get("prod", "rpt")).toBeUndefined();
    expect([await store.list(), await store.delete("prod", "rpt")]).toEqual([[], false]);
    expect(await store.deleteContext("prod")).toBe(0);
    await store.rename("prod", "live");
    expect(existsSync(directory)).toBe(false);
  });

  it("keeps every field in a private file", async () => {
    const directory = join(fresh(), "config");
    expect(await openStore(world, directory).set("prod", "rpt", full)).toBe("file");
    const kept = await openStore(world, directory).get("prod", "rpt");
    expect(seen(kept)).toEqual(seen(full));
    expect(inspect(kept)).not.toMatch(/pass:|t0ken|clients/);
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    expect(statSync(join(directory, "credentials.yaml")).mode & 0o777).toBe(0o600);
  });

  it.each(["__proto__", "constructor", "a: b", "", "12", "null", "- x", "日本", "a.b/c"])(
    "takes the context name %j",
    async (name) => {
      const directory = fresh();
      await openStore(world, directory).set(name, "rpt", { token: new Secret("x") });
      expect(seen(await openStore(world, directory).get(name, "rpt"))).toEqual({ token: "x" });
      expect(await openStore(world, directory).get(`${name}x`, "rpt")).toBeUndefined();
      expect(await openStore(world, directory).list()).toEqual([
        { context: name, system: "rpt", kept: "file" },
      ]);
    },
  );

  it("replaces, deletes, renames, and removes the file with the last one", async () => {
    const directory = fresh();
    const store = openStore(world, directory);
    await store.set("prod", "rpt", { token: new Secret("old"), username: "ann" });
    await store.set("prod", "rpt", { token: new Secret("new") });
    await store.set("prod", "scope", { token: new Secret("s") });
    await store.set("live", "rpt", { token: new Secret("live") });
    expect(seen(await store.get("prod", "rpt"))).toEqual({ token: "new" });
    await store.rename("prod", "live");
    expect((await store.list()).map(({ context, system }) => `${context} ${system}`)).toEqual([
      "live rpt",
      "live scope",
    ]);
    expect(seen(await store.get("live", "rpt"))).toEqual({ token: "new" });
    await store.rename("live", "live");
    expect([await store.delete("live", "rpt"), await store.delete("live", "rpt")]).toEqual([true, false]);
    expect(await store.deleteContext("live")).toBe(1);
    expect(existsSync(join(directory, "credentials.yaml"))).toBe(false);
  });

  it("loses nothing when many write at once", async () => {
    const directory = fresh();
    const set = (index: number) => {
      const own = { ...world, signal: new AbortController().signal };
      return openStore(own, directory).set(`context ${index}`, "rpt", { token: new Secret("x") });
    };
    await Promise.all(Array.from({ length: 20 }, (_, index) => set(index)));
    expect(await openStore(world, directory).list()).toHaveLength(20);
  });

  it("keeps nothing where others can write, and takes nothing from there", async () => {
    const directory = fresh();
    chmodSync(directory, 0o777);
    const refusal = { code: "config", hints: [`chmod 700 ${directory}`] };
    await expect(openStore(world, directory).set("prod", "rpt", full)).rejects.toMatchObject(refusal);
    expect(existsSync(join(directory, "credentials.yaml"))).toBe(false);
    chmodSync(directory, 0o700);
    await openStore(world, directory).set("prod", "rpt", full);
    chmodSync(directory, 0o777);
    await expect(openStore(world, directory).get("prod", "rpt")).rejects.toMatchObject(refusal);
  });

  it("refuses a file that others can read, or a link", async () => {
    const directory = fresh();
    const path = join(directory, "credentials.yaml");
    await openStore(world, directory).set("prod", "rpt", full);
    chmodSync(path, 0o640);
    const refusal = await openStore(world, directory)
      .get("prod", "rpt")
      .catch((error) => error);
    expect(refusal).toBeInstanceOf(Fault);
    expect(refusal).toMatchObject({ code: "config", hints: [`chmod 600 ${path}`] });
    await expect(openStore(world, directory).set("prod", "rpt", full)).rejects.toMatchObject({
      code: "config",
    });
    const other = fresh();
    symlinkSync(path, join(other, "credentials.yaml"));
    await expect(openStore(world, other).get("prod", "rpt")).rejects.toMatchObject({ code: "config" });
  });

  it.each([
    ["- a", "the file must be a mapping"],
    ["prod: s3cret", ":1:1: prod must be a mapping"],
    ["prod:\n  rpt: [s3cret]", ":2:3: prod.rpt must be a mapping"],
    ["prod:\n  rpt:\n    password: 12345", ":3:5: prod.rpt.password must be text: put it in quotes"],
    ["prod:\n  rpt:\n    kept: s3cret", ":3:5: prod.rpt.kept must be file or keyring"],
    ["prod:\n  rpt:\n    kept: keyring", "prod.rpt.account must name the keyring's entry"],
    ["prod:\n  rpt:\n    extra: s3cret", "prod.rpt.extra must be a mapping of names to text"],
    ["prod:\n  password: 's3cret", "broken YAML"],
  ])("says where %j is wrong, and no secret", async (text, message) => {
    const directory = fresh();
    const path = join(directory, "credentials.yaml");
    writeFileSync(path, text, { mode: 0o600 });
    const fault = (await openStore(world, directory)
      .get("prod", "rpt")
      .catch((error) => error)) as Fault;
    expect(fault).toMatchObject({ name: "Fault", code: "config" });
    expect(fault.message).toContain(message);
    expect(fault.message).toContain(path);
    expect(`${fault.message} ${fault.hints}`).not.toMatch(/s3cret|12345/);
  });

  it("takes what somebody wrote by hand", async () => {
    const directory = fresh();
    writeFileSync(
      join(directory, "credentials.yaml"),
      "prod:\n  rpt: { username: ann, password: b }\n  scope:\n",
      { mode: 0o600 },
    );
    expect(seen(await openStore(world, directory).get("prod", "rpt"))).toEqual({
      username: "ann",
      password: "b",
    });
    expect(seen(await openStore(world, directory).get("prod", "scope"))).toEqual({});
  });
});

describe("the store with a keyring", () => {
  it("keeps the secret there, and in the file only where it is", async () => {
    const directory = fresh();
    const keyring = keyringOf();
    const store = openStore(world, directory, { keyring });
    expect(await store.set("prod", "rpt", full)).toBe("keyring");
    expect(seen(await store.get("prod", "rpt"))).toEqual(seen(full));
    expect(await store.list()).toEqual([{ context: "prod", system: "rpt", kept: "keyring" }]);
    expect(readFileSync(join(directory, "credentials.yaml"), "utf8")).not.toMatch(/t0ken|word #|clients|ann/);
    await store.set("prod", "rpt", { token: new Secret("new") });
    expect(keyring.kept.size).toBe(1);
    expect(await store.delete("prod", "rpt")).toBe(true);
    expect([keyring.kept.size, existsSync(join(directory, "credentials.yaml"))]).toEqual([0, false]);
  });

  it("keeps contexts of one name apart: other directories', and the one that was renamed", async () => {
    const keyring = keyringOf();
    const [first, second] = [openStore(world, fresh(), { keyring }), openStore(world, fresh(), { keyring })];
    await first.set("prod", "rpt", { token: new Secret("first") });
    await second.set("prod", "rpt", { token: new Secret("second") });
    await first.rename("prod", "old");
    await first.set("prod", "rpt", { token: new Secret("third") });
    const all = [
      await first.get("old", "rpt"),
      await second.get("prod", "rpt"),
      await first.get("prod", "rpt"),
    ];
    expect(all.map(seen)).toEqual([{ token: "first" }, { token: "second" }, { token: "third" }]);
    await first.rename("old", "prod");
    expect(seen(await first.get("prod", "rpt"))).toEqual({ token: "first" });
    expect(keyring.kept.size).toBe(2);
    expect(await first.deleteContext("prod")).toBe(1);
    expect(keyring.kept.size).toBe(1);
  });

  it("falls back to the file while it is locked, and says so", async () => {
    const directory = fresh();
    const keyring = keyringOf();
    const said: string[] = [];
    const store = openStore(world, directory, { keyring, detail: (text) => said.push(text) });
    await store.set("prod", "scope", { token: new Secret("in the keyring") });
    keyring.locked = true;
    expect(await store.set("prod", "rpt", { token: new Secret("t0ken") })).toBe("file");
    expect(said).toEqual([
      `the keyring is not used: the keyring is locked; the credential goes into ${directory}/credentials.yaml`,
    ]);
    expect(seen(await store.get("prod", "rpt"))).toEqual({ token: "t0ken" });
    const refusal = await store.get("prod", "scope").catch((error) => error);
    expect(refusal).toMatchObject({
      code: "auth",
      system: "scope",
      message: "cannot read the credential of scope from the keyring: the keyring is locked",
    });
    expect(await store.delete("prod", "scope")).toBe(true);
    expect(said.at(-1)).toMatch(/^"prod\/scope \w+" may be left in the keyring: the keyring is locked$/);
    keyring.locked = false;
    expect(await store.set("prod", "rpt", { token: new Secret("t0ken") })).toBe("keyring");
    expect(readFileSync(join(directory, "credentials.yaml"), "utf8")).not.toContain("t0ken");
  });

  it("leaves no old secret in a keyring that refuses the new one", async () => {
    const keyring = keyringOf();
    const store = openStore(world, fresh(), { keyring });
    await store.set("prod", "rpt", full);
    keyring.set = () => Promise.reject(new Error("too long"));
    expect(await store.set("prod", "rpt", { token: new Secret("new") })).toBe("file");
    expect(keyring.kept.size).toBe(0);
  });

  it.each(["s3cret", '"s3cret"', '{"password": {"s3cret": 1}}'])(
    "does not show an entry %j that it cannot read",
    async (text) => {
      const keyring = keyringOf();
      const store = openStore(world, fresh(), { keyring });
      await store.set("prod", "rpt", full);
      for (const account of keyring.kept.keys()) keyring.kept.set(account, text);
      const fault = await store.get("prod", "rpt").catch((error) => error);
      expect(fault).toMatchObject({ code: "auth" });
      expect(inspect(fault, { depth: 9 })).not.toContain("s3cret");
    },
  );

  it("has none when somebody removed it from the keyring", async () => {
    const keyring = keyringOf();
    const store = openStore(world, fresh(), { keyring });
    await store.set("prod", "rpt", full);
    keyring.kept.clear();
    expect(await store.get("prod", "rpt")).toBeUndefined();
  });
});
