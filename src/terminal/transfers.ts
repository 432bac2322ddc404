import { bytesSize } from "../output/cells.ts";
import type { Progress } from "./progress.ts";
import { Transfer } from "./transfer.ts";

/** Several downloads in one progress line; of a single one, all there is to tell. */
export class Transfers {
  readonly #progress: Progress;
  readonly #count: number;
  readonly #alone: Transfer | undefined;
  readonly #done = new Map<string, { done: number; total: number | undefined }>();

  constructor(progress: Progress, names: readonly string[], now: () => number) {
    this.#progress = progress;
    this.#count = names.length;
    this.#alone = names.length === 1 ? new Transfer(progress, names[0]!, now) : undefined;
  }

  /** So many bytes of that one are done, of so many where that is known. */
  at(name: string, done: number, total: number | undefined): void {
    this.#done.set(name, { done, total });
    if (this.#alone !== undefined) this.#alone.at(done, total);
    else this.#progress.update(this.#line());
  }

  #line(): string {
    const all = [...this.#done.values()];
    const whole = all.filter(({ done, total }) => done === total).length;
    const bytes = all.reduce((sum, { done }) => sum + done, 0);
    return `${whole} of ${this.#count} files, ${bytesSize(bytes, {}, { timezone: "UTC", now: 0 })}`;
  }
}
