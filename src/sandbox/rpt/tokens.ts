import { randomBytes } from "node:crypto";
import type { Store } from "../store.ts";
import type { Surroundings } from "../system.ts";
import { type Account, accountOf } from "./cast.ts";

/** What was handed out to somebody who signed in. */
interface Ticket {
  readonly token: string;
  readonly accountId: string;
  /** Milliseconds since the epoch, by the sandbox's clock. */
  readonly expiresAt: number;
}

/** The token server's own, and the two kinds that OSP hands out. */
export type TokenKind = "opaque" | "access" | "refresh";

type TokenState = Record<TokenKind, Ticket[]>;

/** OSP's access tokens live so long. */
export const accessSeconds = 60;

const refreshSeconds = 48 * 3600;

/** So many refresh tokens find room on one user object; then signing in fails until one is revoked or expires. */
export const refreshTokensPerUser = 8;

/** The tokens that are out, of every kind; a reset makes all of them worthless. */
export class Tokens {
  readonly #store: Store<TokenState>;
  readonly #surroundings: Surroundings;

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
    this.#store = surroundings.open<TokenState>("rpt-tokens", () => ({
      opaque: [],
      access: [],
      refresh: [],
    }));
  }

  issue(kind: TokenKind, account: Account): string {
    const now = this.#surroundings.clock.now();
    const token = kind === "opaque" ? opaqueToken() : randomBytes(30).toString("base64url");
    const ticket: Ticket = { token, accountId: account.id, expiresAt: now + this.#seconds(kind) * 1000 };
    this.#store.change((state) => {
      state[kind] = [...state[kind].filter(({ expiresAt }) => expiresAt > now), ticket];
    });
    return token;
  }

  /** Whose the token is while it is good; undefined otherwise. */
  read(kind: TokenKind, token: string): Account | undefined {
    const now = this.#surroundings.clock.now();
    const ticket = this.#store.state[kind].find((each) => each.token === token && each.expiresAt > now);
    return ticket && accountOf(ticket.accountId);
  }

  /** False when there was no such token, or it had expired. */
  revoke(kind: TokenKind, token: string): boolean {
    if (this.read(kind, token) === undefined) return false;
    this.#store.change((state) => {
      state[kind] = state[kind].filter((each) => each.token !== token);
    });
    return true;
  }

  /** How many tokens of the kind the account holds. */
  count(kind: TokenKind, account: Account): number {
    return this.#store.state[kind].filter(
      ({ accountId, token }) => accountId === account.id && this.read(kind, token) !== undefined,
    ).length;
  }

  #seconds(kind: TokenKind): number {
    if (kind === "opaque") return this.#surroundings.settings.rptTokenSeconds;
    return kind === "access" ? accessSeconds : refreshSeconds;
  }
}

/** Holds every character that a careless client encodes, decodes or trims: the header takes it as it is. */
function opaqueToken(): string {
  const random = randomBytes(24).toString("base64");
  return `${random.slice(0, 8)}/+${random.slice(8, 16)}:${random.slice(16)}==`;
}
