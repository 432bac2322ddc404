import type { SystemName } from "../config/systems.ts";
import { Fault } from "../errors.ts";
import type { System } from "./system.ts";

const systems: Partial<Record<SystemName, () => Promise<{ readonly system: System }>>> = {
  rpt: () => import("./rpt/system.ts"),
  scope: () => import("./scope/system.ts"),
  registries: () => import("./registries/system.ts"),
  inventory: () => import("./inventory/system.ts"),
  pipeline: () => import("./pipeline/system.ts"),
};

/** The system of that name; its folder is loaded only now. */
export async function loadSystem(name: SystemName): Promise<System> {
  const load = systems[name];
  if (load === undefined) throw new Fault("usage", `rptctl does not speak to "${name}" yet`);
  return (await load()).system;
}
