import { describe, expect, it } from "vitest";
import { checkCloud } from "../../../src/systems/scope/cloud-missing.ts";
import { clouds, cloudsPlace } from "./clouds-place.ts";

const url = { OS_AUTH_URL: "http://k/v3" };
const user = { OS_USERNAME: "ops" };

describe("checkCloud", () => {
  it.each([
    [{}, "config", "no Keystone URL: set OS_AUTH_URL"],
    [url, "auth", "no user to sign in to Keystone: set OS_USERNAME or OS_USER_ID"],
    [{ ...url, ...user }, "auth", 'no password for user "ops": set OS_PASSWORD'],
    [{ ...url, OS_USER_ID: "u1" }, "auth", "no password for user u1: set OS_PASSWORD"],
    [{ ...url, OS_AUTH_TYPE: "token" }, "auth", "no token for auth_type token: set OS_TOKEN"],
    [
      { ...url, OS_AUTH_TYPE: "v3applicationcredential" },
      "auth",
      "no application credential to sign in with: set OS_APPLICATION_CREDENTIAL_ID or OS_APPLICATION_CREDENTIAL_NAME",
    ],
    [
      { ...url, OS_APPLICATION_CREDENTIAL_ID: "ac" },
      "auth",
      "no secret for application credential ac: set OS_APPLICATION_CREDENTIAL_SECRET",
    ],
    [
      { ...url, OS_APPLICATION_CREDENTIAL_NAME: "ac", OS_APPLICATION_CREDENTIAL_SECRET: "s" },
      "auth",
      'whose application credential is "ac"? A name needs its user: set OS_USERNAME or OS_USER_ID',
    ],
    [{ OS_AUTH_TYPE: "none" }, "config", "no endpoint for auth_type none: set OS_RATING_ENDPOINT_OVERRIDE"],
    [
      { OS_AUTH_TYPE: "admin_token", OS_ENDPOINT: "http://r" },
      "auth",
      "no token for auth_type admin_token: set OS_TOKEN",
    ],
  ])("says for %o what to set", async (env, code, message) => {
    const cloud = await cloudsPlace().read({ env });
    expect(() => checkCloud(cloud)).toThrow(expect.objectContaining({ code, message }));
  });

  it("names setup where nothing is said", async () => {
    const cloud = await cloudsPlace().read({ env: {} });
    const hints = expect.arrayContaining([expect.stringContaining("rptctl setup scope")]);
    expect(() => checkCloud(cloud)).toThrow(expect.objectContaining({ hints }));
  });

  it("names the file and the key of a named cloud", async () => {
    const place = cloudsPlace({ [clouds]: "clouds: {prod: {auth: {auth_url: 'http://k', username: ops}}}" });
    const cloud = await place.read({ cloud: "prod" });
    expect(() => checkCloud(cloud)).toThrow(
      `no password for user "ops": set OS_PASSWORD, or auth.password of cloud "prod" in ${place.path(clouds)}`,
    );
  });

  it("says that a provider's profile is not known here", async () => {
    const place = cloudsPlace({ [clouds]: "clouds: {prod: {profile: vexxhost, auth: {username: ops}}}" });
    const cloud = await place.read({ cloud: "prod" });
    expect(() => checkCloud(cloud)).toThrow(
      expect.objectContaining({ code: "config", hints: [expect.stringContaining('profile "vexxhost"')] }),
    );
  });

  it("refuses two targets, and names where both are from", async () => {
    const env = { ...url, ...user, OS_PASSWORD: "p", OS_PROJECT_NAME: "x", OS_TRUST_ID: "t" };
    const cloud = await cloudsPlace().read({ env });
    expect(() => checkCloud(cloud)).toThrow(
      expect.objectContaining({
        code: "config",
        message: expect.stringContaining("project_name (from OS_PROJECT_NAME), trust_id (from OS_TRUST_ID)"),
      }),
    );
  });

  it.each([
    { ...url, ...user, OS_PASSWORD: "p" },
    { ...url, OS_TOKEN: "t" },
    {
      ...url,
      OS_APPLICATION_CREDENTIAL_ID: "a",
      OS_APPLICATION_CREDENTIAL_SECRET: "s",
      OS_PROJECT_ID: "p",
      OS_TRUST_ID: "t",
    },
    { OS_AUTH_TYPE: "none", OS_ENDPOINT: "http://r" },
  ])("is content with %o", async (env) => {
    checkCloud(await cloudsPlace().read({ env }));
  });
});
