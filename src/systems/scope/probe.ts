import { get } from "../../http/endpoint.ts";
import type { Probe } from "../system.ts";
import { ratingRoot } from "./catalog.ts";
import type { CloudSettings } from "./cloud.ts";
import { plainUrl } from "./plain-url.ts";

/** CloudKitty's root, which names the versions of its API and not its own (docs/scope.md). */
const root = get("/");

/** Keystone is the door, unless it is not asked at all. */
export function probeOf({ authType, authUrl, endpointOverride }: CloudSettings): Probe {
  const alone = authType === "none" || authType === "admin_token";
  return {
    door: () => (alone ? endpointOverride && ratingRoot(endpointOverride) : authUrl && plainUrl(authUrl)),
    async version(api) {
      const { versions } = (await api.json(root, {})).row.value as { versions?: unknown };
      if (!Array.isArray(versions)) return undefined;
      const ids = versions.map((each: { id?: unknown } | null) => each?.id);
      return `API ${ids.filter((id) => typeof id === "string").join(", ")}`;
    },
  };
}
