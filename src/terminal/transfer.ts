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
  #line = "";
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
    this.#line = line(this.#name, done, total, (done - this.#before) / (this.#now() - this.#began));
    this.#show();
  }

  /** What else is to be said, at the line's end: the server's own count. */
  beside(text: string): void {
    this.#beside = text;
    this.#show();
  }

  #show(): void {
    this.#progress.update(this.#beside === "" ? this.#line : `${this.#line} (${this.#beside})`);
  }
}

const context = { timezone: "UTC", now: 0 };

function line(name: string, done: number, total: number | undefined, bytesPerMs: number): string {
  const size = (count: number) => bytesSize(count, {}, context);
  const parts = [total === undefined || total === 0 ? name : `${name} ${Math.floor((done / total) * 100)}%`];
  parts.push(total === undefined ? size(done) : `${size(done)} of ${size(total)}`);
  if (Number.isFinite(bytesPerMs) && bytesPerMs > 0) {
    parts.push(`${size(Math.round(bytesPerMs * 1000))}/s`);
    if (total !== undefined && done < total) {
      const seconds = Math.ceil((total - done) / bytesPerMs / 1000);
      parts.push(`${millisDuration(seconds * 1000, {}, context)} left`);
    }
  }
  return parts.join(", ");
}
