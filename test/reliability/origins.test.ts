import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { main } from "../../src/main.ts";
import { memoryWorld } from "../output/memory-world.ts";
import { measured, sized } from "./measure.ts";
import { type Origins, origins, type Redirect, secrets } from "./origins-servers.ts";

const { password, token, client } = secrets;

/** Each way to sign in, by the environment that chooses it, and the lines that are tried with it. */
const ways: Readonly<
  Record<string, { env: (url: string) => Record<string, string>; lines: readonly string[] }>
> = {
  "rpt, X-OPAQUE": {
    env: (url) => ({
      RPTCTL_RPT_URL: `${url}/core`,
      RPTCTL_RPT_USERNAME: "u",
      RPTCTL_RPT_PASSWORD: password,
    }),
    lines: ["rpt whoami", "defs list", "defs copy 11111111-1111-1111-1111-111111111111"],
  },
  "rpt, OAuth2": {
    env: (url) => ({
      RPTCTL_RPT_URL: `${url}/core`,
      RPTCTL_RPT_AUTH: "osp",
      RPTCTL_RPT_USERNAME: "u",
      RPTCTL_RPT_PASSWORD: password,
      RPTCTL_RPT_CLIENT_SECRET: client,
    }),
    lines: ["rpt whoami", "defs list"],
  },
  "rpt, a token": {
    env: (url) => ({ RPTCTL_RPT_URL: `${url}/core`, RPTCTL_RPT_AUTH: "bearer", RPTCTL_RPT_TOKEN: token }),
    lines: ["rpt whoami", "reports delete r1 -y"],
  },
  registries: {
    env: (url) => ({
      RPTCTL_REGISTRIES_URL: url,
      RPTCTL_REGISTRIES_USERNAME: "u",
      RPTCTL_REGISTRIES_PASSWORD: password,
    }),
    lines: ["registries list", "registries delete a -y", "api registries /api/v1/x --paginate"],
  },
  pipeline: {
    env: (url) => ({ RPTCTL_PIPELINE_URL: url, RPTCTL_PIPELINE_TOKEN: token }),
    lines: ["pipeline list", "pipeline run 5fd56d90979ee048ee660624"],
  },
  inventory: {
    env: (url) => ({ RPTCTL_INVENTORY_URL: url, RPTCTL_INVENTORY_TOKEN: token }),
    lines: ["inventory list"],
  },
  "scope, Keystone": {
    env: (url) => ({
      OS_AUTH_URL: `${url}/v3`,
      OS_USERNAME: "u",
      OS_PASSWORD: password,
      OS_PROJECT_NAME: "p",
    }),
    lines: ["scope list", "scope enable s1", "api scope PUT /v2/x"],
  },
};

/** Where a redirect may lead, by what tells it from the origin that it came from. */
function placesOf({ port, otherPort, otherHost }: Origins): readonly string[] {
  const other = `${otherHost}:${port}`;
  const own = `127.0.0.1:${port}`;
  return [
    `http://${other}/stolen`,
    `http://127.0.0.1:${otherPort}/stolen`,
    `https://${own}/stolen`,
    `https://${other}/stolen`,
    `http://${own}@${other}/stolen`,
    `http://${own}%40${other}/stolen`,
    `http://u:p@${other}/stolen`,
    `http://${other}#@${own}/`,
    `http://${other}?@${own}/`,
    `http://${other}\\@${own}/`,
    `//${other}/stolen`,
    `///${other}/stolen`,
    `/\\${other}/stolen`,
    `\\\\${other}\\stolen`,
    `\\/${other}/stolen`,
    `\t//${other}/stolen`,
    `/\t/${other}/stolen`,
    `http:\t//${other}/stolen`,
    `  http://${other}/stolen`,
    `HTTP://${other}/stolen`,
    `http:/${other}/stolen`,
    `http:\\\\${other}/stolen`,
    `http://localhost:${port}/stolen`,
    `http://LOCALHOST.:${port}/stolen`,
    `http://127.0.0.1.:${otherPort}/stolen`,
    `http://127.1:${otherPort}/stolen`,
    `http://0x7f000002:${port}/stolen`,
    `http://2130706434:${port}/stolen`,
    `http://0177.0.0.2:${port}/stolen`,
    `http://[::ffff:${otherHost}]:${port}/stolen`,
    `http://\uFF11\uFF12\uFF17.0.0.2:${port}/stolen`.replace(/[^\0-\xff]/g, (sign) =>
      encodeURIComponent(sign),
    ),
    "javascript:alert(1)",
    "file:///etc/passwd",
    `ftp://${other}/stolen`,
    "data:application/json,{}",
    "http://",
    "http://:80",
    "?",
    "",
  ];
}

let known: Origins;
let home: string;
beforeAll(async () => {
  known = await origins();
  home = mkdtempSync(join(tmpdir(), "rptctl-origins-"));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

async function run(
  way: string,
  line: string,
  redirect?: Redirect,
): Promise<{ code: number; asked: readonly string[]; said: string }> {
  known.redirect = redirect;
  known.asked.length = 0;
  let now = Date.parse("2026-11-22T12:00:00Z");
  const world = {
    ...memoryWorld(),
    env: { ...ways[way]!.env(known.url), RPTCTL_CONFIG_DIR: home, RPTCTL_KEYRING: "off" },
    cwd: home,
    home,
    now: () => now,
    sleep: async (milliseconds: number) => {
      now += milliseconds;
    },
  };
  const code = await main([...line.split(" "), "--retries", "0", "--timeout", "5s"], world);
  return { code, asked: [...known.asked], said: world.stdout.text + world.stderr.text };
}

/** The one redirect that is followed: odd as some are, they name a path of the origin that they came from. */
function isDocumented(line: string, status: number, location: string): boolean {
  return line === "rpt whoami" && status === 307 && new URL(location, known.url).origin === known.url;
}

it.each(Object.keys(ways))("%s: no byte goes to another origin", async (way) => {
  const wrong: string[] = [];
  let tried = 0;
  let turn = 0;
  for (const line of ways[way]!.lines) {
    const plain = await run(way, line);
    expect(plain.asked.length, line).toBeGreaterThan(0);
    expect(known.strayed, `${line}: links in bodies`).toBe(0);
    for (const at of plain.asked.keys()) {
      for (const status of [301, 302, 303, 307, 308]) {
        for (const location of placesOf(known)) {
          turn += 1;
          if (turn % sized(23, 1) !== 0) continue;
          const before = known.strayed;
          const { asked, said } = await run(way, line, { at, status, location });
          tried += 1;
          const followed =
            asked.some((each) => each.includes("stolen")) && !isDocumented(line, status, location);
          const leaked = [password, token, client].some((secret) => said.includes(secret));
          if (known.strayed !== before || followed || leaked) {
            wrong.push(
              `${line}, request ${at}, ${status} ${location}: ${known.strayed - before} strayed; ${asked} ${said}`,
            );
          }
        }
      }
    }
  }
  expect(wrong.slice(0, 10)).toEqual([]);
  measured({
    chapter: "secrets",
    what: `redirects: ${way}`,
    tried,
    clean: tried - wrong.length,
    note: "0 bytes arrived elsewhere",
  });
});

it("follows the documented redirect to the same origin, with the token", async () => {
  const path = `/core/rpt/rptusers/${token}`;
  for (const location of [
    path,
    `${known.url}${path}`,
    `HTTP://127.0.0.1:${known.port}${path}`,
    `//127.0.0.1:${known.port}${path}`,
  ]) {
    const plain = await run("rpt, a token", "rpt whoami");
    const { code, asked } = await run("rpt, a token", "rpt whoami", { at: 0, status: 307, location });
    expect({ code, asked }).toEqual({ code: 0, asked: [...plain.asked, `GET ${path}`] });
  }
});
