import { get, patch, post, put } from "../../http/endpoint.ts";

/** CloudKitty's scope state API, v2. What each does beyond its page was measured: docs/scope.md. */
export const scopes = {
  list: get("/v2/scope"),
  /** Sets how far the scopes are processed; sent twice it sets the same, so it may be sent again. */
  reset: put("/v2/scope"),
  update: patch("/v2/scope"),
  create: post("/v2/scope"),
} as const;

/** Where a list of scopes stands in the answer. */
export const results = ["results"];
