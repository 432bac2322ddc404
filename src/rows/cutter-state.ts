/** Where the cutter stands between rows: what may come next. */
export const place = { firstOrEnd: 0, row: 1, scalar: 2, commaOrEnd: 3 } as const;

/** How deep a row may nest, itself included: ten times what any system means, and less than what exhausts the stack of a format. */
export const deepest = 500;

/** What a loop over the bytes must know of those that came before. */
export interface CutterState {
  /** Containers that are open, the array itself not counted; and the bracket that closes each. */
  depth: number;
  readonly stack: Uint8Array;
  place: number;
  inString: boolean;
  /** The next byte stands behind a backslash. */
  escaped: boolean;
  /** The row holds something that output must look at again. */
  suspect: boolean;
  /** Where in the chunk the row began, or its rest where it began earlier. */
  start: number;
  /** The array's `]` came. */
  closed: boolean;
}

export function startState(): CutterState {
  return {
    depth: 0,
    stack: new Uint8Array(deepest),
    place: place.firstOrEnd,
    inString: false,
    escaped: false,
    suspect: false,
    start: 0,
    closed: false,
  };
}

/** Whoever a loop tells of what it finds. */
export interface Finder {
  /** A row ends: the piece of the chunk, or the last piece of what began in an earlier one. */
  row(start: number, end: number, suspect: boolean): void;
  /** The same for a number, a literal or a string. */
  scalar(start: number, end: number, suspect: boolean): void;
  /** The fault of a byte that cannot stand there. */
  malformed(index: number, what?: string): Error;
}
