import { post } from "../../http/endpoint.ts";

/** Shinken Enterprise's broker-module-livedata: a POST of type READ, so it may be sent again. */
export const inventory = post("/api/v2/inventory", { effect: "read" });
