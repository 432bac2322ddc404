import type { SystemName } from "../config/systems.ts";
import type { System } from "./system.ts";

const systems: Readonly<Record<SystemName, () => Promise<{ readonly system: System }>>> = {
  rpt: () => import("./rpt/system.ts"),
  scope: () => import("./scope/system.ts"),
  registries: () => import("./registries/system.ts"),
  inventory: () => import("./inventory/system.ts"),
  pipeline: () => import("./pipeline/system.ts"),
};

/** The system of that name; its folder is loaded only now. */
export async function loadSystem(name: SystemName): Promise<System> {
  return (await systems[name]()).system;
}
