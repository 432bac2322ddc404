import type { Spelling } from "../../http/connection.ts";
import { isError } from "./errors.ts";

/** Whether the route ends in a slash: versions of the page differ. `auto`: without, and with one where that is not known. */
export function slashSpelling(setting: string): Spelling {
  let settled: string | undefined;
  return {
    paths({ path }) {
      if (settled !== undefined) return [settled];
      if (setting === "always") return [`${path}/`];
      return setting === "never" ? [path] : [path, `${path}/`];
    },
    isUnknownPath({ status, headers, text }) {
      const toSlash = status >= 301 && status <= 308 && /\/$/.test(headers.location ?? "");
      return toSlash || (status === 404 && !isError(text));
    },
    learned(_, path) {
      settled = path;
    },
  };
}
