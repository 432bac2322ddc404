import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { Secret } from "../../../src/secret.ts";
import { clouds, cloudsPlace, cloudYaml, secure } from "./clouds-place.ts";

const prod = {
  auth: {
    auth_url: "http://file/v3",
    username: "file-user",
    password: "file-pw",
    project_name: "file-project",
  },
  region_name: "One",
};
const openrc = {
  OS_AUTH_URL: "http://env:5000/v3",
  OS_USERNAME: "env-user",
  OS_PASSWORD: "env-pw",
  OS_PROJECT_NAME: "env-project",
  OS_USER_DOMAIN_NAME: "Default",
  OS_PROJECT_DOMAIN_NAME: "Default",
};

describe("without a cloud's name", () => {
  it("reads the environment, and says where each value is from", async () => {
    const cloud = await cloudsPlace().read({ env: openrc });
    expect(cloud).toMatchObject({
      cloud: undefined,
      authType: "password",
      authUrl: "http://env:5000/v3",
      username: "env-user",
      userDomainName: "Default",
      userDomainId: undefined,
      projectName: "env-project",
      interface: "public",
      verify: true,
    });
    expect(cloud.password?.reveal()).toBe("env-pw");
    expect(cloud.origins.password).toEqual({ kind: "environment", name: "OS_PASSWORD" });
    expect(cloud.origins.projectName).toEqual({ kind: "environment", name: "OS_PROJECT_NAME" });
  });

  it("leaves a clouds.yaml alone, be it broken or of one cloud", async () => {
    const cloud = await cloudsPlace({ [clouds]: "}{" }).read({ env: openrc });
    expect(cloud.authUrl).toBe("http://env:5000/v3");
    expect((await cloudsPlace({ [clouds]: cloudYaml("prod", prod) }).read()).authUrl).toBeUndefined();
  });

  it("names the older variable that a value came from", async () => {
    const { projectName, origins } = await cloudsPlace().read({ env: { OS_TENANT_NAME: "t" } });
    expect(projectName).toBe("t");
    expect(origins.projectName).toEqual({ kind: "environment", name: "OS_TENANT_NAME" });
  });

  it.each([
    [{ OS_DEFAULT_DOMAIN: "dd" }, { userDomainId: "dd", projectDomainId: "dd" }],
    [{ OS_DEFAULT_DOMAIN_ID: "id" }, { userDomainId: "id", projectDomainId: "id" }],
    [
      { OS_DEFAULT_DOMAIN_NAME: "N" },
      { userDomainName: "N", userDomainId: undefined, projectDomainName: "N" },
    ],
    [{ OS_DOMAIN_NAME: "D" }, { userDomainName: "D", projectDomainName: "D", domainName: undefined }],
    [
      { OS_USER_DOMAIN_NAME: "U" },
      { userDomainName: "U", userDomainId: undefined, projectDomainId: "default" },
    ],
    [{}, { userDomainId: "default", projectDomainId: "default" }],
  ])("fills domains from %o", async (env, expected) => {
    const cloud = await cloudsPlace().read({ env: { OS_USERNAME: "u", OS_PROJECT_NAME: "p", ...env } });
    expect(cloud).toMatchObject(expected);
  });

  it.each([
    [{ OS_USERNAME: "u", OS_PASSWORD: "p" }, "password"],
    [{ OS_APPLICATION_CREDENTIAL_ID: "i", OS_APPLICATION_CREDENTIAL_SECRET: "s" }, "v3applicationcredential"],
    [{ OS_TOKEN: "t" }, "token"],
    [{ OS_TOKEN: "t", OS_ENDPOINT: "http://rating" }, "admin_token"],
    [{ OS_TOKEN: "t", OS_USERNAME: "u", OS_PASSWORD: "p" }, "password"],
    [{ OS_APPLICATION_CREDENTIAL_ID: "i", OS_USERNAME: "u", OS_PASSWORD: "p" }, "password"],
    [{ OS_APPLICATION_CREDENTIAL_ID: "i", OS_PASSWORD: "p" }, "v3applicationcredential"],
    [{ OS_AUTH_TYPE: "v3password" }, "password"],
    [{ OS_AUTH_TYPE: "v3token", OS_PASSWORD: "p" }, "token"],
    [{ OS_AUTH_TYPE: "none", OS_ENDPOINT: "http://rating" }, "none"],
    [{}, "password"],
  ])("takes %o for a sign-in", async (env, authType) => {
    expect((await cloudsPlace().read({ env })).authType).toBe(authType);
  });

  it.each([
    [{ OS_INTERFACE: "internalURL" }, "internal"],
    [{ OS_ENDPOINT_TYPE: "adminURL" }, "admin"],
    [{ OS_INTERFACE: "public", OS_ENDPOINT_TYPE: "adminURL" }, "public"],
  ])("reads the interface from %o", async (env, expected) => {
    expect((await cloudsPlace().read({ env })).interface).toBe(expected);
  });

  it.each([
    ["true", false],
    ["True", false],
    ["1", false],
    ["false", true],
    ["0", true],
    ["", true],
  ])("reads OS_INSECURE=%s as verify %s", async (text, verify) => {
    expect((await cloudsPlace().read({ env: { OS_INSECURE: text } })).verify).toBe(verify);
  });
});

describe("with a cloud's name", () => {
  it("reads clouds.yaml, secure.yaml over it, and says which", async () => {
    const place = cloudsPlace({
      [clouds]: cloudYaml("prod", prod),
      [secure]: cloudYaml("prod", { auth: { password: "secure-pw" } }),
    });
    const cloud = await place.read({ env: { OS_CLOUD: "prod" } });
    expect(cloud).toMatchObject({
      cloud: "prod",
      file: place.path(clouds),
      username: "file-user",
      regionName: "One",
    });
    expect(cloud.password?.reveal()).toBe("secure-pw");
    expect(cloud.origins.password).toEqual({ kind: "file", name: place.path(secure) });
    expect(cloud.origins.username).toEqual({ kind: "file", name: place.path(clouds) });
  });

  it("takes the name that is given before OS_CLOUD", async () => {
    const place = cloudsPlace({ [clouds]: cloudYaml("prod", prod) });
    expect((await place.read({ cloud: "prod", env: { OS_CLOUD: "other" } })).username).toBe("file-user");
  });

  it("mixes in OS_* as openstack does: user, password and URL win, project and domains only fill in", async () => {
    const place = cloudsPlace({ [clouds]: cloudYaml("prod", prod) });
    const cloud = await place.read({ env: { OS_CLOUD: "prod", ...openrc } });
    expect(cloud).toMatchObject({
      authUrl: "http://env:5000/v3",
      username: "env-user",
      projectName: "file-project",
      userDomainName: "Default",
    });
    expect(cloud.password?.reveal()).toBe("env-pw");
  });

  it("leaves a cloud's TLS and interface to its file", async () => {
    const place = cloudsPlace({ [clouds]: cloudYaml("prod", { ...prod, interface: "internal" }) });
    const env = { OS_CLOUD: "prod", OS_INSECURE: "true", OS_ENDPOINT_TYPE: "adminURL" };
    expect(await place.read({ env })).toMatchObject({ verify: true, interface: "internal" });
  });

  it("reads what else a cloud may say", async () => {
    const place = cloudsPlace({
      [clouds]: cloudYaml("prod", {
        ...prod,
        interface: "public",
        rating_interface: "admin",
        rating_endpoint_override: "https://rating/",
        cacert: "~/ca.pem",
        cert: "/c.pem",
        key: "~/k.pem",
        verify: false,
        api_timeout: 2.5,
        force_ipv4: true,
        networks: [{ name: "n" }],
      }),
    });
    expect(await place.read({ cloud: "prod" })).toMatchObject({
      interface: "admin",
      endpointOverride: "https://rating/",
      caFile: place.path("home/ca.pem"),
      certFile: "/c.pem",
      keyFile: place.path("home/k.pem"),
      verify: false,
      timeout: 2500,
    });
  });

  it("takes a file with clouds only in secure.yaml", async () => {
    const place = cloudsPlace({ [secure]: cloudYaml("prod", prod) });
    expect(await place.read({ cloud: "prod" })).toMatchObject({
      file: place.path(secure),
      username: "file-user",
    });
  });

  it("notes a profile that nobody publishes", async () => {
    const place = cloudsPlace({ [clouds]: cloudYaml("prod", { profile: "vexx", auth: {} }) });
    expect((await place.read({ cloud: "prod" })).missingProfile).toBe("vexx");
  });
});

describe("our own configuration", () => {
  it("wins over files and environment, by its own keys", async () => {
    const place = cloudsPlace({ [clouds]: cloudYaml("prod", prod) });
    const overrides = {
      "auth-url": "http://own/v3",
      username: "own-user",
      region: "One",
      url: "http://rating",
      "ca-file": "/own.pem",
      insecure: true,
      "auth-type": "application-credential",
      retries: 3,
      password: new Secret("own-pw"),
    };
    const cloud = await place.read({ cloud: "prod", env: openrc, overrides });
    expect(cloud).toMatchObject({
      authUrl: "http://own/v3",
      username: "own-user",
      endpointOverride: "http://rating",
      caFile: "/own.pem",
      verify: false,
      authType: "v3applicationcredential",
    });
    expect(cloud.password?.reveal()).toBe("own-pw");
    expect(cloud.origins.authUrl).toEqual({ kind: "configuration", name: "scope.auth-url" });
  });

  it.each([
    [{ username: "own" }, { username: "own", userId: undefined, projectId: "pid" }],
    [{ "user-id": "own" }, { username: undefined, userId: "own" }],
    [{ "project-name": "own" }, { projectName: "own", projectId: undefined }],
    [
      { "project-domain-id": "own" },
      { projectDomainId: "own", projectDomainName: undefined, projectId: "pid" },
    ],
    [{ "system-scope": "all" }, { systemScope: "all", projectId: undefined, projectName: undefined }],
    [
      { "project-name": "", username: undefined },
      { projectId: "pid", userId: "uid" },
    ],
  ])("%o drives out what it contradicts", async (overrides, expected) => {
    const env = { ...openrc, OS_USER_ID: "uid", OS_PROJECT_ID: "pid" };
    expect(await cloudsPlace().read({ env, overrides })).toMatchObject(expected);
  });
});

it("takes an application credential of our own configuration for the sign-in, beside any user", async () => {
  const overrides = {
    "application-credential-id": "ac",
    "application-credential-secret": "s",
    password: "s",
  };
  expect((await cloudsPlace().read({ env: openrc, overrides })).authType).toBe("v3applicationcredential");
});

it("never shows a secret", async () => {
  const env = { ...openrc, OS_TOKEN: "env-token", OS_APPLICATION_CREDENTIAL_SECRET: "env-secret" };
  const cloud = await cloudsPlace().read({ env });
  const shown = inspect(cloud, { depth: 9 }) + JSON.stringify(cloud);
  for (const secret of ["env-pw", "env-token", "env-secret"]) expect(shown).not.toContain(secret);
});
