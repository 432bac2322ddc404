import { isToken } from "../credentials/environment.ts";
import { type Credential, missingCredential } from "../credentials/sources.ts";
import { Fault } from "../errors.ts";
import type { Setup } from "./system.ts";

/** The token of a system that signs nobody in: it was made elsewhere, and is looked for when the first request needs it. */
export class GivenToken {
  readonly #setup: Setup;
  #found: Promise<Credential> | undefined;

  constructor(setup: Setup) {
    this.#setup = setup;
  }

  /** The token as requests carry it. @throws Fault auth where there is none. */
  async text(): Promise<string> {
    const credential = await this.#credential();
    const token = credential.token?.reveal();
    if (token === undefined) throw missingCredential(this.#setup.settings.system, this.#setup.settings);
    if (!isToken(token)) {
      throw new Fault(
        "auth",
        `the token from ${credential.origin} is no token: it holds more than one word`,
        {
          system: this.#setup.settings.system,
        },
      );
    }
    this.#setup.redactor.hide(token);
    return token;
  }

  /** Where it came from. */
  async origin(): Promise<string> {
    return (await this.#credential()).origin;
  }

  /** After a refusal: true where a program that prints tokens now prints another one. */
  async renew(): Promise<boolean> {
    const before = await this.#credential();
    if (before.origin !== "token-command") return false;
    this.#found = undefined;
    return (await this.#credential()).token?.reveal() !== before.token?.reveal();
  }

  #credential(): Promise<Credential> {
    this.#found ??= this.#setup.credential().then((credential) => {
      if (credential === undefined)
        throw missingCredential(this.#setup.settings.system, this.#setup.settings);
      return credential;
    });
    return this.#found;
  }
}
