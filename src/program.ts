export { commands } from "./commands/index.ts";
export { main } from "./main.ts";
export { processWorld } from "./process-world.ts";
