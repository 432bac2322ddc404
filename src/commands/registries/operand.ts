import { pathId, remembered } from "../../cli/values.ts";

/** The id of a registry. */
export const registryId = remembered("registries/registries", pathId());
