import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

/** A server program that runs as a child of this process. */
export interface Daemon {
  /** Ends it; resolves when it has ended. */
  stop(): Promise<void>;
}

/** A loopback port that nothing listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

/**
 * Starts a program that stays in the foreground; resolves when it listens on the port. Rejects with what it wrote when
 * it ends before.
 */
export async function startDaemon(command: string, args: readonly string[], port: number): Promise<Daemon> {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk));
  let over: Error | undefined;
  const ended = new Promise<void>((resolve) => {
    child.on("error", (error) => {
      over = error;
      resolve();
    });
    child.on("close", (code, signal) => {
      over ??= new Error(`${command} ended (${code ?? signal}): ${output}`);
      resolve();
    });
  });
  const kill = (): void => void child.kill("SIGKILL");
  process.once("exit", kill);
  while (!(await listens(port))) {
    if (over !== undefined) throw over;
    await Promise.race([ended, delay(20)]);
  }
  return {
    async stop() {
      child.kill("SIGTERM");
      await ended;
      process.off("exit", kill);
    },
  };
}

async function listens(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
