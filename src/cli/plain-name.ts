import { usage } from "../errors.ts";
import type { Kind } from "./values.ts";

/** A name that is a file's name anywhere, and nothing but a name: no path, no blank, no leading dot or dash. */
export function plainName(placeholder = "NAME") {
  return {
    placeholder,
    parse: (typed: string) => {
      if (/^[A-Za-z0-9_][\w.-]{0,99}$/.test(typed)) return typed;
      throw usage(`"${typed}" is not a plain name`, "letters, digits, - _ and . make a name, 100 at most");
    },
  } satisfies Kind<string>;
}
