import type { World } from "../world.ts";
import type { Progress } from "./progress.ts";
import type { StatusLine } from "./status-line.ts";

/** Milliseconds after which a wait is worth a word. */
const patience = 300;

/**
 * Says on the status line what is waited for, where that lasts and nothing better is shown: an answer, the pause before another try. Of
 * several waits at a time the oldest is told. The display is loaded only when there is something to show.
 */
export class Waits {
  readonly #line: StatusLine;
  readonly #world: Pick<World, "env" | "platform" | "now">;
  readonly #color: () => boolean;
  readonly #pending = new Map<symbol, () => string>();
  #timer: NodeJS.Timeout | undefined;
  #progress: Promise<Progress> | undefined;

  constructor(line: StatusLine, world: Pick<World, "env" | "platform" | "now">, color: () => boolean) {
    this.#line = line;
    this.#world = world;
    this.#color = color;
  }

  /** Does the work, and says `what` is waited for while it lasts. */
  async during<T>(what: () => string, work: () => Promise<T>): Promise<T> {
    const wait = Symbol();
    this.#pending.set(wait, what);
    if (this.#pending.size === 1) this.#begin();
    try {
      return await work();
    } finally {
      this.#pending.delete(wait);
      if (this.#pending.size === 0) await this.#end();
    }
  }

  #begin(): void {
    const began = this.#world.now();
    this.#timer = setTimeout(() => {
      this.#progress = import("./progress.ts").then(({ openProgress }) =>
        openProgress(this.#line, this.#world, this.#oldest, this.#color(), { began, isSecondary: true }),
      );
    }, patience);
    this.#timer.unref();
  }

  /** Asked at each drawing: what is waited for has states. */
  readonly #oldest = (): string => this.#pending.values().next().value?.() ?? "";

  async #end(): Promise<void> {
    clearTimeout(this.#timer);
    const progress = this.#progress;
    this.#progress = undefined;
    await (await progress)?.end();
  }
}
