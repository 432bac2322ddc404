import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readCloud } from "../../src/systems/scope/cloud.ts";
import { authRequest } from "../../src/systems/scope/keystone.ts";
import { saySkipped } from "./skip.ts";

/** Debian's packages are Debian's Python's. */
const python = "/usr/bin/python3";
const script = fileURLToPath(new URL("cloud-settings.py", import.meta.url));

const login = { OS_AUTH_URL: "http://env/v3", OS_USERNAME: "env-user", OS_PASSWORD: "env-pw" };
const domains = { OS_USER_DOMAIN_NAME: "UD", OS_PROJECT_DOMAIN_NAME: "PD" };
const prod = {
  auth_url: "http://file/v3",
  username: "file-user",
  password: "file-pw",
  project_name: "file-project",
  user_domain_name: "FUD",
  project_domain_name: "FPD",
};
const clouds = (entry: object, name = "prod"): string => JSON.stringify({ clouds: { [name]: entry } });

interface Case {
  readonly env: Readonly<Record<string, string>>;
  /** By path: `cwd/...`, `home/...`. */
  readonly files?: Readonly<Record<string, string>>;
}

const yaml = "home/.config/openstack/clouds.yaml";
const cases: Readonly<Record<string, Case>> = {
  "the environment alone": { env: { ...login, ...domains, OS_PROJECT_NAME: "p" } },
  ids: {
    env: {
      OS_AUTH_URL: "http://env/v3",
      OS_USER_ID: "u1",
      OS_PASSWORD: "pw",
      OS_PROJECT_ID: "p1",
    },
  },
  "names and ids at once": {
    env: { ...login, ...domains, OS_USER_ID: "u1", OS_PROJECT_ID: "p1", OS_PROJECT_NAME: "p" },
  },
  "a tenant": { env: { ...login, ...domains, OS_TENANT_NAME: "t" } },
  "a tenant and a project": { env: { ...login, ...domains, OS_TENANT_NAME: "t", OS_PROJECT_NAME: "p" } },
  "one domain for both": { env: { ...login, OS_PROJECT_NAME: "p", OS_DOMAIN_NAME: "D" } },
  "one domain id for both": { env: { ...login, OS_PROJECT_NAME: "p", OS_DOMAIN_ID: "d" } },
  "a domain as the scope": { env: { ...login, OS_USER_DOMAIN_NAME: "UD", OS_DOMAIN_NAME: "D" } },
  "the system as the scope": { env: { ...login, OS_USER_DOMAIN_NAME: "UD", OS_SYSTEM_SCOPE: "all" } },
  "the system beside a project": {
    env: { ...login, ...domains, OS_SYSTEM_SCOPE: "all", OS_PROJECT_NAME: "p" },
  },
  "a trust": { env: { ...login, OS_USER_DOMAIN_NAME: "UD", OS_TRUST_ID: "t" } },
  "no scope": { env: { ...login, OS_USER_DOMAIN_NAME: "UD" } },
  "no domains": { env: { ...login, OS_PROJECT_NAME: "p", OS_IDENTITY_API_VERSION: "3" } },
  "a default domain": {
    env: { ...login, OS_PROJECT_NAME: "p", OS_IDENTITY_API_VERSION: "3", OS_DEFAULT_DOMAIN: "dd" },
  },
  "empty variables": {
    env: { ...login, ...domains, OS_PROJECT_NAME: "p", OS_PROJECT_ID: "", OS_USER_ID: "" },
  },
  "a token": {
    env: { OS_AUTH_TYPE: "v3token", OS_AUTH_URL: "http://env/v3", OS_TOKEN: "t", OS_PROJECT_ID: "p" },
  },
  "an application credential": {
    env: {
      OS_AUTH_TYPE: "v3applicationcredential",
      OS_AUTH_URL: "http://env/v3",
      OS_APPLICATION_CREDENTIAL_ID: "ac",
      OS_APPLICATION_CREDENTIAL_SECRET: "s",
    },
  },
  "an application credential by name": {
    env: {
      OS_AUTH_TYPE: "v3applicationcredential",
      OS_AUTH_URL: "http://env/v3",
      OS_APPLICATION_CREDENTIAL_NAME: "ac",
      OS_APPLICATION_CREDENTIAL_SECRET: "s",
      OS_USERNAME: "u",
      OS_USER_DOMAIN_NAME: "UD",
    },
  },
  "region, interface and certificates of the environment": {
    env: {
      ...login,
      ...domains,
      OS_PROJECT_NAME: "p",
      OS_REGION_NAME: "Two",
      OS_INTERFACE: "internal",
      OS_CACERT: "~/ca.pem",
      OS_CERT: "/c.pem",
      OS_KEY: "~/k.pem",
    },
  },
  "one cloud that nobody names": { env: {}, files: { [yaml]: clouds({ auth: prod }) } },
  "a cloud": { env: { OS_CLOUD: "prod" }, files: { [yaml]: clouds({ auth: prod, region_name: "One" }) } },
  "a cloud that is not there": { env: { OS_CLOUD: "nope" }, files: { [yaml]: clouds({ auth: prod }) } },
  "no file at all": { env: { OS_CLOUD: "prod" } },
  "a cloud under a whole environment": {
    env: { OS_CLOUD: "prod", ...login, ...domains, OS_PROJECT_NAME: "env-project", OS_REGION_NAME: "One" },
    files: { [yaml]: clouds({ auth: prod, region_name: "One" }) },
  },
  "a cloud without a project, and OS_PROJECT_NAME": {
    env: { OS_CLOUD: "prod", OS_PROJECT_NAME: "env-project" },
    files: { [yaml]: clouds({ auth: { ...prod, project_name: undefined } }) },
  },
  "a cloud with a tenant, and OS_PROJECT_NAME": {
    env: { OS_CLOUD: "prod", OS_PROJECT_NAME: "env-project" },
    files: { [yaml]: clouds({ auth: { ...prod, project_name: undefined, tenant_name: "file-tenant" } }) },
  },
  "a cloud with names, and OS_PROJECT_ID": {
    env: { OS_CLOUD: "prod", OS_PROJECT_ID: "env-id" },
    files: { [yaml]: clouds({ auth: prod }) },
  },
  "settings beside auth": {
    env: { OS_CLOUD: "prod" },
    files: {
      [yaml]: clouds({
        auth: prod,
        username: "beside",
        project_name: "beside",
        "user-domain-name": "beside",
      }),
    },
  },
  "the current directory first": {
    env: { OS_CLOUD: "prod" },
    files: {
      [yaml]: clouds({ auth: prod }),
      "cwd/clouds.yml": clouds({ auth: { ...prod, username: "cwd" } }),
    },
  },
  XDG_CONFIG_HOME: {
    env: { OS_CLOUD: "prod", XDG_CONFIG_HOME: "home/xdg" },
    files: {
      [yaml]: clouds({ auth: prod }),
      "home/xdg/openstack/clouds.json": clouds({ auth: { ...prod, username: "xdg" } }),
    },
  },
  OS_CLIENT_CONFIG_FILE: {
    env: { OS_CLOUD: "prod", OS_CLIENT_CONFIG_FILE: "home/mine" },
    files: { [yaml]: clouds({ auth: prod }), "home/mine": clouds({ auth: { ...prod, username: "mine" } }) },
  },
  "OS_CLIENT_CONFIG_FILE that is not there": {
    env: { OS_CLOUD: "prod", OS_CLIENT_CONFIG_FILE: "home/gone" },
    files: { [yaml]: clouds({ auth: prod }) },
  },
  "secure.yaml": {
    env: { OS_CLOUD: "prod" },
    files: {
      [yaml]: clouds({ auth: { ...prod, password: undefined } }),
      "home/.config/openstack/secure.yaml": clouds({
        auth: { password: "secure-pw", username: "secure-user" },
      }),
    },
  },
  OS_CLIENT_SECURE_FILE: {
    env: { OS_CLOUD: "prod", OS_CLIENT_SECURE_FILE: "home/secret" },
    files: {
      [yaml]: clouds({ auth: prod }),
      "home/secret": clouds({ auth: { password: "secure-pw" } }),
    },
  },
  "a public profile": {
    env: { OS_CLOUD: "prod" },
    files: {
      [yaml]: clouds({ profile: "shared", auth: { ...prod, auth_url: undefined } }),
      "home/.config/openstack/clouds-public.yaml": JSON.stringify({
        "public-clouds": {
          shared: { auth: { auth_url: "http://{region_name}.shared/v3", username: "x" }, region_name: "far" },
        },
      }),
    },
  },
  "regions with values": {
    env: { OS_CLOUD: "prod", OS_REGION_NAME: "B" },
    files: {
      [yaml]: clouds({
        auth: prod,
        regions: [
          { name: "A" },
          { name: "B", values: { interface: "internal", auth: { auth_url: "http://b/v3" } } },
        ],
      }),
    },
  },
  "the first of the regions": {
    env: { OS_CLOUD: "prod" },
    files: { [yaml]: clouds({ auth: prod, regions: ["A", "B"] }) },
  },
  "a region that is not there": {
    env: { OS_CLOUD: "prod", OS_REGION_NAME: "C" },
    files: { [yaml]: clouds({ auth: prod, regions: ["A", "B"] }) },
  },
  "interface, endpoint and TLS of a cloud": {
    env: { OS_CLOUD: "prod", OS_ENDPOINT_TYPE: "adminURL", OS_INSECURE: "true" },
    files: {
      [yaml]: clouds({
        auth: prod,
        endpoint_type: "internal",
        rating_endpoint_override: "http://rating:8889",
        cacert: "~/ca.pem",
        cert: "~/both.pem",
      }),
    },
  },
  "verify: no": {
    env: { OS_CLOUD: "prod" },
    files: { [yaml]: `${clouds({ auth: prod }).slice(0, -3)}, verify: no}}}` },
  },
  "numbers for text": {
    env: { OS_CLOUD: "prod" },
    files: {
      [yaml]: clouds({ auth: { ...prod, password: 12345678, project_name: undefined, project_id: 42 } }),
    },
  },
  "merge keys": {
    env: { OS_CLOUD: "prod" },
    files: {
      [yaml]: [
        "base: &base {auth_url: 'http://file/v3', username: u, user_domain_id: d}",
        "clouds:",
        "  prod: {auth: {<<: *base, password: pw, project_id: p}}",
      ].join("\n"),
    },
  },
  "a project and a trust": { env: { ...login, ...domains, OS_PROJECT_NAME: "p", OS_TRUST_ID: "t" } },
  "an application credential that is not said": {
    env: { OS_AUTH_URL: "http://env/v3", OS_AUTH_TYPE: "v3applicationcredential" },
  },
};

function reasonToSkip(): string | undefined {
  try {
    execFileSync(python, ["-c", "import openstackclient.shell, openstack.config"], { stdio: "ignore" });
    return undefined;
  } catch {
    return `${python} has no openstackclient (apt-get install python3-openstackclient)`;
  }
}

const skipped = reasonToSkip();
if (skipped !== undefined) saySkipped("openstackclient", skipped);

describe.skipIf(skipped !== undefined)("the settings of a cloud are those that openstackclient finds", () => {
  const root = mkdtempSync(join(tmpdir(), "rptctl-clouds-"));
  const answers = new Map<string, unknown>();

  /** The place of a case, with its files written and the paths in its environment made absolute. */
  const placeOf = (name: string) => {
    const base = join(root, String(Object.keys(cases).indexOf(name)));
    const env = Object.fromEntries(
      Object.entries(cases[name]?.env ?? {}).map(([key, value]) => [
        key,
        value.replace(/^home\//, `${base}/home/`),
      ]),
    );
    return { base, env, home: join(base, "home"), cwd: join(base, "cwd") };
  };

  beforeAll(() => {
    const asked = Object.entries(cases).map(([name, { files = {} }]) => {
      const { base, ...place } = placeOf(name);
      mkdirSync(place.home, { recursive: true });
      mkdirSync(place.cwd, { recursive: true });
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(base, path)), { recursive: true });
        writeFileSync(join(base, path), text);
      }
      return place;
    });
    const out = execFileSync(python, [script], { input: JSON.stringify(asked), encoding: "utf8" });
    const results = JSON.parse(out) as unknown[];
    for (const [at, name] of Object.keys(cases).entries()) answers.set(name, results[at]);
  });

  afterAll(() => rmSync(root, { recursive: true, force: true }));

  const ours = async (name: string): Promise<unknown> => {
    try {
      const cloud = await readCloud(placeOf(name));
      return {
        request: authRequest(cloud),
        region: cloud.regionName ?? null,
        interface: cloud.interface,
        endpoint: cloud.endpointOverride ?? null,
        verify: cloud.verify && cloud.caFile !== undefined ? cloud.caFile : cloud.verify,
        cert: cloud.certFile && cloud.keyFile ? [cloud.certFile, cloud.keyFile] : (cloud.certFile ?? null),
      };
    } catch (error) {
      return { error: String(error) };
    }
  };

  it.each(Object.keys(cases))("%s", async (name) => {
    const theirs = answers.get(name) as { error?: string };
    const mine = (await ours(name)) as { error?: string };
    // Both refuse, or both would send the same; the words of a refusal are ours.
    if (theirs.error !== undefined) expect(mine).toEqual({ error: expect.stringContaining("Fault") });
    else expect(mine).toEqual(theirs);
  });
});
