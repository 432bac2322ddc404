import { Fault } from "../errors.ts";
import { readText } from "../files/read.ts";
import { replaceFile } from "../files/replace.ts";
import { shellWord } from "../shell-words.ts";

const format = "rptctl sandbox state, version 1";

/** One system's state. */
export interface Store<State extends object> {
  readonly state: Readonly<State>;
  /** Changes the state and keeps it. When either fails, nothing has changed, and what was thrown is thrown. */
  change<T>(change: (state: State) => T): T;
}

/** A state that is in memory to read, and in one JSON file that is on the disk before a change is answered. */
export class FileStore<State extends object> implements Store<State> {
  readonly #path: string;
  readonly #seed: (previous: State | undefined) => State;
  #state: State;
  /** What the file holds. */
  #text = "";

  /** Reads the file, or writes the seed where there is none. Throws a Fault `config` that names the file. */
  constructor(path: string, seed: (previous: State | undefined) => State) {
    this.#path = path;
    this.#seed = seed;
    const kept = this.#read();
    this.#state = kept ?? seed(undefined);
    if (kept === undefined) this.#write();
  }

  get state(): Readonly<State> {
    return this.#state;
  }

  change<T>(change: (state: State) => T): T {
    try {
      const result = change(this.#state);
      this.#write();
      return result;
    } catch (error) {
      this.#state = JSON.parse(this.#text).state;
      throw error;
    }
  }

  /** Gives up what has happened and goes back to the seed. */
  reset(): void {
    this.change(() => {
      this.#state = this.#seed(this.#state);
    });
  }

  #write(): void {
    const text = JSON.stringify({ format, state: this.#state });
    replaceFile(this.#path, text, { mode: 0o600 });
    this.#text = text;
  }

  #read(): State | undefined {
    const text = readText(this.#path, Number.POSITIVE_INFINITY);
    if (text === undefined) return undefined;
    this.#text = text;
    let kept: { format?: unknown; state?: State };
    try {
      kept = JSON.parse(text);
    } catch (error) {
      throw new Fault("config", `the sandbox's state ${this.#path} is not JSON`, {
        cause: error,
        hints: [`begin anew: rm ${shellWord(this.#path)}`],
      });
    }
    if (kept?.format === format && kept.state) return kept.state;
    throw new Fault("config", `${this.#path} is not the state of a sandbox of this version`, {
      hints: [`begin anew: rm ${shellWord(this.#path)}`],
    });
  }
}
