import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import type { Script } from "node:vm";

type Require = (id: string) => unknown;
type Wrapped = (exports: object, require: Require, module: Module, file: string, directory: string) => void;
interface Module {
  exports: object;
}

/** Those of Node's modules that are functions or classes themselves: others may inherit from them at once. */
const callable = /^node:(?:assert(?:\/strict)?|events|module|stream|test)$/;

/**
 * Loads the chunks of the built program as `require` would, with what V8 compiled of them kept between runs: to compile them again
 * costs more than to run them. They hold no import(). The compiled code lies beside the chunks, where only who may change the chunks may
 * write; V8 refuses what it did not compile itself in this version and with these options, and it is then compiled anew.
 */
export class Chunks {
  readonly #directory: string;
  readonly #compiled: string;
  readonly #require: Require;
  readonly #modules = new Map<string, Module>();
  readonly #unkept = new Map<string, Script>();

  /**
   * `require` finds what is no chunk: Node's own modules, and packages that are not bundled. `compiler` tells the builds of Node
   * from each other that may run the same program.
   */
  constructor(directory: string, compiler: string, require: Require) {
    this.#directory = directory;
    this.#compiled = join(directory, `compiled-${compiler}`);
    this.#require = require;
  }

  readonly load = (id: string): unknown => {
    if (!id.startsWith("./")) return this.#external(id);
    const name = id.slice(2);
    const known = this.#modules.get(name);
    if (known !== undefined) return known.exports;
    const module: Module = { exports: {} };
    this.#modules.set(name, module);
    const file = join(this.#directory, name);
    const wrapped = this.#script(name, file).runInThisContext() as Wrapped;
    wrapped.call(module.exports, module.exports, this.load, module, file, this.#directory);
    return module.exports;
  };

  /** Node's own modules are loaded when something of them is first used: many are only needed when something goes wrong. */
  #external(id: string): unknown {
    if (!id.startsWith("node:") || callable.test(id)) return this.#require(id);
    let loaded: object | undefined;
    const module = () => (loaded ??= this.#require(id) as object);
    return new Proxy(
      {},
      {
        get: (_, key) => Reflect.get(module(), key),
        set: (_, key, value) => Reflect.set(module(), key, value),
        has: (_, key) => Reflect.has(module(), key),
        ownKeys: () => Reflect.ownKeys(module()),
        getOwnPropertyDescriptor: (_, key) => {
          const descriptor = Reflect.getOwnPropertyDescriptor(module(), key);
          return descriptor && { ...descriptor, configurable: true };
        },
      },
    );
  }

  /** Keeps what was compiled in this run and not kept before. Whoever may not write here does without. */
  keep(): void {
    if (this.#unkept.size === 0) return;
    try {
      mkdirSync(this.#compiled, { recursive: true });
      for (const [name, script] of this.#unkept) {
        replace(join(this.#compiled, name), script.createCachedData());
      }
    } catch {}
  }

  #script(name: string, file: string): Script {
    const source = `(function(exports,require,module,__filename,__dirname){${readFileSync(file, "utf8")}\n})`;
    const cachedData = kept(join(this.#compiled, name));
    // Not imported above: what is answered at once needs no compiler.
    const vm = this.#require("node:vm") as typeof import("node:vm");
    const script = new vm.Script(source, {
      filename: file,
      ...(cachedData === undefined ? {} : { cachedData }),
    });
    if (cachedData === undefined || script.cachedDataRejected) this.#unkept.set(name, script);
    return script;
  }
}

function kept(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/**
 * In one step, so that another process reads all of it or nothing, and on the disk before its name is: V8 looks at the length of
 * what it is given, but not at each byte.
 */
function replace(path: string, bytes: Buffer): void {
  const aside = `${path}.${Math.random().toString(36).slice(2)}`;
  try {
    const descriptor = openSync(aside, "wx", 0o644);
    writeSync(descriptor, bytes);
    fsyncSync(descriptor);
    closeSync(descriptor);
    renameSync(aside, path);
  } catch (error) {
    rmSync(aside, { force: true });
    throw error;
  }
}
