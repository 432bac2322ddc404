import type { Sink, World } from "../world.ts";

/** To the line's beginning, and away with it and all below: a line that a narrower terminal has folded lies there. */
const erase = "\r\u001b[J";

/**
 * The last line of the terminal, which says what is being done, and is gone when it is over. Text that is written meanwhile to the sinks
 * of `world` goes above it. The cursor is never hidden, so that nothing has to bring it back; it rests where the line begins.
 */
export class StatusLine {
  /** The same world; what it writes goes above the line. */
  readonly world: World;
  readonly #stderr: Sink;
  #claims = 0;
  #isDrawn = false;
  /** False behind a question or half a line, which the next drawing would cover. */
  #isFree = true;

  constructor(world: World) {
    this.#stderr = world.stderr;
    this.world = { ...world, stdout: this.#above(world.stdout), stderr: this.#above(world.stderr) };
  }

  /** True while something is shown that knows more than that it is waited. */
  get isClaimed(): boolean {
    return this.#claims > 0;
  }

  /** Keeps the line for who knows more, until what is returned is called. */
  claim(): () => void {
    this.#claims += 1;
    let held = true;
    return () => {
      if (held) this.#claims -= 1;
      held = false;
    };
  }

  /** How many columns a line may take without touching the last one, where terminals wrap. */
  get room(): number {
    // A terminal of unknown width says 0.
    return Math.max(1, (this.#stderr.columns || 80) - 1);
  }

  /** Shows this text, of at most `room` columns, in place of what the line showed. */
  draw(text: string): void {
    if (!this.#isFree) return;
    this.#isDrawn = true;
    // The cursor stays at the beginning: if the terminal gets narrower, the line is folded behind it.
    void this.#write(`${erase}${text}\r`);
  }

  /** Takes the line away; resolves when it is gone. Never throws. */
  async clear(): Promise<void> {
    if (!this.#isDrawn) return;
    this.#isDrawn = false;
    await this.#write(erase);
  }

  #above(sink: Sink): Sink {
    return {
      get isTTY() {
        return sink.isTTY;
      },
      get columns() {
        return sink.columns;
      },
      get rows() {
        return sink.rows;
      },
      onResize: (listener) => sink.onResize?.(listener) ?? (() => {}),
      write: (text) => {
        if (sink.isTTY) this.#isFree = endsLine(text);
        return this.#isDrawn ? this.clear().then(() => sink.write(text)) : sink.write(text);
      },
    };
  }

  /** A terminal that is gone is no reason to fail: nobody misses the line. */
  #write(text: string): Promise<void> {
    return this.#stderr.write(text).catch(() => {});
  }
}

function endsLine(text: string | Uint8Array): boolean {
  return text.length === 0 || (typeof text === "string" ? text.endsWith("\n") : text.at(-1) === 10);
}
