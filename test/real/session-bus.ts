import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A message bus of its own, on a socket in a directory that `stop` removes. */
export interface PrivateBus {
  /** The environment of a session on that bus, and of nothing else. */
  readonly env: Record<string, string>;
  /** What `dbus-send` prints. */
  send(destination: string, path: string, method: string, ...values: string[]): string;
  /** Starts gnome-keyring on the bus, its login collection unlocked; resolves when it answers. */
  startKeyring(): Promise<void>;
  /** What the service file of `activates` does: it writes this file. */
  readonly activated: string;
  stop(): Promise<void>;
}

/** Starts a bus; with `activates`, one on which asking for a keyring would start a program. */
export async function startBus({ activates = false } = {}): Promise<PrivateBus> {
  const directory = mkdtempSync(join(tmpdir(), "rptctl-bus-"));
  const services = join(directory, "services");
  const activated = join(directory, "activated");
  mkdirSync(services);
  if (activates) {
    const program = join(directory, "program");
    writeFileSync(program, `#!/bin/sh\ntouch ${activated}\nexit 1\n`);
    chmodSync(program, 0o755);
    const service = `[D-BUS Service]\nName=org.freedesktop.secrets\nExec=${program}\n`;
    writeFileSync(join(services, "org.freedesktop.secrets.service"), service);
  }
  const address = `unix:path=${join(directory, "bus")}`;
  writeFileSync(join(directory, "session.conf"), configuration(address, services));
  const env = {
    PATH: process.env.PATH ?? "/usr/bin:/bin",
    HOME: join(directory, "home"),
    XDG_RUNTIME_DIR: directory,
    XDG_DATA_HOME: join(directory, "data"),
    DBUS_SESSION_BUS_ADDRESS: address,
  };
  mkdirSync(env.HOME);
  const running: ChildProcess[] = [];
  const start = (program: string, ...args: string[]) => {
    const child = spawn(program, args, { env, stdio: ["pipe", "pipe", "ignore"] });
    running.push(child);
    return child;
  };
  const send = (destination: string, path: string, method: string, ...values: string[]) =>
    execFileSync(
      "dbus-send",
      [
        "--session",
        "--print-reply",
        "--reply-timeout=5000",
        `--dest=${destination}`,
        path,
        method,
        ...values,
      ],
      { env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] },
    );

  const bus = start(
    "dbus-daemon",
    `--config-file=${join(directory, "session.conf")}`,
    "--nofork",
    "--print-address",
  );
  await once(bus.stdout as NodeJS.ReadableStream, "data");
  return {
    env,
    activated,
    send,
    async startKeyring() {
      const monitor = start(
        "dbus-monitor",
        "--session",
        "member='NameOwnerChanged',arg0='org.freedesktop.secrets'",
      );
      const appears = new Promise<void>((resolve) => {
        let seen = "";
        monitor.stdout?.on("data", (chunk) => {
          seen += chunk;
          if (seen.includes('"org.freedesktop.secrets"')) resolve();
        });
      });
      await once(monitor.stdout as NodeJS.ReadableStream, "data");
      const keyring = start("gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets");
      keyring.stdin?.end("a password");
      await appears;
    },
    async stop() {
      for (const child of running.reverse()) {
        const ended = child.exitCode === null && child.signalCode === null ? once(child, "exit") : undefined;
        child.kill("SIGKILL");
        await ended;
      }
      rmSync(directory, { recursive: true });
    },
  };
}

function configuration(address: string, services: string): string {
  return `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>${address}</listen>
  <servicedir>${services}</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;
}
