import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { Store } from "../store.ts";
import type { Surroundings } from "../system.ts";

/** What a token says; it carries this itself, sealed, as a Fernet token does: the server keeps no list of them. */
export interface Claims {
  readonly methods: readonly string[];
  readonly userId: string;
  /** Undefined: an unscoped token. */
  readonly projectId?: string;
  readonly credentialId?: string;
  readonly auditId: string;
  /** Milliseconds since the epoch, by the sandbox's clock. */
  readonly issuedAt: number;
  readonly expiresAt: number;
}

export interface IdentityState {
  /** What seals the tokens; a new one, after a reset, makes all older tokens worthless. */
  key: string;
  /** Audit ids of revoked tokens. */
  revoked: string[];
}

/** Issues tokens and says what they are worth. */
export class Tokens {
  readonly #store: Store<IdentityState>;
  readonly #surroundings: Surroundings;

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
    this.#store = surroundings.open<IdentityState>("identity", () => ({
      key: randomBytes(32).toString("base64url"),
      revoked: [],
    }));
  }

  issue(
    subject: Pick<Claims, "methods" | "userId" | "projectId" | "credentialId">,
  ): Claims & { token: string } {
    const issuedAt = Math.floor(this.#surroundings.clock.now() / 1000) * 1000;
    const claims: Claims = {
      ...subject,
      auditId: randomBytes(16).toString("base64url"),
      issuedAt,
      expiresAt: issuedAt + this.#surroundings.settings.tokenSeconds * 1000,
    };
    const payload = Buffer.from(JSON.stringify(claims)).toString("base64url");
    return { ...claims, token: `${prefix}${payload}.${this.#seal(payload)}` };
  }

  /** What the token says while its seal and its time are good; undefined otherwise. Revoked or not: see isRevoked. */
  read(token: string): Claims | undefined {
    const [payload, seal] = token.slice(prefix.length).split(".");
    if (!token.startsWith(prefix) || payload === undefined || seal === undefined) return undefined;
    const [given, wanted] = [Buffer.from(seal), Buffer.from(this.#seal(payload))];
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return undefined;
    const claims: Claims = JSON.parse(Buffer.from(payload, "base64url").toString());
    return claims.expiresAt > this.#surroundings.clock.now() ? claims : undefined;
  }

  isRevoked(claims: Claims): boolean {
    return this.#store.state.revoked.includes(claims.auditId);
  }

  revoke(claims: Claims): void {
    this.#store.change((state) => state.revoked.push(claims.auditId));
  }

  #seal(payload: string): string {
    return createHmac("sha256", this.#store.state.key).update(payload).digest("base64url");
  }
}

/** How every Fernet token of our decades begins. */
const prefix = "gAAAAABr";
