import { identity } from "./identity/identity.ts";
import { inventory } from "./inventory/inventory.ts";
import { pipeline } from "./pipeline/pipeline.ts";
import { rating } from "./rating/rating.ts";
import { registries } from "./registries/registries.ts";
import { rptServers } from "./rpt/rpt.ts";
import type { System } from "./system.ts";

/** Every system that the sandbox plays. */
export const systems: readonly System[] = [identity, rating, registries, pipeline, inventory, ...rptServers];
