/** One upload, as long as anybody may ask for it. */
export interface Upload {
  /** Bytes; undefined where the request did not say. */
  readonly total: number | undefined;
  received: number;
  state: "running" | "done" | "cancelled";
  cancel(): void;
}

/** Finished ones are remembered, so that the last question after their progress is answered; but not all of them. */
const mostFinished = 50;

/** The uploads by the ids that their senders gave them. They live in memory, as the uploads themselves do. */
export class Uploads {
  readonly #byId = new Map<string, Upload>();

  get(id: string): Upload | undefined {
    return this.#byId.get(id);
  }

  /** False when an upload of that id is running. */
  add(id: string, upload: Upload): boolean {
    if (this.#byId.get(id)?.state === "running") return false;
    this.#byId.delete(id);
    const finished = [...this.#byId].filter(([, { state }]) => state !== "running");
    for (const [old] of finished.slice(0, Math.max(0, finished.length - mostFinished)))
      this.#byId.delete(old);
    this.#byId.set(id, upload);
    return true;
  }
}

/** As 13.4.9 shows it: a number, and two texts with units for people. */
export function progressOf({ total, received, state }: Upload): object {
  const whole = total ?? received;
  const percent = state === "done" ? 100 : Math.floor((100 * received) / Math.max(1, whole));
  return { CompletedPercent: percent, Completed: sizeText(received), Total: sizeText(whole) };
}

function sizeText(bytes: number): string {
  if (bytes >= 2 ** 20) return `${Math.round(bytes / 2 ** 20)}Mb`;
  return bytes >= 1024 ? `${Math.round(bytes / 1024)}Kb` : `${bytes}b`;
}
