import { connect } from "node:net";
import { ownUser } from "../files/process.ts";
import { marshal, unmarshal, type Variant } from "./dbus-values.ts";

/** A connection to a message bus, for calls only. */
export interface Bus {
  /** The values that the method returns; rejects with the bus's or the service's error. Never starts a service. */
  call(method: Method, signature?: string, ...values: readonly unknown[]): Promise<unknown[]>;
  close(): void;
}

export interface Method {
  readonly destination: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
}

interface Waiting {
  resolve(values: unknown[]): void;
  reject(error: Error): void;
}

/** The D-Bus Specification, "Message Format". */
const littleEndian = 0x6c;
const methodCall = 1;
const methodReturn = 2;
const errorReply = 3;
const noAutoStart = 2;
const protocol = 1;
/** Far above what a keyring says; the specification allows 128 MiB. */
const longestMessage = 1 << 20;

/**
 * Connects to the bus whose socket is at `path` and says hello. When `signal` is aborted the connection is cut and all
 * that waits rejects: a silent bus holds nobody up.
 */
export async function connectBus(path: string, signal: AbortSignal): Promise<Bus> {
  signal.throwIfAborted();
  const socket = connect({ path });
  const waiting = new Map<number, Waiting>();
  let ended: Error | undefined;
  let serial = 0;

  const end = (error: Error) => {
    ended ??= error;
    socket.destroy();
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
  };
  const abort = () => end(new Error("the session bus does not answer"));
  signal.addEventListener("abort", abort, { once: true });
  socket.on("error", end);
  socket.on("close", () => {
    signal.removeEventListener("abort", abort);
    end(new Error("the session bus hung up"));
  });

  // Number 0, which no message has, is the bus's word that it takes us.
  const welcome = new Promise<unknown>((resolve, reject) => waiting.set(0, { resolve, reject }));
  let unread: Buffer = Buffer.alloc(0);
  socket.on("data", (chunk) => {
    try {
      unread = Buffer.concat([unread, chunk]);
      if (waiting.has(0)) unread = takeWelcome(unread, waiting);
      if (!waiting.has(0)) unread = takeReplies(unread, waiting);
    } catch (error) {
      end(error as Error);
    }
  });

  const bus: Bus = {
    call(method, signature = "", ...values) {
      serial += 1;
      const own = serial;
      return new Promise((resolve, reject) => {
        if (ended !== undefined) return reject(ended);
        waiting.set(own, { resolve, reject });
        socket.write(callMessage(own, method, signature, values));
      });
    },
    close: () => end(new Error("the connection is closed")),
  };

  try {
    // EXTERNAL: the socket itself proves who we are; the user's number is said in hexadecimal digits of its decimal ones.
    socket.write(`\0AUTH EXTERNAL ${Buffer.from(String(ownUser())).toString("hex")}\r\n`);
    await welcome;
    socket.write("BEGIN\r\n");
    await bus.call(busMethod("Hello"));
    return bus;
  } catch (error) {
    bus.close();
    throw error;
  }
}

/** A method of the bus itself. */
export function busMethod(member: string): Method {
  const name = "org.freedesktop.DBus";
  return { destination: name, path: "/org/freedesktop/DBus", interface: name, member };
}

function takeWelcome(unread: Buffer, waiting: Map<number, Waiting>): Buffer {
  const end = unread.indexOf("\r\n");
  if (end < 0) return unread;
  if (!unread.toString("latin1", 0, end).startsWith("OK ")) throw new Error("the session bus refuses us");
  waiting.get(0)?.resolve([]);
  waiting.delete(0);
  return unread.subarray(end + 2);
}

function callMessage(serial: number, method: Method, signature: string, values: readonly unknown[]): Buffer {
  const body = marshal(signature, values);
  const fields: [number, Variant][] = [
    [1, ["o", method.path]],
    [2, ["s", method.interface]],
    [3, ["s", method.member]],
    [6, ["s", method.destination]],
    [8, ["g", signature]],
  ];
  const head = [littleEndian, methodCall, noAutoStart, protocol, body.length, serial, fields];
  const header = marshal("yyyyuua(yv)", head);
  return Buffer.concat([header, Buffer.alloc(padding(header.length)), body]);
}

/** Settles the calls whose replies are complete, and gives back the rest. Signals and what else comes is passed over. */
function takeReplies(unread: Buffer, waiting: Map<number, Waiting>): Buffer {
  while (unread.length >= 16) {
    const little = unread[0] === littleEndian;
    const word = (at: number) => (little ? unread.readUInt32LE(at) : unread.readUInt32BE(at));
    const headerLength = 16 + word(12);
    const bodyStart = headerLength + padding(headerLength);
    const length = bodyStart + word(4);
    if (length > longestMessage) throw new Error("the session bus sends too much");
    if (unread.length < length) break;
    const [type, fields] = readHeader(unread.subarray(0, headerLength), little);
    const call = waiting.get(fields.get(5) as number);
    if (call !== undefined && (type === methodReturn || type === errorReply)) {
      waiting.delete(fields.get(5) as number);
      if (type === errorReply) call.reject(new Error(`the keyring says ${fields.get(4)}`));
      else
        call.resolve(unmarshal((fields.get(8) as string) ?? "", unread.subarray(bodyStart, length), little));
    }
    unread = unread.subarray(length);
  }
  return unread;
}

function readHeader(header: Buffer, little: boolean): [type: number, fields: Map<number, unknown>] {
  const [, type, , , , , fields] = unmarshal("yyyyuua(yv)", header, little);
  return [type as number, new Map(fields as [number, unknown][])];
}

function padding(length: number): number {
  return (8 - (length % 8)) % 8;
}
