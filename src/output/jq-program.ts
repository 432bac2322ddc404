import factory from "jq-wasm/dist/build/jq.js";

/** What one run of jq came to. */
export interface JqRun {
  /** jq's own exit status: 0, 3 for a filter that does not compile, 5 for an error while it ran. */
  readonly status: number;
  readonly stdout: readonly Uint8Array[];
  readonly stderr: string;
}

/** How the package's build names the imports and exports that are needed here; jq.test.ts fails if a new build differs. */
const names = {
  memory: "E",
  main: "G",
  stackAlloc: "J",
  read: "g",
  write: "d",
  exit: "b",
  procExit: "s",
  abort: "D",
  assertFail: "a",
} as const;

type Imported = (...values: number[]) => number;
interface Exports {
  readonly [names.memory]: { readonly buffer: ArrayBuffer };
  readonly [names.main]: (argc: number, argv: number) => number;
  readonly [names.stackAlloc]: (bytes: number) => number;
}
/** What is used of the engine's WebAssembly, of which Node's types say nothing. */
declare const WebAssembly: {
  compile(bytes: Uint8Array): Promise<object>;
  Instance: new (module: object, imports: object) => { readonly exports: Exports };
};

class Exit {
  readonly status: number;

  constructor(status: number) {
    this.status = status;
  }
}

let compiled: Promise<object> | undefined;

/**
 * Runs jq, the real one as WebAssembly, with that input on its stdin; each run in a fresh instance, so that nothing is left
 * of the one before. The package's own `raw()` is not used: it reads a byte at a time by copying the rest, drops jq's exit
 * status and stderr when something was printed, and sets the exit code of the process. So its stdin, stdout and exit are
 * taken over here, and its main is called directly.
 */
export async function runJq(args: readonly string[], input: readonly Uint8Array[]): Promise<JqRun> {
  compiled ??= WebAssembly.compile(embeddedProgram());
  const module = await compiled;
  const stdout: Uint8Array[] = [];
  const stderr: Uint8Array[] = [];
  const source = reader(input);
  let program: Exports | undefined;

  await factory({
    instantiateWasm(given: { a: Record<string, Imported> }, receive: (instance: object) => void) {
      const memory = () => (program as Exports)[names.memory].buffer;
      const read = given.a[names.read] as Imported;
      const write = given.a[names.write] as Imported;
      const leave = (status: number): never => {
        throw new Exit(status);
      };
      const taken = {
        [names.read]: (fd: number, ...rest: number[]) =>
          fd === 0 ? vectored(memory(), rest, source) : read(fd, ...rest),
        [names.write]: (fd: number, ...rest: number[]) => {
          if (fd !== 1 && fd !== 2) return write(fd, ...rest);
          return vectored(memory(), rest, (bytes) => {
            (fd === 1 ? stdout : stderr).push(bytes.slice());
            return bytes.length;
          });
        },
        [names.exit]: leave,
        [names.procExit]: leave,
        // The package's own would print to the console first.
        [names.abort]: () => {
          throw new Error("out of memory");
        },
        [names.assertFail]: () => {
          throw new Error("an assertion of its own failed");
        },
      };
      const instance = new WebAssembly.Instance(module, { a: { ...given.a, ...taken } });
      program = instance.exports;
      receive(instance);
      return instance.exports;
    },
  });
  const status = callMain(program as unknown as Exports, ["jq", ...args]);
  return { status, stdout, stderr: Buffer.concat(stderr).toString("utf8") };
}

/** The WebAssembly that the package carries as base64 in its script; the package offers no other way to it. */
function embeddedProgram(): Uint8Array {
  const base64 = /base64,([A-Za-z0-9+/=]+)/.exec(String(factory))?.[1];
  if (base64 === undefined) throw new Error("jq-wasm carries no program");
  return Buffer.from(base64, "base64");
}

function callMain(program: Exports, args: readonly string[]): number {
  const pointers = args.map((arg) => {
    const bytes = Buffer.from(`${arg}\0`);
    const at = program[names.stackAlloc](bytes.length);
    new Uint8Array(program[names.memory].buffer).set(bytes, at);
    return at;
  });
  const argv = program[names.stackAlloc](4 * (pointers.length + 1));
  new Uint32Array(program[names.memory].buffer).set([...pointers, 0], argv / 4);
  try {
    return program[names.main](args.length, argv);
  } catch (thrown) {
    if (thrown instanceof Exit) return thrown.status;
    throw thrown;
  }
}

/** readv and writev: hands each of the buffers on until one is not used up; returns the C way, 0 for success. */
function vectored(memory: ArrayBuffer, rest: readonly number[], use: (bytes: Uint8Array) => number): number {
  const [vectors, count, result] = rest as [number, number, number];
  const view = new DataView(memory);
  let total = 0;
  for (let index = 0; index < count; index += 1) {
    const length = view.getUint32(vectors + 8 * index + 4, true);
    const used = use(new Uint8Array(memory, view.getUint32(vectors + 8 * index, true), length));
    total += used;
    if (used < length) break;
  }
  view.setUint32(result, total, true);
  return 0;
}

/** Fills the buffers it is given from the pieces, one piece after another. */
function reader(pieces: readonly Uint8Array[]): (bytes: Uint8Array) => number {
  let piece = 0;
  let offset = 0;
  return (bytes) => {
    let filled = 0;
    while (filled < bytes.length && piece < pieces.length) {
      const current = pieces[piece] as Uint8Array;
      const part = current.subarray(offset, offset + bytes.length - filled);
      bytes.set(part, filled);
      filled += part.length;
      offset += part.length;
      if (offset === current.length) {
        piece += 1;
        offset = 0;
      }
    }
    return filled;
  };
}
