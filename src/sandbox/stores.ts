import { join } from "node:path";
import { FileStore, type Store } from "./store.ts";

/** The stores of one state directory, each opened once. */
export class Stores {
  readonly #directory: string;
  readonly #opened = new Map<string, FileStore<object>>();

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** As Surroundings.open says. */
  open<State extends object>(name: string, seed: (previous: State | undefined) => State): Store<State> {
    const opened = this.#opened.get(name);
    // A name stands for one type: that of the system that opens it.
    if (opened !== undefined) return opened as unknown as Store<State>;
    const store = new FileStore(join(this.#directory, `${name}.json`), seed);
    this.#opened.set(name, store as unknown as FileStore<object>);
    return store;
  }

  reset(): void {
    for (const store of this.#opened.values()) store.reset();
  }
}
