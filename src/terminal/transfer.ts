import { bytesSize, millisDuration } from "../output/cells.ts";
import type { Progress } from "./progress.ts";

/** How much of something has come or gone, as a progress line tells it: part, sizes, speed, time left. */
export class Transfer {
  readonly #progress: Progress;
  readonly #now: () => number;
  readonly #name: string;
  readonly #began: number;
  /** What was there before this process began, and so says nothing about the speed. */
  #before: number | undefined;
  #share: number | undefined;
  #told = "";
  #beside = "";

  constructor(progress: Progress, name: string, now: () => number) {
    this.#progress = progress;
    this.#name = name;
    this.#now = now;
    this.#began = now();
  }

  /** So many bytes are done, of so many where that is known. */
  at(done: number, total: number | undefined): void {
    this.#before ??= done;
    this.#share = total === undefined || total === 0 ? undefined : done / total;
    this.#told = told(done, total, (done - this.#before) / (this.#now() - this.#began));
    this.#show();
  }

  /** What else is to be said, at the line's end: the server's own count. */
  beside(text: string): void {
    this.#beside = text;
    this.#show();
  }

  #show(): void {
    const told = this.#beside === "" ? this.#told : `${this.#told} (${this.#beside})`;
    this.#progress.measure({ name: this.#name, share: this.#share, told });
  }
}

const context = { timezone: "UTC", now: 0 };

/** `1.0 KiB of 4.0 KiB, 1.0 KiB/s, 3s left`; a speed of nothing and a time left of ever are not told. */
export function told(done: number, total: number | undefined, bytesPerMs: number): string {
  const size = (count: number) => bytesSize(count, {}, context);
  const parts = [total === undefined ? size(done) : `${size(done)} of ${size(total)}`];
  if (Number.isFinite(bytesPerMs) && bytesPerMs > 0) {
    parts.push(`${size(Math.round(bytesPerMs * 1000))}/s`);
    if (total !== undefined && done < total) {
      const seconds = Math.ceil((total - done) / bytesPerMs / 1000);
      parts.push(`${millisDuration(seconds * 1000, {}, context)} left`);
    }
  }
  return parts.join(", ");
}
