import { timingSafeEqual } from "node:crypto";
import { Hono } from "hono";
import { type Faults, readFaultSpec } from "./faults.ts";
import { controlHeader } from "./run-file.ts";
import type { Env, Routes } from "./system.ts";

/** What the control routes can do to the sandbox. */
export interface Controls {
  readonly token: string;
  readonly faults: Faults;
  status(): object;
  advance(milliseconds: number): void;
  reset(): void;
  /** Ends the sandbox once its answer has been sent. */
  stop(): void;
}

/** `/_sandbox/...`: no part of any vendor's API; every route asks for the control token. */
export function controlRoutes(controls: Controls): Routes {
  const app = new Hono<Env>();
  app.use(async (c, next) => {
    if (!same(c.req.header(controlHeader) ?? "", controls.token))
      return c.json({ message: "no control token" }, 403);
    return next();
  });
  app.get("/status", (c) => c.json(controls.status()));
  app.post("/faults", async (c) => {
    const spec = readFaultSpec(await c.req.json().catch(() => undefined));
    if (typeof spec === "string") return c.json({ message: spec }, 400);
    controls.faults.add(spec);
    return c.json({ faults: controls.faults.list() });
  });
  app.delete("/faults", (c) => {
    controls.faults.clear();
    return c.json({ faults: [] });
  });
  app.post("/advance", async (c) => {
    const { milliseconds } = await c.req.json().catch(() => ({}));
    if (!Number.isSafeInteger(milliseconds) || milliseconds < 0) {
      return c.json({ message: "milliseconds is a whole number, and time never runs backwards" }, 400);
    }
    controls.advance(milliseconds);
    return c.json(controls.status());
  });
  app.post("/reset", (c) => {
    controls.reset();
    return c.json(controls.status());
  });
  app.post("/stop", (c) => {
    c.env.outgoing.once("close", () => controls.stop());
    c.header("connection", "close");
    return c.json({ stopping: true });
  });
  app.all("*", (c) => c.json({ message: "no such control route" }, 404));
  return app;
}

function same(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}
