import { beforeAll, describe, expect, it } from "vitest";
import { basic, minute, type Reporting, read, reporting, tokenOf } from "./asking.ts";

let server: Reporting;
beforeAll(async () => {
  server = await reporting();
});

const sections: [section: string, method: string, path: string][] = [
  ["13.4.1", "GET", "/rpt/definitions"],
  ["13.4.2", "POST", "/rpt/definitions?copy=x"],
  ["13.4.3", "GET", "/rpt/definitions/x"],
  ["13.4.4", "PUT", "/rpt/definitions/x"],
  ["13.4.5", "DELETE", "/rpt/definitions/x"],
  ["13.4.6", "GET", "/rpt/definitions/x/rpz"],
  ["13.4.7", "GET", "/rpt/definitions/x/paramdefs/y"],
  ["13.4.8", "POST", "/rpt/definitions/import"],
  ["13.4.9", "GET", "/rpt/definitions/import/x"],
  ["13.4.10", "DELETE", "/rpt/definitions/import/x"],
  ["13.4.11", "GET", "/rpt/definition/x/sched"],
  ["13.4.12", "POST", "/rpt/definition/x/sched"],
  ["13.4.13", "GET", "/rpt/definition/x/sched/y"],
  ["13.4.14", "DELETE", "/rpt/definition/x/sched/y"],
  ["13.4.15", "POST", "/rpt/definition/x/sched/y"],
  ["13.4.16", "PUT", "/rpt/definition/x/sched/y"],
  ["13.4.17", "GET", "/rpt/reports"],
  ["13.4.18", "GET", "/rpt/reports/x"],
  ["13.4.19", "GET", "/rpt/reports/x/file"],
  ["13.4.20", "DELETE", "/rpt/reports/x"],
  ["13.4.21", "GET", "/rpt/calendar"],
  ["13.4.22", "GET", "/rpt/buildinfo"],
  ["13.4.23", "GET", "/rpt/collectors"],
  ["13.4.24", "GET", "/rpt/collectors/idvault/config"],
  ["13.4.25", "GET", "/rpt/rptusers/x"],
  ["13.4.26", "GET", "/rpt/rptusers/user"],
  ["13.4.27", "GET", "/rpt/idmusers"],
  ["13.4.28", "GET", "/rpt/idmusers/x"],
  ["13.4.29", "GET", "/rpt/idmroles"],
  ["13.4.30", "GET", "/rpt/idmroles/x"],
  ["13.4.31", "GET", "/rpt/idmresources"],
  ["13.4.32", "GET", "/rpt/idmresources/x"],
  ["13.4.33", "GET", "/rpt/idmentitlements"],
  ["13.4.34", "GET", "/rpt/idmentitlements/x"],
  ["13.4.35", "GET", "/rpt/idmteams"],
  ["13.4.36", "GET", "/rpt/idmteams/x"],
  ["13.4.37", "GET", "/rpt/conf"],
  ["13.4.38", "POST", "/rpt/conf"],
  ["13.4.39", "GET", "/locales/default"],
  ["13.4.40", "GET", "/locales/supported"],
];

describe("without a good token", () => {
  it.each(sections)("%s %s %s answers 401, whatever is wrong", async (_, method, path) => {
    const common = await tokenOf(server.sandbox.url, "ablake", "ablakepw");
    const found = [];
    for (const authorization of ["", "X-OPAQUE nonsense", `X-OPAQUE ${common}`]) {
      const answer = await read(await fetch(server.core + path, { method, headers: { authorization } }));
      const uri = `${server.sandbox.url}/IDMRPT-AUTH/auth/tokens`;
      expect(answer.headers.get("www-authenticate")).toBe(`X-OPAQUE uri="${uri}", signOffUri=""`);
      found.push(answer.status, answer.subcode);
    }
    expect(found).toEqual([401, "NoAuthHeader", 401, "InvalidAuthHeader", 401, "NoPrivilege"]);
  });
});

describe("auth/tokens (13.3)", () => {
  const post = async (authorization?: string) =>
    read(
      await fetch(`${server.sandbox.url}/IDMRPT-AUTH/auth/tokens`, {
        method: "POST",
        headers: authorization === undefined ? {} : { authorization },
      }),
    );
  const remove = async (token: string) =>
    read(
      await fetch(`${server.sandbox.url}/IDMRPT-AUTH/auth/tokens/${encodeURIComponent(token)}`, {
        method: "DELETE",
      }),
    );

  it.each([
    ["uaadmin", "uaadminpw"],
    ["jürgen", "pässwörd:ü€"],
  ])("hands %s a token that holds what must not be encoded", async (name, password) => {
    const { status, body } = await post(basic(name, password));
    expect(status).toBe(200);
    for (const character of "=/+:") expect(body.Token).toContain(character);
    const answer = await server.ask("GET", "/rpt/buildinfo", {
      headers: { authorization: `X-OPAQUE ${body.Token}` },
    });
    expect(answer.status).toBe(200);
  });

  it.each<[string, string | undefined, string]>([
    ["no header", undefined, "NoAuthHeader"],
    ["another scheme", "Digest x", "NoAuthHeader"],
    ["a wrong password", basic("uaadmin", "nope"), "InvalidInput"],
    [
      "a password in Latin-1",
      `Basic ${Buffer.from("jürgen:x", "latin1").toString("base64")}`,
      "InvalidInput",
    ],
    ["a name that two have", basic("twin", "twinpw"), "MultipleAccounts"],
  ])("refuses %s", async (_, authorization, subcode) => {
    expect(await post(authorization)).toMatchObject({ status: 401, subcode });
  });

  it("deletes a token once, after which it is Gone", async () => {
    const token = await tokenOf(server.sandbox.url, "rptadmin", "rptadminpw");
    expect(await remove(token)).toMatchObject({ status: 200, body: { Status: "OK" } });
    const headers = { authorization: `X-OPAQUE ${token}` };
    expect((await server.ask("GET", "/rpt/buildinfo", { headers })).subcode).toBe("InvalidAuthHeader");
    expect((await remove(token)).subcode).toBe("Gone");
  });

  it.each([
    [undefined, 15],
    [120, 2],
  ])("lets a token live as long as told (%s: %i minutes)", async (rptTokenSeconds, minutes) => {
    const other = await reporting(rptTokenSeconds === undefined ? {} : { rptTokenSeconds });
    await other.control.advance((minutes - 1) * minute);
    expect((await other.ask("GET", "/rpt/buildinfo")).status).toBe(200);
    await other.control.advance(minute);
    expect((await other.ask("GET", "/rpt/buildinfo")).subcode).toBe("InvalidAuthHeader");
  });
});

describe("OSP", () => {
  const client = basic("rpt", "rpt-secret");
  const post = async (path: string, form: Record<string, string>, authorization = client) =>
    read(
      await fetch(`${server.sandbox.url}/osp/a/idm/auth/oauth2/${path}`, {
        method: "POST",
        headers: { authorization },
        body: new URLSearchParams(form),
      }),
    );
  const password = (username: string, password: string) => ({ grant_type: "password", username, password });
  const asBearer = (token: string) =>
    server.ask("GET", "/rpt/buildinfo", { headers: { authorization: `Bearer ${token}` } });

  it("tells where its endpoints are", async () => {
    const url = `${server.sandbox.url}/osp/a/idm/auth/oauth2`;
    const answer = await read(await fetch(`${url}/.well-known/openid-configuration`));
    expect(answer.body).toMatchObject({
      token_endpoint: `${url}/grant`,
      revocation_endpoint: `${url}/revoke`,
      introspection_endpoint: `${url}/introspect`,
    });
  });

  it("grants an access token for 60 seconds, and another for the refresh token, which it does not repeat", async () => {
    const { body } = await post("grant", password("jürgen", "pässwörd:ü€"));
    expect(body).toMatchObject({ token_type: "bearer", expires_in: 60 });
    expect((await asBearer(body.access_token)).status).toBe(200);
    expect((await post("introspect", { token: body.access_token })).body.active).toBe(true);
    const attributes = await fetch(`${server.sandbox.url}/osp/a/idm/auth/oauth2/getattributes`, {
      headers: { authorization: `Bearer ${body.access_token}` },
    });
    expect(await attributes.json()).toMatchObject({ name: "jürgen" });
    await server.control.advance(minute);
    expect((await asBearer(body.access_token)).subcode).toBe("InvalidAuthHeader");
    const again = await post("grant", { grant_type: "refresh_token", refresh_token: body.refresh_token });
    expect(again.body).not.toHaveProperty("refresh_token");
    expect((await asBearer(again.body.access_token)).status).toBe(200);
    await post("revoke", { token: body.refresh_token, token_type_hint: "refresh_token" });
    const refused = await post("grant", { grant_type: "refresh_token", refresh_token: body.refresh_token });
    expect(refused).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
  });

  it("has room for few refresh tokens of one user", async () => {
    const granted = [];
    for (let left = 20; left > 0; left -= 1) {
      const { status, body } = await post("grant", password("rptadmin", "rptadminpw"));
      if (status !== 200) break;
      granted.push(body.refresh_token);
    }
    expect(granted.length).toBe(8);
    await post("revoke", { token: granted[0] });
    expect((await post("grant", password("rptadmin", "rptadminpw"))).status).toBe(200);
  });

  it.each<[string, Record<string, string>, string, number, string]>([
    ["another client", password("uaadmin", "uaadminpw"), basic("rpt", "no"), 401, "invalid_client"],
    ["a wrong password", password("uaadmin", "no"), client, 400, "invalid_grant"],
    ["another grant", { grant_type: "authorization_code" }, client, 400, "unsupported_grant_type"],
  ])("refuses %s", async (_, form, authorization, status, error) => {
    expect(await post("grant", form, authorization)).toMatchObject({ status, body: { error } });
  });
});
