import type { Store } from "../store.ts";
import type { Surroundings } from "../system.ts";
import { badRequest, Crash, nothingFound, Refusal } from "./errors.ts";
import { printTime } from "./iso-time.ts";
import { clashes, type Filters, locate, type Names, type Scope, select } from "./scopes.ts";

export interface RatingState {
  /** How many scopes it was seeded with. */
  seeded: number;
  scopes: Scope[];
  /** Resets that were accepted and are not done yet. */
  resets: {
    readonly due: number;
    readonly to: string;
    readonly scopes: readonly (Names & { identifier: string })[];
  }[];
}

/** How long after its 202 a reset is done, in milliseconds: it goes over a message bus. */
const resetTakes = 50;

type Input = Readonly<Record<string, unknown>>;

/** What the four methods of /v2/scope do, each with the bugs of the release that is played. */
export class ScopeApi {
  readonly #store: Store<RatingState>;
  readonly #surroundings: Surroundings;

  constructor(store: Store<RatingState>, surroundings: Surroundings) {
    this.#store = store;
    this.#surroundings = surroundings;
  }

  /** GET: the rows, inactive ones too. A row with a null among them breaks the whole answer. */
  list(input: Input): object {
    const { offset, limit, scope_id, ...filters } = input as Filters & { scope_id?: string[] };
    const page = { ...filters, identifier: scope_id, ...(limit && { limit }), ...(offset && { offset }) };
    const found = select(this.#scopes(), page);
    if (found.length === 0) throw nothingFound();
    return { results: found.map((row) => this.#print(row, this.#release < 19)) };
  }

  /** PUT: resets the first 100 active rows that match, a moment later. */
  reset(input: Input): object {
    const { all_scopes, scope_id, state, last_processed_timestamp, ...filters } = input;
    if (!all_scopes && scope_id === undefined) {
      throw badRequest("Either all_scopes or a scope_id should be specified.");
    }
    const to = (last_processed_timestamp ?? state) as string | undefined;
    if (to === undefined) throw badRequest(this.#noTime);
    const found = select(this.#scopes(), {
      ...(filters as Filters),
      identifier: scope_id as string[] | undefined,
      active: [1n],
    });
    if (found.length === 0) throw nothingFound();
    const scopes = found.map(({ identifier, scope_key, fetcher, collector }) => ({
      identifier,
      scope_key,
      fetcher,
      collector,
    }));
    const due = this.#surroundings.clock.now() + resetTakes;
    this.#store.change((kept) => kept.resets.push({ due, to, scopes }));
    return {};
  }

  /** PATCH: up to release 18 the change is made and then answering fails. */
  update(input: Input): object {
    const identifier = input.scope_id as string;
    const found = select(this.#scopes(), { identifier });
    const [row] = found;
    if (row === undefined) throw nothingFound();
    if (found.length > 1)
      throw new Refusal(404, `Too many resources found with the same scope_id: ${identifier}.`);
    this.#store.change((kept) => {
      const target = locate(kept.scopes, identifier, row);
      const {
        scope_id: _,
        active,
        ...names
      } = input as { scope_id: string; active?: boolean } & Partial<Names>;
      if (target === undefined) {
        if (Object.values(names).some(Boolean) || active !== undefined) throw new Crash();
        return;
      }
      // An empty text changes nothing.
      Object.assign(target, Object.fromEntries(Object.entries(names).filter(([, name]) => name)));
      if (clashes(kept.scopes, target)) throw new Crash();
      if (active === undefined || active === target.active) return;
      target.active = active;
      target.scope_activation_toggle_date = printTime(this.#surroundings.clock.now());
    });
    if (this.#release < 19) throw new Crash();
    const [changed] = select(this.#scopes(), { identifier });
    return this.#print(changed ?? row, false);
  }

  /** POST: up to release 23 it never succeeds; from 24 on a row without all its names is kept, and spoils lists. */
  create(input: Input): object {
    const identifier = input.scope_id as string;
    if (select(this.#scopes(), { identifier, active: [1n] }).length > 0) {
      throw new Refusal(404, `Cannot create a scope with an already existing scope_id: ${identifier}.`);
    }
    if (this.#release < 24) throw new Crash();
    this.#store.change((kept) => {
      const row: Scope = {
        identifier,
        scope_key: (input.scope_key as string | undefined) ?? null,
        fetcher: (input.fetcher as string | undefined) ?? null,
        collector: (input.collector as string | undefined) ?? null,
        last_processed_timestamp: input.last_processed_timestamp as string,
        active: (input.active as boolean | undefined) ?? true,
        scope_activation_toggle_date: printTime(this.#surroundings.clock.now()),
      };
      if (clashes(kept.scopes, row)) throw new Crash();
      kept.scopes.push(row);
    });
    // The first row of that id, which need not be the new one.
    const [first] = select(this.#scopes(), { identifier });
    return this.#print(first as Scope, false);
  }

  get #release(): number {
    return this.#surroundings.settings.cloudkittyVersion;
  }

  get #noTime(): string {
    return this.#release < 19
      ? "Variables 'state' and 'last_processed_timestamp' cannot be empty/None. We expect at least one of them."
      : "Variable 'last_processed_timestamp' cannot be empty/None.";
  }

  /** The rows, after every reset that is due by now. */
  #scopes(): readonly Scope[] {
    const now = this.#surroundings.clock.now();
    if (this.#store.state.resets.some(({ due }) => due <= now)) {
      this.#store.change((kept) => {
        for (const { to, scopes } of kept.resets.filter(({ due }) => due <= now)) {
          for (const scope of scopes) {
            const row = locate(kept.scopes, scope.identifier, scope);
            if (row !== undefined) row.last_processed_timestamp = to;
          }
        }
        kept.resets = kept.resets.filter(({ due }) => due > now);
      });
    }
    return this.#store.state.scopes;
  }

  #print(row: Scope, withState: boolean): object {
    if (row.scope_key === null || row.fetcher === null || row.collector === null) throw new Crash();
    return {
      scope_id: row.identifier,
      scope_key: row.scope_key,
      fetcher: row.fetcher,
      collector: row.collector,
      ...(withState && { state: row.last_processed_timestamp }),
      last_processed_timestamp: row.last_processed_timestamp,
      active: row.active,
      scope_activation_toggle_date: row.scope_activation_toggle_date,
    };
  }
}
