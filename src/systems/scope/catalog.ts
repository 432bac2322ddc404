import { Fault } from "../../errors.ts";
import type { Interface } from "./cloud-values.ts";
import type { KeystoneToken, Service } from "./keystone.ts";
import { plainUrl } from "./plain-url.ts";

/** A token as far as its catalog goes. */
export type CatalogHolder = Pick<KeystoneToken, "catalog" | "scoped" | "userName">;

const elsewhere =
  "or give the rating API's URL: OS_RATING_ENDPOINT_OVERRIDE, rating_endpoint_override in clouds.yaml, or scope.url";

/**
 * The root of the rating API that a token's catalog names, without a slash or version at its end, so that `/v2/scope`
 * can follow. Without a region the first one counts, as for keystoneauth. Throws a Fault `config` that tells what the
 * catalog does have.
 */
export function ratingEndpoint(token: CatalogHolder, region: string | undefined, side: Interface): string {
  const service =
    token.catalog.find((each) => each.type === "rating") ??
    token.catalog.find((each) => each.name === "cloudkitty");
  if (service === undefined) throw noService(token);
  const near = service.endpoints.filter((endpoint) => region === undefined || endpoint.region === region);
  const found = near.find((endpoint) => endpoint.interface.replace(/URL$/, "") === side);
  if (found === undefined) throw noEndpoint(service, region, side, near.length > 0);
  return ratingRoot(found.url);
}

/** A rating URL in any of the forms that catalogs and people give it, down to its root. */
export function ratingRoot(url: string): string {
  if (!/^https?:/i.test(url) || !URL.canParse(url)) {
    throw new Fault("config", `the rating endpoint "${plainUrl(url)}" is not an http or https URL`, {
      hints: [elsewhere],
    });
  }
  return plainUrl(url)
    .replace(/\/+$/, "")
    .replace(/\/v[12]$/, "")
    .replace(/\/+$/, "");
}

function noService({ scoped, catalog, userName }: CatalogHolder): Fault {
  if (!scoped) {
    const whose = userName === undefined ? "the token" : `the token of user "${userName}"`;
    return new Fault("config", `${whose} is for no project, so it reaches no rating API`, {
      hints: [
        "set OS_PROJECT_NAME (and OS_PROJECT_DOMAIN_NAME), auth.project_name in clouds.yaml, or scope.project-name",
      ],
    });
  }
  if (catalog.length === 0) {
    return new Fault("config", "the token's catalog is empty: Keystone names no rating API", {
      hints: [elsewhere],
    });
  }
  return new Fault("config", "the catalog has no rating service", {
    hints: [`it has ${[...new Set(catalog.map((service) => service.type))].sort().join(", ")}`, elsewhere],
  });
}

function noEndpoint(
  service: Service,
  region: string | undefined,
  side: Interface,
  regionIsThere: boolean,
): Fault {
  if (service.endpoints.length === 0) {
    return new Fault("config", "the catalog has no endpoint for the rating service", { hints: [elsewhere] });
  }
  const regions = new Map<string, string[]>();
  for (const endpoint of service.endpoints) {
    regions.set(endpoint.region, [...(regions.get(endpoint.region) ?? []), endpoint.interface]);
  }
  const there = [...regions].map(([name, sides]) => `${name} (${sides.join(", ")})`).join(", ");
  const where = region === undefined ? "" : ` in region "${region}"`;
  const change = regionIsThere
    ? "choose one: OS_INTERFACE, interface in clouds.yaml, or scope.interface"
    : "choose one: OS_REGION_NAME, region_name in clouds.yaml, or scope.region";
  const what = regionIsThere ? `no ${side} rating endpoint${where}` : `no rating endpoint${where}`;
  return new Fault("config", `the catalog has ${what}`, { hints: [`it has ${there}`, change, elsewhere] });
}
