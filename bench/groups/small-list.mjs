import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { rounds } from "../rounds.mjs";
import { bare } from "./start-up.mjs";

/** @import { Bench, Section } from "../run.mjs" @import { Contestant } from "../rounds.mjs" */

/** One request, 25 rows, a table: from the environment, from a context, and over https. @param {Bench} bench @returns {Promise<Section[]>} */
export async function smallList(bench) {
  const lines = await rounds(smallListLines(bench), bench.runs(20), bench.stopwatch);
  return [{ title: "One request: 25 rows as a table", lines }];
}

/** @param {Bench} bench @returns {Contestant[]} */
export function smallListLines({ program, stub, directory }) {
  const list = program.rptctl("scope", "list");
  const direct = (url, more = {}) =>
    program.env({
      RPTCTL_SCOPE_URL: url,
      RPTCTL_SCOPE_TOKEN: "t".repeat(183),
      ...more,
    });
  const query = "v2/scope?offset=0&limit=1000";
  // Node 20 takes longer to read its own list of authorities.
  const secure = Number(program.version.split(".")[0]) >= 22 ? 2.5 : 3;
  return [
    { name: bare, command: { argv: [program.node, "-e", "0"], env: program.env() } },
    {
      name: "curl, http",
      command: {
        argv: ["curl", "-sS", "-H", "X-Auth-Token: t", `${stub.http(25)}/${query}`],
        env: program.env(),
      },
      rows: 25,
      against: [{ name: bare }],
    },
    {
      name: "http, all from the environment",
      command: { argv: list, env: direct(stub.http(25)) },
      rows: 25,
      against: [{ name: bare, goal: 1.85, what: "one request, http, environment" }],
    },
    {
      name: "http, context and kept session",
      command: { argv: list, env: signedIn(program, stub, directory) },
      rows: 25,
      against: [{ name: bare, goal: 2, what: "one request, http, context" }],
    },
    {
      name: "curl, https",
      command: {
        argv: ["curl", "-sS", "--cacert", stub.caFile, "-H", "X-Auth-Token: t", `${stub.https(25)}/${query}`],
        env: program.env(),
      },
      rows: 25,
      against: [{ name: bare }],
    },
    {
      name: "https, a private authority (`ca-file`)",
      command: { argv: list, env: direct(stub.https(25), { RPTCTL_SCOPE_CA_FILE: stub.caFile }) },
      rows: 25,
      against: [{ name: bare, goal: secure, what: "one request, https, private authority" }],
    },
    {
      name: "https, Node's own authorities are loaded (`--insecure`)",
      command: { argv: [...list, "--insecure"], env: direct(stub.https(25)) },
      rows: 25,
      against: [{ name: bare, goal: secure, what: "one request, https" }],
    },
  ];
}

/** An environment whose home holds a context with a kept session. */
function signedIn(program, stub, directory) {
  const home = join(directory, "signed-in");
  if (existsSync(home)) return program.env({ HOME: home });
  mkdirSync(home, { mode: 0o700 });
  const env = program.env({ HOME: home });
  const rptctl = (input, ...args) => {
    const [node, ...rest] = program.rptctl(...args);
    execFileSync(node, rest, { env, input, stdio: ["pipe", "ignore", "pipe"] });
  };
  const keystone = ["auth-url", stub.authUrl, "username", "bench", "project-name", "bench", "region", "R"];
  const keys = keystone.flatMap((key, index) =>
    index % 2 === 0 ? [`scope.${key}=${keystone[index + 1]}`] : [],
  );
  rptctl("", "context", "set", "bench", ...keys, `scope.url=${stub.http(25)}`);
  rptctl("secret\n", "auth", "login", "scope");
  return env;
}
