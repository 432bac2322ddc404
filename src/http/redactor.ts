import { isSecretName } from "./secret-names.ts";
import { spellingsOf } from "./secret-spellings.ts";

/**
 * What is shorter cannot be looked for: it would be found in every second word, and its absence would show what it is. Such a secret
 * is hidden only where a name says that it is one.
 */
const shortest = 4;

/** What our own sentences are made of. */
const word = /^(?:\p{L}\p{Ll}{0,15}|\d{1,5})$/u;

const hidden = "***";

const header = /(\b(?:proxy-)?authorization["']?\s*[:=]\s*["']?)((?:[A-Za-z-]{2,12}\s+)?[^\s"',]+)/gi;
const cookie = /(\b(?:set-)?cookie["']?\s*[:=]\s*["']?)([^"'\r\n]+)/gi;
/** A name and what leads to its value: `name: `, `name=`, `"name": `, also inside a JSON string. */
const named = /(?<![\w.-])([\w.-]{2,60})(?:\\*["'])?\s*[:=]\s*/g;
/** A value: a string in double quotes (a single one may be the value's own), or what runs to a blank or a sign that ends it. */
const value = /(\\*")((?:\\{3}["/]|(?!\1)(?:\\.|[^\r\n]))+)|[^\s",;&{}[\]<>\\]+/y;
/** Whatever stands before the @ of a URL; a password may hold an @ itself. */
const userinfo = /(:\/\/)([^/?#\s"'<>]+)(?=@)/g;

/** Hides secrets in everything that is shown: traces, errors, planned requests. */
export class Redactor {
  readonly #known = new Map<string, RegExp>();
  #ordered: readonly RegExp[] = [];
  #unlikeWords: readonly RegExp[] = [];
  readonly #patterns: RegExp[] = [];

  /** From now on this text is hidden wherever it appears, in whatever spelling. */
  hide(secret: string): void {
    if (secret.length < shortest || this.#known.has(secret)) return;
    this.#known.set(secret, spellingsOf(secret));
    // The longest first: one that holds another would else be hidden in part.
    const secrets = [...this.#known].sort(([one], [other]) => other.length - one.length);
    this.#ordered = secrets.map(([, pattern]) => pattern);
    this.#unlikeWords = secrets.filter(([text]) => !word.test(text)).map(([, pattern]) => pattern);
  }

  /** Hides the texts that secrets' names stand at in what is sent: a server may say them back in any spelling. */
  hideIn(json: unknown): void {
    if (typeof json !== "object" || json === null) return;
    for (const [name, value] of Object.entries(json)) {
      if (typeof value === "string" && isSecretName(name)) this.hide(value);
      else this.hideIn(value);
    }
  }

  /** A system's own places of secrets, such as a path that ends in a token; the second group is what is hidden. */
  addPattern(pattern: RegExp): void {
    this.#patterns.push(pattern);
  }

  /** The text with every secret in it hidden: for what servers say, and what is sent. */
  mask(text: string): string {
    return this.#hidden(text, this.#ordered);
  }

  /**
   * The same for a sentence of ours, the last look at it: there a password that is an ordinary word, or a short number, is not looked
   * for. Hidden in words that everybody knows, it would be told by its absence.
   */
  maskOurs(text: string): string {
    return this.#hidden(text, this.#unlikeWords);
  }

  #hidden(text: string, secrets: readonly RegExp[]): string {
    let masked = text;
    for (const known of secrets) masked = masked.replace(known, hidden);
    for (const pattern of [header, cookie, userinfo, ...this.#patterns]) {
      masked = masked.replace(pattern, (_, before: string) => before + hidden);
    }
    return maskNamed(masked);
  }

  /** The value of a header. */
  header(name: string, value: string): string {
    if (!isSecretName(name)) return this.mask(value);
    const scheme = /authorization$/i.test(name)
      ? (/^[A-Za-z][A-Za-z-]{2,11} (?=\S)/.exec(value)?.[0] ?? "")
      : "";
    return scheme + hidden;
  }

  /** JSON with the texts and numbers hidden that secrets' names stand at. */
  value(json: unknown): unknown {
    if (typeof json === "string") return this.mask(json);
    if (Array.isArray(json)) return json.map((item) => this.value(item));
    if (typeof json !== "object" || json === null) return json;
    return Object.fromEntries(
      Object.entries(json).map(([name, value]) => [
        this.mask(name),
        isSecretName(name) ? concealed(value, this) : this.value(value),
      ]),
    );
  }

  /** A body: JSON where it is JSON, else text. */
  body(text: string): string {
    try {
      return JSON.stringify(this.value(JSON.parse(text)));
    } catch {
      return this.mask(text);
    }
  }
}

/** What a secret's name stands at. An object there is looked into: Keystone's `token` is a whole document. */
function concealed(value: unknown, redactor: Redactor): unknown {
  if (typeof value === "string") return value === "" ? value : hidden;
  if (typeof value === "number") return hidden;
  return Array.isArray(value) ? value.map((item) => concealed(item, redactor)) : redactor.value(value);
}

/** A plain name before a colon; a header's name has its x-. */
const sentence = /^(?!x-|api[-_]?key)[^"'=]*:\s*$/i;

function maskNamed(text: string): string {
  let masked = "";
  let done = 0;
  for (const { index, 0: leading, 1: name = "" } of text.matchAll(named)) {
    if (index < done || !isSecretName(name)) continue;
    value.lastIndex = index + leading.length;
    const [found, quote = ""] = value.exec(text) ?? [""];
    if (/^(?:|null|true|false)$/.test(found)) continue;
    // `OS_PASSWORD: not set` is a sentence, and `x-auth-token: abc` a header.
    if (quote === "" && sentence.test(leading)) continue;
    masked += text.slice(done, index + leading.length) + quote + hidden;
    done = index + leading.length + found.length;
  }
  return done === 0 ? text : masked + text.slice(done);
}
