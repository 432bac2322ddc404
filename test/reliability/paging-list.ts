/** What happens to a list behind one of the requests for it. */
export interface Change {
  readonly behind: number;
  readonly kind: "insert" | "delete";
  /** Where, from 0 for the list's beginning to 1 for its end. */
  readonly place: number;
  readonly count: number;
}

/** What is odd about a server's pages. */
export type Manner =
  | "none"
  | "no total"
  | "total too high"
  | "total too low"
  | "total negative"
  | "total in words"
  | "total of the page"
  | "gives 10 at most"
  | "repeats a row"
  | "ignores the page"
  | "ignores page and size";

/** A list in its order, which others change while it is read. */
export class ChangingList {
  readonly #changes: readonly Change[];
  readonly #manner: Manner;
  #rows: number[];
  readonly #stable: Set<number>;
  #requests = 0;
  #made = 0;

  constructor(size: number, manner: Manner, changes: readonly Change[]) {
    this.#rows = Array.from({ length: size }, (_, index) => index);
    this.#stable = new Set(this.#rows);
    this.#manner = manner;
    this.#changes = changes;
  }

  get requests(): number {
    return this.#requests;
  }

  /** The rows that were there all the time. */
  get stable(): readonly string[] {
    return [...this.#stable].map(nameOf);
  }

  /** How many rows a page of this server has, where so many are asked for. */
  sizeOf(asked: number): number {
    return this.#manner === "gives 10 at most" ? Math.min(10, asked) : asked;
  }

  /** So many names from there on, as this server answers, and what it says is the total. */
  page(offset: number, size: number): { names: readonly string[]; total: unknown } {
    const rows = this.#rows;
    const odd = this.#manner;
    const from = odd.startsWith("ignores") ? 0 : Math.max(0, odd === "repeats a row" ? offset - 1 : offset);
    const most = odd === "ignores page and size" ? rows.length : this.sizeOf(size);
    const names = rows.slice(from, from + most).map(nameOf);
    const totals: Partial<Record<Manner, unknown>> = {
      "no total": undefined,
      "total too high": rows.length + 7,
      "total too low": Math.max(1, rows.length - 3),
      "total negative": -1,
      "total in words": "many",
      "total of the page": names.length,
    };
    const total = odd in totals ? totals[odd] : rows.length;
    this.#requests += 1;
    for (const change of this.#changes) if (change.behind === this.#requests) this.#change(change);
    return { names, total };
  }

  #change({ kind, place, count }: Change): void {
    const at = Math.round(place * this.#rows.length);
    if (kind === "delete") {
      for (const row of this.#rows.splice(at, count)) this.#stable.delete(row);
      return;
    }
    const fresh = Array.from({ length: count }, () => {
      this.#made += 1;
      return 100_000 + this.#made;
    });
    this.#rows.splice(at, 0, ...fresh);
  }
}

function nameOf(row: number): string {
  return `row${row}`;
}
