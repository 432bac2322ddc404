import { Fault } from "../../errors.ts";
import type { Api } from "../../http/api.ts";
import type { Row } from "../../rows/row.ts";
import { mayBeCapped, Seam } from "../../rows/seam.ts";
import { changedTooMuch } from "../changed.ts";
import type { Scope } from "./columns.ts";
import { results, scopes } from "./endpoints.ts";
import { nothingFound } from "./errors.ts";

/** Which scopes are wanted: within one filter any of its values, between filters all. Empty lists filter nothing. */
export interface ScopeFilter {
  readonly ids: readonly string[];
  readonly keys: readonly string[];
  readonly collectors: readonly string[];
  readonly fetchers: readonly string[];
  readonly active: boolean | undefined;
}

/** What a page has that did not come before. */
export interface ScopePage {
  readonly rows: readonly Row[];
  readonly isFirst: boolean;
  /** Whether there may be another page. */
  readonly more: boolean;
}

/** A page on its way. */
interface Asked {
  readonly offset: number;
  readonly size: number;
  readonly answer: Promise<readonly Row[]>;
}

/** Pages with nothing new, one after another, until a server is taken for one that minds no offset. */
const mostStill = 2;

/**
 * The pages of a list of scopes. CloudKitty tells neither a total nor a next page: a page that is not full is the end. Each
 * but the first is asked for from the last scope of the one before on, so that it is seen where the list has moved since.
 */
export class ScopePages {
  readonly #api: Api;
  readonly #filter: ScopeFilter;
  readonly #seam = new Seam(({ value }) => nameOf(value));
  /** The scope that is read next, as the server counts them. */
  #from = 0;
  #still = 0;
  /** Gives more than was asked for: everything, where the next page shows nothing new. */
  #mindsNoLimit = false;
  #asked: Asked | undefined;

  constructor(api: Api, filter: ScopeFilter) {
    this.#api = api;
    this.#filter = filter;
  }

  /** Asks for the next page before it is wanted: so many scopes that did not come before. */
  ask(wanted: number, back = Math.min(1, this.#from)): Asked {
    const offset = this.#from - back;
    const size = back + wanted;
    const answer = pageOfScopes(this.#api, this.#filter, offset, size);
    // Its failure is seen when its turn comes.
    answer.catch(() => {});
    this.#asked = { offset, size, answer };
    return this.#asked;
  }

  /** @throws Fault unavailable for what is no list of scopes, and for the same page again; partial where scopes may have been missed. */
  async next(wanted: number): Promise<ScopePage> {
    const isFirst = this.#from === 0;
    let { offset, size, answer } = this.#asked ?? this.ask(wanted);
    let page = await answer;
    let rows = this.#seam.join(page);
    if (rows === undefined) {
      ({ offset, size, answer } = this.ask(wanted, Math.min(this.#from, this.#seam.size)));
      page = await answer;
      rows = this.#seam.join(page, offset === 0);
      if (rows === undefined) throw changedTooMuch(this.#api);
    }
    this.#asked = undefined;
    this.#from = offset + page.length;
    if (page.length > size) this.#mindsNoLimit = true;
    const more =
      rows.length > 0
        ? page.length >= size || this.#isMaybeCut(page.length)
        : page.length > 1 && !this.#mindsNoLimit;
    this.#still = rows.length > 0 ? 0 : this.#still + 1;
    // Else a server that minds no offset would be asked for ever.
    if (more && this.#still > mostStill) {
      throw new Fault("unavailable", "the server answered with the same page of scopes again", {
        system: this.#api.system,
      });
    }
    return { rows, isFirst, more };
  }

  #isMaybeCut(rows: number): boolean {
    const { length } = this.#filter.ids;
    return (length === 0 || rows < length) && mayBeCapped(rows);
  }
}

/** What is one scope to CloudKitty; all else of it may change while a list is read. */
export function nameOf(value: unknown): string {
  const { scope_id, scope_key, collector, fetcher } = (value ?? {}) as Partial<Scope>;
  return JSON.stringify([scope_id, scope_key, collector, fetcher]);
}

async function pageOfScopes(
  api: Api,
  filter: ScopeFilter,
  offset: number,
  size: number,
): Promise<readonly Row[]> {
  const query = {
    scope_id: filter.ids,
    scope_key: filter.keys,
    collector: filter.collectors,
    fetcher: filter.fetchers,
    active: filter.active === undefined ? undefined : Number(filter.active),
    offset,
    limit: size,
  };
  const page = await api.page(scopes.list, { query }, results).catch((error: unknown) => {
    if (error instanceof Fault && error.subcode === nothingFound)
      return { rows: [], found: true, envelope: {} };
    throw error;
  });
  if (!page.found) {
    throw new Fault("unavailable", 'the answer holds no list of scopes ("results")', { system: api.system });
  }
  if (!page.rows.every((row) => row.isRecord)) throw noScope(api);
  return page.rows;
}

export function noScope(api: Api): Fault {
  return new Fault("unavailable", "the answer holds something that is no scope", { system: api.system });
}
