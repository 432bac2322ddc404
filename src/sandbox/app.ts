import { Hono } from "hono";
import { messageOf } from "../errors.ts";
import { type Controls, controlRoutes } from "./control-routes.ts";
import type { Env, Routes, Surroundings } from "./system.ts";
import { systems } from "./systems.ts";
import { wire } from "./wire.ts";

/** Everything that the sandbox answers: the control routes, and each system under its prefix. */
export function sandboxApp(surroundings: Surroundings, controls: Controls, closing: AbortSignal): Routes {
  const app = new Hono<Env>();
  app.route("/_sandbox", controlRoutes(controls));
  app.use(wire(controls.faults, closing));
  for (const system of systems) app.route(system.prefix, system.routes(surroundings));
  const prefixes = systems.map(({ prefix }) => prefix).join(", ");
  app.notFound((c) => c.text(`no system here; they are at ${prefixes}\n`, 404));
  app.onError((error, c) => c.text(`the sandbox failed: ${messageOf(error)}\n`, 500));
  return app;
}
