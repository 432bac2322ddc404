import { del, get, post } from "../../http/endpoint.ts";

/** Seer Box's report registries: docs.seerbox.it/api/reports/registry. */
export const registries = {
  list: get("/api/v1/reports/registries"),
  get: get("/api/v1/reports/registries/:id"),
  /** Takes its ids in the body. Sent twice it leaves the same as once. */
  delete: del("/api/v1/reports/registries"),
} as const;

/** docs.seerbox.it/api/authentication/signin. It changes nothing, so it may be sent again. */
export const signin = post("/api/v1/signin", { effect: "read" });
