import { randomBytes } from "node:crypto";
import type { Store } from "../store.ts";
import type { Surroundings } from "../system.ts";
import { type User, users } from "./cast.ts";

interface TokensState {
  tokens: {
    readonly token: string;
    readonly username: string;
    /** Milliseconds since the epoch, by the sandbox's clock. */
    readonly expiresAt: number;
  }[];
}

/** The tokens that are out: opaque words, of which nothing can be read. */
export class Tokens {
  readonly #store: Store<TokensState>;
  readonly #surroundings: Surroundings;

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
    this.#store = surroundings.open<TokensState>("registries-tokens", () => ({ tokens: [] }));
  }

  issue({ username }: User): string {
    const now = this.#surroundings.clock.now();
    const token = randomBytes(32).toString("base64url");
    const expiresAt = now + this.#surroundings.settings.seerTokenSeconds * 1000;
    this.#store.change((state) => {
      state.tokens = [...state.tokens.filter((old) => old.expiresAt > now), { token, username, expiresAt }];
    });
    return token;
  }

  /** Whose the token is; undefined when it is unknown or has expired. */
  userOf(token: string): User | undefined {
    const now = this.#surroundings.clock.now();
    const found = this.#store.state.tokens.find((each) => each.token === token && each.expiresAt > now);
    return users.find(({ username }) => username === found?.username);
  }
}
