import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { sessionBusPath } from "../../src/credentials/session-bus.ts";
import { freshDirectories } from "../files/directory.ts";

const fresh = freshDirectories();
const from = (address: string) => sessionBusPath({ env: { DBUS_SESSION_BUS_ADDRESS: address } });

describe("sessionBusPath", () => {
  it.each([
    ["unix:path=/run/user/1000/bus", "/run/user/1000/bus"],
    ["unix:path=/tmp/dbus-x,guid=0123", "/tmp/dbus-x"],
    ["unix:guid=0123,path=/tmp/with%20blank", "/tmp/with blank"],
    ["unix:abstract=/tmp/dbus-y", "\0/tmp/dbus-y"],
    ["tcp:host=localhost,port=1;unix:path=/tmp/z", "/tmp/z"],
    ["autolaunch:", undefined],
    ["tcp:host=localhost,port=1", undefined],
    ["unix:path=%zz", undefined],
    ["nonsense", undefined],
    ["", undefined],
  ])("of %j is %j", (address, path) => {
    expect(from(address)).toBe(path);
  });

  it("is the socket of the runtime directory, where it is one", async () => {
    const runtime = fresh();
    const env = { XDG_RUNTIME_DIR: runtime };
    expect(sessionBusPath({ env })).toBeUndefined();
    writeFileSync(join(runtime, "bus"), "");
    expect(sessionBusPath({ env })).toBeUndefined();
    mkdirSync(join(runtime, "real"));
    const server = createServer().listen(join(runtime, "real", "bus"));
    await new Promise((resolve) => server.once("listening", resolve));
    const real = { XDG_RUNTIME_DIR: join(runtime, "real") };
    expect(sessionBusPath({ env: real })).toBe(join(runtime, "real", "bus"));
    const both = { ...real, DBUS_SESSION_BUS_ADDRESS: "unix:runtime=yes" };
    expect(sessionBusPath({ env: both })).toBe(join(runtime, "real", "bus"));
    expect(sessionBusPath({ env: { ...real, DBUS_SESSION_BUS_ADDRESS: "autolaunch:" } })).toBeUndefined();
    await new Promise((resolve) => server.close(resolve));
  });
});
