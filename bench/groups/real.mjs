import { rounds } from "../rounds.mjs";
import { withStack } from "../stack.mjs";

/** @import { Bench, Section } from "../run.mjs" */

/** Against the clients that there are, on a real Keystone and CloudKitty. @param {Bench} bench */
export async function real(bench) {
  const tables = [];
  for (const version of ["17", "25"]) {
    await withStack(version, async (stack) => {
      for (const count of [25, 10_000]) {
        stack.seed(count);
        const lines = await rounds(contestants(bench, stack, count), bench.runs(3), bench.stopwatch);
        tables.push({ title: `CloudKitty ${stack.version}, ${count} scopes`, lines });
      }
    });
  }
  return tables;
}

function contestants({ program }, stack, count) {
  const files = { OS_CLIENT_CONFIG_FILE: stack.cloudsYaml, OS_CLOUD: "admin", OS_RATING_API_VERSION: "2" };
  const { name, password, domain, project } = stack.users.admin;
  const openrc = {
    OS_AUTH_URL: stack.authUrl,
    OS_USERNAME: name,
    OS_PASSWORD: password,
    OS_PROJECT_NAME: project,
    OS_USER_DOMAIN_NAME: domain,
    OS_PROJECT_DOMAIN_NAME: domain,
    OS_REGION_NAME: stack.region,
  };
  const env = program.env(files);
  const fresh = program.env(openrc);
  const url = `${stack.ratingUrl}/v2/scope?limit=${count}`;
  const paged = `${stack.ratingUrl}/v2/scope?limit=1000&offset=[0-${Math.max(0, count - 1000)}:1000]`;
  const header = ["-H", `X-Auth-Token: ${stack.token()}`];
  const openstack = "`openstack rating scope state get`";
  const curl = "curl, token at hand, one request";
  const curlFresh = "curl, sign-in and one request";
  const kept = [
    {
      name: openstack,
      goal: count === 25 ? 1 / 8 : undefined,
      what: `${count} scopes of CloudKitty ${stack.version}`,
    },
    { name: curl },
  ];
  const signIn = [{ name: openstack }, { name: curlFresh }];
  const list = (flags, environment) => ({
    argv: program.rptctl("scope", "list", ...flags),
    env: environment,
  });
  const one = (what, command, against = []) => ({ name: what, command, against, rows: count });
  return [
    one(openstack, {
      argv: ["openstack", "rating", "scope", "state", "get", "--limit", `${count}`, "-f", "json"],
      env,
    }),
    one(
      "`cloudkitty scope state get`",
      {
        argv: [
          "cloudkitty",
          "--os-cloud",
          "admin",
          "scope",
          "state",
          "get",
          "--limit",
          `${count}`,
          "-f",
          "json",
        ],
        env: { ...env, OS_RATING_API_VERSION: "2" },
      },
      [{ name: openstack }],
    ),
    one(curl, { argv: ["curl", "-sS", ...header, url], env }),
    ...(count > 1000
      ? [one("curl, token at hand, pages of 1000", { argv: ["curl", "-sS", ...header, paged], env })]
      : []),
    one(curlFresh, {
      argv: ["sh", "-c", signInAndList, "sh", `${stack.authUrl}/auth/tokens`, signInBody(stack), url],
      env,
    }),
    one("`rptctl scope list`, kept session", list([], env), kept),
    one("`rptctl scope list -o json`, kept session", list(["-o", "json"], env), kept),
    ...(count > 1000
      ? [
          one(
            "`rptctl scope list -o json --page-size 10000`, kept session",
            list(["-o", "json", "--page-size", String(count)], env),
            kept,
          ),
        ]
      : []),
    one("`rptctl scope list -o json`, signs in", list(["-o", "json"], fresh), signIn),
  ];
}

const signInAndList = `
token=$(curl -sS -D - -o /dev/null -H 'Content-Type: application/json' -d "$2" "$1" |
  sed -n 's/^[Xx]-[Ss]ubject-[Tt]oken: *//p' | tr -d '\\r')
curl -sS -H "X-Auth-Token: $token" "$3"`;

function signInBody({ users: { admin } }) {
  const domain = { name: admin.domain };
  return JSON.stringify({
    auth: {
      identity: {
        methods: ["password"],
        password: { user: { name: admin.name, password: admin.password, domain } },
      },
      scope: { project: { name: admin.project, domain } },
    },
  });
}
