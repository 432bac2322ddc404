import { id, remembered } from "../../cli/values.ts";

/** The id of a scope. */
export const scopeId = remembered("scope/scopes", id());
