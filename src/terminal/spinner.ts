/** The turning sign before what is waited for. */
export interface Spinner {
  /** Milliseconds between two frames. */
  readonly interval: number;
  /** The frame of this moment. */
  frame(): string;
}

/**
 * ora's spinner, loaded when there is something to show. It gives the frames and their pace; the line, and what goes above it, are
 * StatusLine's, because ora writes past the World.
 */
export async function openSpinner(unicode: boolean): Promise<Spinner> {
  const { default: ora } = await import("ora");
  const stream = { isTTY: true, write: () => true } as unknown as NodeJS.WriteStream;
  const spinner = ora({ spinner: unicode ? "dots" : "line", color: false, stream, discardStdin: false });
  return { interval: spinner.interval, frame: () => spinner.frame().trim() };
}
