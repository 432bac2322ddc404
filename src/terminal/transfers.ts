import type { Progress } from "./progress.ts";
import { Transfer, told } from "./transfer.ts";

/** Several downloads in one progress line; of a single one, all there is to tell. */
export class Transfers {
  readonly #progress: Progress;
  readonly #count: number;
  readonly #now: () => number;
  readonly #alone: Transfer | undefined;
  #began: number | undefined;
  #before = 0;
  readonly #done = new Map<string, { done: number; total: number | undefined }>();

  constructor(progress: Progress, names: readonly string[], now: () => number) {
    this.#progress = progress;
    this.#count = names.length;
    this.#now = now;
    this.#alone = names.length === 1 ? new Transfer(progress, names[0]!, now) : undefined;
  }

  /** So many bytes of that one are done, of so many where that is known. */
  at(name: string, done: number, total: number | undefined): void {
    this.#began ??= this.#now();
    if (!this.#done.has(name)) this.#before += done;
    this.#done.set(name, { done, total });
    if (this.#alone !== undefined) this.#alone.at(done, total);
    else this.#show(this.#began);
  }

  /** The files have an end; how many bytes those have that did not begin yet nobody knows. */
  #show(began: number): void {
    const all = [...this.#done.values()];
    const whole = all.filter(({ done, total }) => done === total).length;
    const bytes = all.reduce((sum, { done }) => sum + done, 0);
    const speed = (bytes - this.#before) / (this.#now() - began);
    this.#progress.measure({
      name: `${whole} of ${this.#count} files`,
      share: whole / this.#count,
      told: told(bytes, undefined, speed),
    });
  }
}
