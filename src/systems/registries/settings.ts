import type { SystemSettings } from "../../config/system.ts";

/** What differs from server to server, and is in no page: said in the context. */
export interface Manners {
  /** The number of the first page; `auto` begins with 0 and sees. */
  readonly pageBase: "auto" | "0" | "1";
  /** How several values of one parameter are written: `a=1&a=2`, `a[]=1&a[]=2`, `a=1,2`. */
  readonly arrayStyle: "repeat" | "brackets" | "comma";
}

export function mannersOf(settings: SystemSettings): Manners {
  return {
    pageBase: (settings.text("page-base") ?? "auto") as Manners["pageBase"],
    arrayStyle: (settings.text("array-style") ?? "brackets") as Manners["arrayStyle"],
  };
}
