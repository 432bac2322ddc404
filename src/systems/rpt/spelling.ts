import type { Spelling } from "../../http/connection.ts";
import type { Endpoint } from "../../http/endpoint.ts";
import { faultIn, isSubcode } from "./errors.ts";

export type DefinitionPath = "auto" | "singular" | "plural";

const word = /^\/rpt\/definitions?(?=\/|$)/;

/**
 * `definition` or `definitions`: the page writes the first before `/sched` and the second elsewhere, and its own links
 * write neither. As documented first; on a 404 that does not come from a handler the other one, which then stays in
 * use. `definition-path` in the context settles it for all.
 */
export function definitionSpelling(setting: DefinitionPath): Spelling {
  /** What the server has answered at, for the paths that the page writes in the singular (true) and in the plural. */
  const known = new Map<boolean, string>();
  return {
    paths({ path }) {
      if (!word.test(path)) return [path];
      const spelled = (plural: boolean) => path.replace(word, `/rpt/definition${plural ? "s" : ""}`);
      if (setting !== "auto") return [spelled(setting === "plural")];
      const documented = !isSingular(path);
      const settled = known.get(isSingular(path));
      if (settled !== undefined) return [path.replace(word, settled)];
      return [spelled(documented), spelled(!documented)];
    },
    isUnknownPath({ status, json }) {
      if (status !== 404) return false;
      const fault = faultIn(json);
      return fault === undefined || isSubcode(fault.subcode, "InvalidURI");
    },
    learned(endpoint: Endpoint, path) {
      const found = word.exec(path)?.[0];
      if (found !== undefined) known.set(isSingular(endpoint.path), found);
    },
  };
}

/** As the page has it: `/rpt/definition/<GUID>/sched`. */
function isSingular(path: string): boolean {
  return word.exec(path)?.[0] === "/rpt/definition";
}
