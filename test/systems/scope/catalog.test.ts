import { describe, expect, it } from "vitest";
import { Secret } from "../../../src/secret.ts";
import { ratingEndpoint, ratingRoot } from "../../../src/systems/scope/catalog.ts";
import type { KeystoneToken, Service } from "../../../src/systems/scope/keystone.ts";

const at = (region: string, side: string) => ({
  region,
  interface: side,
  url: `http://${side}.${region}:8889/`,
});
const rating: Service = {
  type: "rating",
  name: "cloudkitty",
  endpoints: [at("one", "admin"), at("one", "public"), at("two", "internal"), at("two", "public")],
};
const identity: Service = { type: "identity", name: "keystone", endpoints: [at("one", "public")] };

const token = (catalog: readonly Service[], change: Partial<KeystoneToken> = {}): KeystoneToken => ({
  token: new Secret("t"),
  expiresAt: undefined,
  userName: "ops",
  projectName: "p",
  scoped: true,
  roles: [],
  catalog,
  ...change,
});

describe("ratingEndpoint", () => {
  it.each([
    [undefined, "public", "http://public.one:8889"],
    [undefined, "internal", "http://internal.two:8889"],
    ["one", "admin", "http://admin.one:8889"],
    ["two", "public", "http://public.two:8889"],
  ] as const)("for region %s and %s is %s", (region, side, url) => {
    expect(ratingEndpoint(token([identity, rating]), region, side)).toBe(url);
  });

  it("takes the interface names of old catalogs, and a service of CloudKitty's name", () => {
    const old: Service = {
      type: "metering-rating",
      name: "cloudkitty",
      endpoints: [{ region: "one", interface: "publicURL", url: "http://old/v1" }],
    };
    expect(ratingEndpoint(token([old]), undefined, "public")).toBe("http://old");
  });

  it.each([
    ["three", "public", 'the catalog has no rating endpoint in region "three"', "OS_REGION_NAME"],
    ["one", "internal", 'the catalog has no internal rating endpoint in region "one"', "OS_INTERFACE"],
    ["ONE", "public", 'the catalog has no rating endpoint in region "ONE"', "OS_REGION_NAME"],
  ] as const)("tells for region %s and %s what there is", (region, side, message, variable) => {
    expect(() => ratingEndpoint(token([rating]), region, side)).toThrow(
      expect.objectContaining({
        code: "config",
        exit: 3,
        message,
        hints: [
          "it has one (admin, public), two (internal, public)",
          expect.stringContaining(variable),
          expect.stringContaining("OS_RATING_ENDPOINT_OVERRIDE"),
        ],
      }),
    );
  });

  it.each([
    [token([identity]), "the catalog has no rating service", "it has identity"],
    [token([]), "the token's catalog is empty: Keystone names no rating API", "OS_RATING_ENDPOINT_OVERRIDE"],
    [
      token([], { scoped: false, projectName: undefined }),
      'the token of user "ops" is for no project, so it reaches no rating API',
      "OS_PROJECT_NAME",
    ],
    [
      token([{ ...rating, endpoints: [] }]),
      "the catalog has no endpoint for the rating service",
      "OS_RATING_ENDPOINT_OVERRIDE",
    ],
  ])("tells why there is none: %#", (held, message, hint) => {
    expect(() => ratingEndpoint(held, undefined, "public")).toThrow(
      expect.objectContaining({
        code: "config",
        message,
        hints: expect.arrayContaining([expect.stringContaining(hint)]),
      }),
    );
  });
});

describe("ratingRoot", () => {
  it.each([
    ["http://h:8889", "http://h:8889"],
    ["http://h:8889/", "http://h:8889"],
    ["http://h:8889//", "http://h:8889"],
    ["http://h:8889/v1", "http://h:8889"],
    ["http://h:8889/v2/", "http://h:8889"],
    ["https://h/rating", "https://h/rating"],
    ["https://h/rating/v2", "https://h/rating"],
    ["https://h/rating//v2//", "https://h/rating"],
    ["https://h/v2ray", "https://h/v2ray"],
  ])("of %s is %s", (url, root) => {
    expect(ratingRoot(url)).toBe(root);
  });

  it.each(["", "rating", "/v2", "ftp://h", "http://", "http:// h"])("refuses %j", (url) => {
    expect(() => ratingRoot(url)).toThrow(expect.objectContaining({ code: "config" }));
  });
});
