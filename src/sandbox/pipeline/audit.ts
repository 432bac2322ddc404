import type { Store } from "../store.ts";
import type { Surroundings } from "../system.ts";
import { badRequest } from "./errors.ts";
import { objectId } from "./object-id.ts";
import { account, type Claims } from "./tokens.ts";

interface Entry {
  readonly _id: string;
  readonly user_id: string;
  readonly account: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly __v: 0;
}

/** What somebody did. */
export interface Action extends Entry {
  readonly user_email: string;
  readonly type: string;
  readonly action: string;
  readonly target_id: string;
}

/** What a token was used for. */
export interface Use extends Entry {
  readonly token_id: string;
  readonly scope: string;
  readonly target: string;
}

interface AuditState {
  /** Both oldest first. */
  actions: Action[];
  uses: Use[];
}

const day = 86_400_000;

/** How many of each are kept. */
const kept = 5000;

/** No list has more rows than this, and none says that it was cut. */
export const cap = 1000;

/** The two audit logs. Every use of a token is logged, that which reads the log too. */
export class Audit {
  readonly #store: Store<AuditState>;
  readonly #surroundings: Surroundings;

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
    const { clock, settings } = surroundings;
    this.#store = surroundings.open<AuditState>("pipeline-audit", () =>
      seed(settings.auditEntries, clock.now()),
    );
  }

  did(claims: Claims, type: string, action: string, target_id: string): void {
    const number = this.#store.state.actions.length;
    const now = this.#surroundings.clock.now();
    const entry = { ...common("action", number, now), user_email: claims.email, type, action, target_id };
    this.#store.change((state) => {
      state.actions = [...state.actions, { ...entry, user_id: claims.userId }].slice(-kept);
    });
  }

  used({ tokenId, scope, userId }: Claims, target: string): void {
    const number = this.#store.state.uses.length;
    const entry = common("use", number, this.#surroundings.clock.now());
    this.#store.change((state) => {
      const use = { ...entry, token_id: tokenId, scope, target, user_id: userId };
      state.uses = [...state.uses, use].slice(-kept);
    });
  }

  /** `type` is a value of that member. */
  actions(query: URLSearchParams): object {
    return this.#page(this.#store.state.actions, query, "type");
  }

  uses(query: URLSearchParams): object {
    return this.#page(this.#store.state.uses, query, "scope");
  }

  #page<E extends Entry>(entries: readonly E[], query: URLSearchParams, member: string & keyof E): object {
    const within = readDate(query.get("date"), this.#surroundings.clock.now());
    const wanted = query.get(member);
    const limit = Math.min(cap, readCount(query.get("count")));
    const found = entries.filter(
      (entry) => within(Date.parse(entry.createdAt)) && (wanted === null || entry[member] === wanted),
    );
    const data = found.reverse().slice(0, limit);
    return { count: data.length, data };
  }
}

/** The day that is named, in UTC; without one, the last seven times 24 hours. */
function readDate(text: string | null, now: number): (instant: number) => boolean {
  if (text === null) return (instant) => instant > now - 7 * day;
  const from = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(from)) throw badRequest("date must be YYYY-MM-DD");
  return (instant) => instant >= from && instant < from + day;
}

function readCount(text: string | null): number {
  if (text !== null && !/^[1-9]\d*$/.test(text)) throw badRequest("count must be a positive integer");
  return Number(text ?? cap);
}

function common(kind: string, number: number, at: number): Entry {
  const time = new Date(at).toISOString();
  const _id = objectId(`${kind} ${number} ${at}`, at);
  return { _id, user_id: objectId("user opsbot"), account, createdAt: time, updatedAt: time, __v: 0 };
}

const did = [
  ["pipeline", "update"],
  ["pipeline", "run"],
  ["tool_registry", "create"],
  ["user", "login"],
] as const;

const people = ["opsbot", "olga.owner", "émile.zürich"];

/** `count` of each over the last eight days: some are older than what is listed unasked. */
function seed(count: number, now: number): AuditState {
  const numbers = Array.from({ length: count }, (_, index) => index);
  const at = (index: number) => Math.floor(now - ((count - index - 0.5) * 8 * day) / count);
  return {
    actions: numbers.map((index) => {
      const [type, action] = did[index % did.length] ?? did[0];
      const person = people[index % people.length] ?? "";
      const user = { user_id: objectId(`user ${person}`), user_email: `${person}@opsera.example` };
      const target_id = objectId(`${type} ${index % 5}`);
      return { ...common("action", index, at(index)), ...user, type, action, target_id };
    }),
    uses: numbers.map((index) => {
      const scope = index % 3 === 2 ? "pipeline-readonly" : "api";
      const target = index % 2 === 0 ? "/v1/pipeline/status" : "/v1/pipeline/pipelines";
      return { ...common("use", index, at(index)), token_id: objectId(`token ${scope}`), scope, target };
    }),
  };
}
