import { describe, expect, it } from "vitest";
import type { Problem } from "../../../src/http/problem.ts";
import { signInFault } from "../../../src/systems/scope/sign-in-fault.ts";
import { cloudsPlace } from "./clouds-place.ts";

const login = {
  OS_AUTH_URL: "http://k:5000/v3",
  OS_USERNAME: "ops",
  OS_PASSWORD: "s3cret-canary",
  OS_PROJECT_NAME: "p",
  OS_USER_DOMAIN_NAME: "U",
};
const credential = {
  OS_AUTH_TYPE: "v3applicationcredential",
  OS_AUTH_URL: "http://k:5000/v3",
  OS_APPLICATION_CREDENTIAL_ID: "ac1",
  OS_APPLICATION_CREDENTIAL_SECRET: "s3cret-canary",
};
const keystone = (status: number, message: string, title = "Error"): Problem => ({
  status,
  headers: { "content-type": "application/json" },
  text: "",
  json: { error: { code: status, message, title } },
});
const html = (status: number): Problem => ({
  status,
  headers: { "content-type": "text/html" },
  text: "<html><title>Nothing here</title></html>",
  json: undefined,
});
const unauthorized = keystone(401, "The request you have made requires authentication.", "Unauthorized");
const faultOf = async (env: Record<string, string>, problem: Problem) =>
  signInFault(await cloudsPlace().read({ env }), problem);

describe("signInFault", () => {
  it("says who tried what, where the password is from, and what to check", async () => {
    expect(await faultOf(login, unauthorized)).toMatchObject({
      code: "auth",
      status: 401,
      message:
        'Keystone refused the sign-in: user "ops" (domain U), project "p" (domain default) at http://k:5000/v3',
      hints: [
        "Keystone does not say what is wrong: check the user's name, domain or password, the project or its domain, " +
          "or a role on it",
        "the password is from OS_PASSWORD",
      ],
    });
  });

  it.each([
    [{ ...login, OS_PROJECT_ID: "p1", OS_USER_ID: "u1" }, /: user u1, project p1 at/],
    [{ ...login, OS_PROJECT_NAME: "" }, /: user "ops" \(domain U\), no project at/],
    [{ ...login, OS_PROJECT_NAME: "", OS_DOMAIN_NAME: "D" }, /, domain D at/],
    [{ ...login, OS_PROJECT_NAME: "", OS_SYSTEM_SCOPE: "all" }, /, the whole system at/],
    [{ ...login, OS_PROJECT_NAME: "", OS_TRUST_ID: "t" }, /, trust t at/],
    [credential, /: application credential ac1 at/],
    [
      { ...login, OS_AUTH_TYPE: "token", OS_TOKEN: "s3cret-canary" },
      /: a token, project "p" \(domain default\) at/,
    ],
  ])("names what %o tried", async (env, message) => {
    expect(await faultOf(env, unauthorized)).toMatchObject({
      code: "auth",
      message: expect.stringMatching(message),
    });
  });

  it.each([
    [
      login,
      { ...unauthorized, headers: { "openstack-auth-receipt": "r" } },
      "auth",
      /second factor from user "ops"/,
    ],
    [
      credential,
      keystone(404, "Could not find Application Credential: ac1."),
      "auth",
      /no application credential ac1/,
    ],
    [login, html(404), "config", /no Keystone v3 answers at http:\/\/k:5000\/v3 \(HTTP 404\)/],
    [
      login,
      keystone(404, "(http://k/x): The resource could not be found."),
      "config",
      /no Keystone v3 answers/,
    ],
    [login, { ...html(300), json: { versions: { values: [] } } }, "config", /no Keystone v3 answers.*300/],
    [login, html(200), "config", /no Keystone v3 answers.*200/],
    [
      login,
      keystone(400, "Expecting to find domain in user."),
      "rejected",
      /did not take.*Expecting to find domain/,
    ],
    [login, keystone(403, "You are not authorized."), "forbidden", /Keystone: You are not authorized/],
    [login, html(503), "unavailable", /Keystone: Nothing here \(HTTP 503\)/],
    [login, html(429), "unavailable", /HTTP 429/],
    [login, keystone(500, "An unexpected error"), "unavailable", /An unexpected error \(HTTP 500\)/],
  ])("explains %#", async (env, problem, code, message) => {
    expect(await faultOf(env, problem)).toMatchObject({
      code,
      status: problem.status,
      message: expect.stringMatching(message),
    });
  });

  it.each([400, 401, 403, 404, 500])("never tells the secret (%i)", async (status) => {
    for (const env of [login, credential]) {
      const fault = await faultOf(env, keystone(status, "no"));
      expect(fault.message + fault.hints.join()).not.toContain("s3cret-canary");
    }
  });
});
