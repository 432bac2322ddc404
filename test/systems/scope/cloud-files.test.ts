import { chmodSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { candidates, findCloudFile } from "../../../src/systems/scope/cloud-files.ts";
import { clouds, cloudsPlace, cloudYaml } from "./clouds-place.ts";

describe("candidates", () => {
  const places = { home: "/h", cwd: "/w" };

  it("are openstacksdk's places, in its order", () => {
    expect(candidates("clouds", { env: { OS_CLIENT_CONFIG_FILE: "/mine" }, ...places })).toEqual([
      "/mine",
      ...["/w", "/h/.config/openstack", "/etc/xdg/openstack", "/etc/openstack"].flatMap((directory) =>
        ["yaml", "yml", "json"].map((suffix) => `${directory}/clouds.${suffix}`),
      ),
    ]);
  });

  it("follow XDG_CONFIG_HOME, and still look below the home directory", () => {
    const paths = candidates("secure", { env: { XDG_CONFIG_HOME: "/x" }, ...places });
    expect(paths.indexOf("/x/openstack/secure.yaml")).toBeLessThan(
      paths.indexOf("/h/.config/openstack/secure.yaml"),
    );
    expect(paths).toContain("/h/.config/openstack/secure.yaml");
  });

  it("have no variable for public profiles", () => {
    const env = { OS_CLIENT_CONFIG_FILE: "/mine", OS_CLIENT_SECURE_FILE: "/secret" };
    expect(candidates("clouds-public", { env, ...places })[0]).toBe("/w/clouds-public.yaml");
    expect(candidates("secure", { env, ...places })[0]).toBe("/secret");
  });
});

const contentOf = async (text: string, path = clouds): Promise<unknown> => {
  const place = cloudsPlace({ [path]: text });
  const found = await findCloudFile("clouds", { env: {}, home: place.path("home"), cwd: place.path("cwd") });
  return found?.content;
};

describe("findCloudFile", () => {
  it.each([
    ["a: 0123456", { a: "0123456" }],
    ["a: 12345678901234567890", { a: "12345678901234567890" }],
    ["a: 1e5", { a: "1e5" }],
    ["a: 1.10", { a: "1.10" }],
    ["a: 2024-01-01", { a: "2024-01-01" }],
    ["a: 0x1F", { a: "0x1F" }],
    ["a: 12:30:45", { a: "12:30:45" }],
    ["a: 'yes'", { a: "yes" }],
    ["a: yes", { a: "yes" }],
    ["a: n", { a: "n" }],
    ["a: False", { a: "False" }],
    ["a: ~", { a: null }],
    ["2024: x", { 2024: "x" }],
    ["a: 1\na: 2", { a: "2" }],
    ["b: &b {x: 1}\na: {<<: *b, y: 2}", { b: { x: "1" }, a: { x: "1", y: "2" } }],
    ["", {}],
    ["# nothing yet", {}],
  ])("reads %j", async (text, expected) => {
    expect(await contentOf(text)).toEqual(expected);
  });

  it("reads JSON from .json", async () => {
    expect(await contentOf('\t{"a": "1"}', "cwd/clouds.json")).toEqual({ a: "1" });
  });

  it("finds nothing where there is nothing", async () => {
    const place = cloudsPlace();
    // Only below this test's own directories: the machine may have an /etc/openstack.
    const env = { XDG_CONFIG_DIRS: place.path("none") };
    expect(candidates("clouds", { env, home: place.path("home"), cwd: place.path("cwd") })).toHaveLength(12);
  });

  it.each([
    ["clouds: {\n  prod: x", clouds, /clouds\.yaml:2:\d+: broken YAML: /],
    ["a: b\n c: d", clouds, /clouds\.yaml:1:\d+: broken YAML: /],
    ["--- 1\n--- 2", clouds, /broken YAML/],
    ["- prod", clouds, /clouds\.yaml is not a mapping of clouds/],
    ['{"a": ', "cwd/clouds.json", /clouds\.json(:1)?: broken JSON$/],
    ['{"a":\n "hunter2", hunter2 }', "cwd/clouds.json", /clouds\.json(:2)?: broken JSON$/],
  ])("refuses %j with its place", async (text, path, message) => {
    await expect(contentOf(text, path)).rejects.toMatchObject({
      code: "config",
      message: expect.stringMatching(message),
    });
  });

  it.each([
    "password: *hunter2",
    "password: !hunter2 x",
    "password: 'hunter2",
    "password: hunter2: x",
    'p: "hunter2\\q"',
  ])("does not quote the file in the fault of %j", async (text) => {
    await expect(contentOf(text)).rejects.toMatchObject({
      code: "config",
      message: expect.not.stringContaining("hunter2"),
    });
  });

  it.skipIf(process.getuid?.() === 0)("passes over a file that it may not read, and tells", async () => {
    const place = cloudsPlace({ "cwd/clouds.yaml": "a: 1", [clouds]: "b: 2" });
    chmodSync(place.path("cwd/clouds.yaml"), 0);
    const passed: string[] = [];
    const places = { env: {}, home: place.path("home"), cwd: place.path("cwd") };
    const found = await findCloudFile("clouds", places, (path) => passed.push(path));
    expect(found?.path).toBe(place.path(clouds));
    expect(passed).toEqual([place.path("cwd/clouds.yaml")]);
  });
});

describe("a cloud that cannot be read", () => {
  it("is told with the file, the clouds there and the nearest", async () => {
    const place = cloudsPlace({ [clouds]: "clouds: {prod: {}, staging: {}, lab: {}}" });
    await expect(place.read({ cloud: "prd" })).rejects.toMatchObject({
      code: "config",
      message: `no cloud "prd" in ${place.path(clouds)}`,
      hints: ["did you mean prod?", "it has prod, staging, lab"],
    });
  });

  it("is told with the places that were searched", async () => {
    const place = cloudsPlace();
    const env = {
      OS_CLOUD: "prod",
      OS_CLIENT_CONFIG_FILE: place.path("gone.yaml"),
      XDG_CONFIG_DIRS: place.path("x"),
    };
    await expect(place.read({ env })).rejects.toMatchObject({
      code: "config",
      message: 'no cloud "prod": there is no clouds.yaml',
      hints: [expect.stringMatching(/gone\.yaml, .*cwd\/clouds\.yaml, .*\/etc\/openstack\/clouds\.yaml$/)],
    });
  });

  it("tells of OS_CLIENT_CONFIG_FILE when that is not the file it found", async () => {
    const place = cloudsPlace({ [clouds]: cloudYaml("prod", {}) });
    const env = { OS_CLOUD: "lab", OS_CLIENT_CONFIG_FILE: place.path("gone.yaml") };
    await expect(place.read({ env })).rejects.toMatchObject({
      hints: expect.arrayContaining([
        `OS_CLIENT_CONFIG_FILE names ${place.path("gone.yaml")}, which is not there`,
      ]),
    });
  });

  it.each([
    ["clouds: [prod]", /"clouds" is not a mapping/],
    ["clouds: {prod: x}", /cloud "prod" is not a mapping/],
    ["clouds: {prod: {auth: x}}", /"auth" of cloud "prod" is not a mapping/],
    [
      "clouds: {prod: {auth: {auth_url: keystone}}}",
      /"keystone" is not an http or https URL \(in .*clouds\.yaml\)/,
    ],
    ["clouds: {prod: {auth_type: v3totp}}", /auth_type "v3totp" \(in .*clouds\.yaml\)/],
    ["clouds: {prod: {auth_type: v2password}}", /v2password.*Keystone has no v2 API/],
    ["clouds: {prod: {interface: pubic}}", /"pubic" is no interface/],
    ["clouds: {prod: {rating_endpoint_override: rating}}", /"rating" is not an http or https URL/],
  ])("is told for %s", async (text, message) => {
    const place = cloudsPlace({ [clouds]: text });
    await expect(place.read({ cloud: "prod" })).rejects.toMatchObject({
      code: "config",
      message: expect.stringMatching(message),
    });
  });

  it("names the regions that there are", async () => {
    const place = cloudsPlace({ [clouds]: "clouds: {prod: {regions: [One, {name: Two, values: {}}]}}" });
    await expect(place.read({ cloud: "prod", env: { OS_REGION_NAME: "one" } })).rejects.toMatchObject({
      code: "config",
      message: expect.stringContaining('no region "one"'),
      hints: ["it has One, Two"],
    });
  });

  it("names the variable of a value that makes no sense", async () => {
    await expect(cloudsPlace().read({ env: { OS_AUTH_TYPE: "pasword" } })).rejects.toMatchObject({
      message: 'rptctl cannot sign in by auth_type "pasword" (from OS_AUTH_TYPE)',
      hints: expect.arrayContaining(["did you mean password?"]),
    });
  });
});
