import { writeFileSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { openKeyring } from "../../src/credentials/keyring.ts";
import { freshDirectories } from "../files/directory.ts";

const fresh = freshDirectories();
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

interface FakeBus {
  readonly env: Record<string, string>;
  readonly platform: "linux";
  /** All that it was told. */
  heard: string;
}

/** A bus that answers what it is told to the first bytes, then to those after. */
async function busThatSays(...answers: string[]): Promise<FakeBus> {
  const path = join(fresh(), "bus");
  const bus: FakeBus = {
    env: { DBUS_SESSION_BUS_ADDRESS: `unix:path=${path}` },
    platform: "linux",
    heard: "",
  };
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    const left = [...answers];
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      bus.heard += chunk.toString("latin1");
      if (left[0] === "hang up at Hello" && !bus.heard.includes("Hello")) return;
      const answer = left.shift();
      if (answer?.startsWith("hang up")) socket.destroy();
      else if (answer !== undefined) socket.write(Buffer.from(answer, "latin1"));
    });
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  closing.push(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return bus;
}

describe("openKeyring", () => {
  it("is no keyring when it is off, whatever there is", async () => {
    const world = await busThatSays("OK 0\r\n");
    const keyring = openKeyring({ ...world, env: { ...world.env, RPTCTL_KEYRING: "off" } });
    await expect(keyring.get("a")).rejects.toThrow("RPTCTL_KEYRING is off");
  });

  it("refuses a word that it does not know", () => {
    const open = () => openKeyring({ env: { RPTCTL_KEYRING: "on" }, platform: "linux" });
    expect(open).toThrow('RPTCTL_KEYRING is "on", and may be auto or off');
  });

  it("says that there is no bus", async () => {
    await expect(openKeyring({ env: {}, platform: "linux" }).get("a")).rejects.toThrow(
      "there is no session bus",
    );
  });

  it("says that nobody listens at the address", async () => {
    const path = join(fresh(), "bus");
    const env = { DBUS_SESSION_BUS_ADDRESS: `unix:path=${path}` };
    await expect(openKeyring({ env, platform: "linux" }).get("a")).rejects.toThrow(/ENOENT/);
    writeFileSync(path, "");
    await expect(openKeyring({ env, platform: "linux" }).get("a")).rejects.toThrow(/ECONNREFUSED|ENOTSOCK/);
  });

  it.each<[string, string[], string]>([
    ["accepts and says nothing", [], "the session bus does not answer"],
    ["takes us and says nothing more", ["OK 0\r\n"], "the session bus does not answer"],
    ["stops in the middle of a line", ["OK"], "the session bus does not answer"],
    ["stops in the middle of a message", ["OK 0\r\n", "l\x02\x01\x01"], "the session bus does not answer"],
    ["refuses us", ["REJECTED EXTERNAL\r\n"], "the session bus refuses us"],
    ["hangs up", ["hang up"], "the session bus hung up"],
    ["hangs up later", ["OK 0\r\n", "hang up"], "the session bus hung up"],
    ["sends nonsense", ["OK 0\r\n", "\xff".repeat(64)], "the session bus sends too much"],
    [
      "sends broken fields",
      ["OK 0\r\n", `l\x02\x01\x01\0\0\0\0\x01\0\0\0\x08\0\0\0${"\xff".repeat(8)}`],
      "D-Bus",
    ],
  ])("is given up when the bus %s", async (_, answers, message) => {
    const world = await busThatSays(...answers);
    const keyring = openKeyring(world, message.includes("answer") ? 30 : 10_000);
    await expect(keyring.get("a")).rejects.toThrow(message);
    await expect(keyring.set("a", "secret")).rejects.toThrow(message);
    await expect(keyring.delete("a")).rejects.toThrow(message);
  });

  it("says who we are, and that no message may start a service", async () => {
    const bus = await busThatSays("OK 0\r\n", "hang up at Hello");
    await expect(openKeyring(bus, 10_000).get("a")).rejects.toThrow("hung up");
    const user = Buffer.from(String(process.geteuid?.())).toString("hex");
    const [signIn, message] = bus.heard.split("BEGIN\r\n");
    expect(signIn).toBe(`\0AUTH EXTERNAL ${user}\r\n`);
    expect(message ?? "").toMatch(/^l\x01\x02\x01/);
  });
});
