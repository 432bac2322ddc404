import { existsSync, readFileSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openStore } from "../../src/credentials/store.ts";
import { Secret } from "../../src/secret.ts";
import { bundled, start } from "../files/bundled.ts";
import { freshDirectories } from "../files/directory.ts";
import { needPackages } from "./packages.ts";
import { type PrivateBus, startBus } from "./session-bus.ts";
import { saySkipped } from "./skip.ts";

const reason = await needPackages(["dbus", "gnome-keyring"]);
if (reason !== undefined) saySkipped("gnome-keyring", reason);

const fresh = freshDirectories();
const signal = new AbortController().signal;
const said: string[] = [];

/** The store as a process in that session would open it. */
function storeOn(env: Record<string, string>, directory: string) {
  said.length = 0;
  return openStore({ env, platform: "linux", signal }, directory, { detail: (text) => said.push(text) });
}

describe.skipIf(reason !== undefined)("a session with gnome-keyring", () => {
  let bus: PrivateBus;
  let bundle: Awaited<ReturnType<typeof bundled>>;
  beforeAll(async () => {
    [bus, bundle] = await Promise.all([startBus(), bundled("src/credentials/store.ts")]);
    await bus.startKeyring();
  });
  afterAll(async () => {
    await bus.stop();
    await bundle.remove();
  });

  it("keeps a secret there, which another process reads, replaces and deletes", async () => {
    const directory = fresh();
    const password = "pässword \u{1F511} with 'quotes'\n".repeat(100);
    expect(
      await storeOn(bus.env, directory).set("prod", "rpt", {
        username: "ann",
        password: new Secret(password),
      }),
    ).toBe("keyring");
    expect(said).toEqual([]);
    expect(readFileSync(join(directory, "credentials.yaml"), "utf8")).not.toMatch(/ann|quotes/);
    const items = bus.send(
      "org.freedesktop.secrets",
      "/org/freedesktop/secrets",
      "org.freedesktop.Secret.Service.SearchItems",
      "dict:string:string:service,rptctl",
    );
    expect(items.match(/object path/g)).toHaveLength(1);

    const script = `const world = { env: process.env, platform: "linux", signal: new AbortController().signal };
      const store = module.openStore(world, argv[0]);
      const credential = await store.get("prod", "rpt");
      console.log(JSON.stringify([credential.username, credential.password.reveal()]));
      console.log(await store.set("prod", "rpt", { username: "bob" }));`;
    const other = await start(bundle, script, { argv: [directory], env: bus.env }).ended;
    expect(other.stderr).toBe("");
    expect(other.stdout).toBe(`${JSON.stringify(["ann", password])}\nkeyring\n`);
    expect(await storeOn(bus.env, directory).get("prod", "rpt")).toEqual({ username: "bob" });

    expect(await storeOn(bus.env, directory).delete("prod", "rpt")).toBe(true);
    expect(await storeOn(bus.env, directory).get("prod", "rpt")).toBeUndefined();
    const left = bus.send(
      "org.freedesktop.secrets",
      "/org/freedesktop/secrets",
      "org.freedesktop.Secret.Service.SearchItems",
      "dict:string:string:service,rptctl",
    );
    expect(left).not.toContain("object path");
  });

  it("falls back to the file while the collection is locked, and asks nobody", async () => {
    const directory = fresh();
    await storeOn(bus.env, directory).set("prod", "rpt", { token: new Secret("before") });
    bus.send(
      "org.freedesktop.secrets",
      "/org/freedesktop/secrets",
      "org.freedesktop.Secret.Service.Lock",
      "array:objpath:/org/freedesktop/secrets/collection/login",
    );
    const store = storeOn(bus.env, directory);
    await expect(store.get("prod", "rpt")).rejects.toMatchObject({
      code: "auth",
      message: "cannot read the credential of rpt from the keyring: the keyring is locked",
    });
    expect(await store.set("prod", "scope", { token: new Secret("after") })).toBe("file");
    expect(said).toEqual([expect.stringContaining("the keyring is not used: the keyring is locked")]);
    expect((await store.get("prod", "scope"))?.token?.reveal()).toBe("after");
  });

  it("is left alone when RPTCTL_KEYRING is off", async () => {
    const store = storeOn({ ...bus.env, RPTCTL_KEYRING: "off" }, fresh());
    expect(await store.set("prod", "rpt", { token: new Secret("x") })).toBe("file");
  });
});

describe.skipIf(reason !== undefined)("a session without a keyring", () => {
  let bus: PrivateBus;
  afterEach(() => bus.stop());

  it("starts none, though the bus would if it were asked", async () => {
    bus = await startBus({ activates: true });
    const store = storeOn(bus.env, fresh());
    expect(await store.set("prod", "rpt", { token: new Secret("x") })).toBe("file");
    expect(said).toEqual([expect.stringContaining("no keyring runs in this session")]);
    expect((await store.get("prod", "rpt"))?.token?.reveal()).toBe("x");
    expect(await store.delete("prod", "rpt")).toBe(true);
    expect(existsSync(bus.activated)).toBe(false);
    // The trap works: one message without our flag springs it.
    expect(() => bus.send("org.freedesktop.secrets", "/", "org.freedesktop.DBus.Peer.Ping")).toThrow();
    expect(existsSync(bus.activated)).toBe(true);
  });
});

describe("a bus that accepts and never answers", () => {
  it("holds up no process: it falls back and ends", async () => {
    const path = join(fresh(), "bus");
    const sockets: Socket[] = [];
    const server = createServer((socket) => sockets.push(socket.on("error", () => {})));
    await new Promise<void>((resolve) => server.listen(path, resolve));
    const bundle = await bundled("src/credentials/store.ts");
    try {
      const script = `const world = { env: process.env, platform: "linux", signal: new AbortController().signal };
        const store = module.openStore(world, argv[0], { detail: (text) => console.error(text) });
        console.log(await store.set("prod", "rpt", { username: "ann" }));`;
      const env = { DBUS_SESSION_BUS_ADDRESS: `unix:path=${path}` };
      const { code, stdout, stderr } = await start(bundle, script, { argv: [fresh()], env }).ended;
      expect([code, stdout]).toEqual([0, "file\n"]);
      expect(stderr).toContain("the session bus does not answer");
    } finally {
      for (const socket of sockets) socket.destroy();
      server.close();
      await bundle.remove();
    }
  });
});
