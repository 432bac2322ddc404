import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Ended, freshHomes, startProgram } from "../process/program.ts";
import { isSkipped } from "./skip.ts";
import { type CredentialName, type Stack, stackVersions, startStack, type UserName } from "./stack.ts";

/*
 * The built program against a real Keystone and CloudKitty. The seed: every 10th scope (9, 19, ...) is inactive, every 5th is
 * `ns-NNNNN` of prometheus, and the last one has the first one's id.
 */

interface Scope {
  readonly scope_id: string;
  readonly scope_key: string;
  readonly collector: string;
  readonly fetcher: string;
  readonly active: boolean;
  readonly last_processed_timestamp: string;
}

const stacks = await Promise.all(stackVersions.map((version) => startStack(version)));
const fresh = freshHomes();
const to = "2025-02-03T04:00:00Z";

const scopesIn = (ended: Ended) => JSON.parse(ended.stdout) as Scope[];
const moved = (scope: Scope) => Date.parse(scope.last_processed_timestamp) === Date.parse(to);
const lines = (text: string) => text.trimEnd().split("\n");

/** Passes everything on to a server, and counts the requests: a Keystone to count sign-ins at. */
async function counting(target: string): Promise<{ url: string; count: number; server: Server }> {
  const server = createServer((incoming, outgoing) => {
    counter.count += 1;
    const passed = request(new URL(incoming.url!, target), {
      method: incoming.method!,
      headers: incoming.headers,
    });
    passed.on("response", (answer) => {
      outgoing.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const counter = { url: `http://127.0.0.1:${port}${new URL(target).pathname}`, count: 0, server };
  return counter;
}

for (const [index, version] of stackVersions.entries()) {
  const started = stacks[index]!;
  const stack = started as Stack;

  /** Runs the program as somebody of clouds.yaml. */
  const as = (name: UserName | CredentialName, home: string, ...argv: string[]): Promise<Ended> =>
    startProgram(argv, { env: { HOME: home, OS_CLIENT_CONFIG_FILE: stack.cloudsYaml, OS_CLOUD: name } })
      .ended;

  describe.skipIf(isSkipped(started))(`scope on CloudKitty ${version}`, () => {
    let home: string;
    const run = (...argv: string[]) => as("admin", home, "scope", ...argv);
    const all = async () => scopesIn(await run("list", "-o", "json"));
    beforeAll(() => {
      home = fresh();
    });

    describe("with 25 scopes", () => {
      let seeded: Scope[];
      beforeAll(async () => {
        await stack.seed(25);
        seeded = await all();
      });
      const idsOf = (scopes: readonly Scope[]) => scopes.map((scope) => scope.scope_id);

      it("lists them all, in any size of page", async () => {
        expect(seeded).toHaveLength(25);
        const pages = await Promise.all(
          ["1", "7", "25", "100000"].map((size) => run("list", "--page-size", size, "-o", "id")),
        );
        for (const ended of pages) expect([ended.code, lines(ended.stdout)]).toEqual([0, idsOf(seeded)]);
      });

      it.each<[string, string[], (scope: Scope) => boolean]>([
        ["an id", ["--id", "ns-00004"], (scope) => scope.scope_id === "ns-00004"],
        [
          "ids",
          ["--id", "ns-00004,ns-00009", "--id", "nope"],
          ({ scope_id }) => /^ns-0000[49]$/.test(scope_id),
        ],
        ["a key", ["--key", "project_id"], (scope) => scope.scope_key === "project_id"],
        ["a collector", ["--collector", "prometheus"], (scope) => scope.collector === "prometheus"],
        ["fetchers", ["--fetcher", "keystone,prometheus"], () => true],
        ["active ones", ["--active"], (scope) => scope.active],
        ["inactive ones", ["--inactive"], (scope) => !scope.active],
        ["all at once", ["--inactive", "--collector", "gnocchi", "--key", "namespace"], () => false],
      ])("filters by %s", async (_, flags, chosen) => {
        const ended = await run("list", ...flags, "-o", "json");
        expect(ended).toMatchObject({ code: 0, stderr: "" });
        expect(idsOf(scopesIn(ended)).sort()).toEqual(idsOf(seeded.filter(chosen)).sort());
      });

      it("gets one, and tells a missing and an ambiguous id apart", async () => {
        const [one, none, twins] = await Promise.all([
          run("get", "ns-00004", "-o", "json"),
          run("get", "nope", "-o", "json"),
          run("get", seeded[0]!.scope_id),
        ]);
        expect(JSON.parse(one.stdout)).toEqual(seeded.find(({ scope_id }) => scope_id === "ns-00004"));
        expect(none).toMatchObject({ code: 6, stdout: "" });
        expect(JSON.parse(none.stderr).error).toMatchObject({ code: "not_found", exit: 6 });
        expect(twins).toMatchObject({ code: 2, stdout: "" });
        expect(twins.stderr).toMatch(
          /ambiguous: 2 scopes[\s\S]*key project_id, collector gnocchi, fetcher keystone\n/,
        );
      });

      it("disables, enables and updates, whatever status the server gives its success", async () => {
        const get = async () => JSON.parse((await run("get", "ns-00004", "-o", "json")).stdout) as Scope;
        expect(await run("disable", "ns-00004")).toMatchObject({ code: 0, stdout: "ns-00004\n" });
        expect((await get()).active).toBe(false);
        const enabled = await run("enable", "ns-00004", "-o", "json");
        expect([enabled.code, JSON.parse(enabled.stdout).active]).toEqual([0, true]);
        const changed = await run("update", "ns-00004", "--key", "k", "--collector", "c", "--fetcher", "f");
        expect(changed.code).toBe(0);
        expect(changed.stderr).toMatch(
          version === 17 ? /error but made the change/ : /^Changed scope ns-00004\.\n$/,
        );
        expect(await get()).toMatchObject({ scope_key: "k", collector: "c", fetcher: "f", active: true });
      });

      it.each(["enable", "disable"])("%s refuses ids that are missing or ambiguous", async (verb) => {
        const [none, twins] = await Promise.all([run(verb, "nope"), run(verb, seeded[0]!.scope_id)]);
        expect([none.code, twins.code]).toEqual([6, 2]);
      });

      const parts = ["--key", "k", "--collector", "c", "--fetcher", "f"];
      it("creates where the server can, and says so where it cannot", async () => {
        const [first, second] = await Promise.all([
          run("create", "new", ...parts, "-o", "json"),
          run("create", "new-inactive", ...parts, "--inactive"),
        ]);
        if (version === 17) {
          for (const ended of [first, second]) expect(ended).toMatchObject({ code: 9, stdout: "" });
          expect(second.stderr).toMatch(/no scope was made[\s\S]*17 to 23[\s\S]*24 and newer/);
          const left = await run("list", "--id", "new,new-inactive", "-o", "json");
          expect(left).toMatchObject({ code: 0, stdout: "[]\n" });
          return;
        }
        expect(JSON.parse(first.stdout)).toMatchObject({ scope_id: "new", scope_key: "k", active: true });
        expect(second).toMatchObject({ code: 0, stdout: "new-inactive\n" });
        const again = await Promise.all(["new", "new-inactive"].map((id) => run("create", id, ...parts)));
        for (const ended of again) {
          expect(ended).toMatchObject({ code: 7, stdout: "" });
          expect(ended.stderr).toMatch(/exists already/);
        }
        const left = scopesIn(await run("list", "--id", "new,new-inactive", "-o", "json"));
        expect(left.map(({ active }) => active).sort()).toEqual([false, true]);
      });

      it("resets one, and names an inactive and an unknown one beside it", async () => {
        const ended = await run("reset", "ns-00014", "ns-00009", "nope", "--to", to, "-y");
        expect(ended).toMatchObject({ code: 11, stdout: "ns-00014\n" });
        expect(ended.stderr).toMatch(/"ns-00009" is inactive/);
        expect(ended.stderr).toMatch(/no scope has the id "nope"/);
        expect((await all()).filter(moved).map(({ scope_id }) => scope_id)).toEqual(["ns-00014"]);
      });
    });

    it("reaches all active scopes of 300 with --all-scopes", async () => {
      await stack.seed(300);
      const ended = await run("reset", "--all-scopes", "--to", to, "-y");
      expect(ended.stderr).toMatch(/^Reset 270 of 270 scopes/);
      expect([ended.code, lines(ended.stdout).length]).toEqual([0, 270]);
      for (const scope of await all()) expect(moved(scope)).toBe(scope.active);
    });

    it("reaches each of 250 ids", async () => {
      await stack.seed(300);
      const active = (await all()).filter((scope) => scope.active && scope.collector === "gnocchi");
      const others = (await all()).filter((scope) => scope.active && scope.collector === "prometheus");
      const ids = [...active, ...others].slice(0, 250).map(({ scope_id }) => scope_id);
      const ended = await run("reset", ...ids, "--to", to, "-y", "-o", "json");
      expect(ended.code).toBe(0);
      expect(new Set(scopesIn(ended).map(({ scope_id }) => scope_id))).toEqual(new Set(ids));
      const after = await all();
      for (const scope of after) expect(moved(scope)).toBe(scope.active && ids.includes(scope.scope_id));
    });

    it("pages through 2 500, stops at a limit, and asks for 1 500 ids at once", async () => {
      await stack.seed(2500);
      const scopes = await all();
      expect(new Set(scopes.map(({ scope_id }) => scope_id)).size).toBe(2499);
      const [limited, empty] = await Promise.all([
        run("list", "--limit", "1001", "--page-size", "400", "-o", "id"),
        run("list", "--id", "nope", "-o", "csv"),
      ]);
      expect(lines(limited.stdout)).toEqual(scopes.slice(0, 1001).map(({ scope_id }) => scope_id));
      expect(empty.stdout).toMatch(/^scope_id,.*\r\n$/);
      const ids = scopes.slice(1, 1501).map(({ scope_id }) => scope_id);
      const chosen = await run("list", "--id", ids.join(","), "-o", "id");
      expect(lines(chosen.stdout).sort()).toEqual(ids.sort());
    });
  });

  describe.skipIf(isSkipped(started))(`signing in at the Keystone of CloudKitty ${version}`, () => {
    let keystone: Awaited<ReturnType<typeof counting>>;
    beforeAll(async () => {
      keystone = await counting(stack.authUrl);
      await stack.seed(25);
    });
    afterAll(() => void keystone?.server.close());

    const list = ["scope", "list", "-o", "id"];
    const files = (home: string) => readdirSync(home, { recursive: true });
    const sessionsOf = (home: string) => join(home, ".config/rptctl/sessions");
    const sessionFile = (home: string) =>
      join(sessionsOf(home), readdirSync(sessionsOf(home)).find((name) => name.endsWith(".json"))!);
    const osVariables = (user: UserName, url = stack.authUrl) => {
      const { name, password, domain, project } = stack.users[user];
      return {
        OS_AUTH_URL: url,
        OS_USERNAME: name,
        OS_PASSWORD: password,
        OS_PROJECT_NAME: project,
        OS_USER_DOMAIN_NAME: domain,
        OS_PROJECT_DOMAIN_NAME: domain,
      };
    };

    it.each([
      ["admin", 0],
      ["carol", 0],
      ["dana", 0],
      ["admin-cred", 0],
      ["scope-get-cred", 0],
      ["alice", 5],
      ["alice-cred", 5],
      ["nobody", 4],
      ["expired-cred", 4],
    ] as const)("%s of clouds.yaml: exit %i", async (name, code) => {
      const ended = await as(name, fresh(), ...list);
      expect(ended.code).toBe(code);
      expect(lines(ended.stdout)).toHaveLength(code === 0 ? 25 : 1);
      if (code === 5) expect(ended.stderr).toMatch(/role admin/);
      if (code === 4) expect(ended.stderr).toMatch(/Keystone refused the sign-in/);
      expect(ended.stderr).not.toMatch(/userpw|gAAAA/);
    });

    it("lets a credential that may only read do no more", async () => {
      const home = fresh();
      expect((await as("scope-get-cred", home, ...list)).code).toBe(0);
      const ended = await as("scope-get-cred", home, "scope", "disable", "ns-00004");
      expect(ended).toMatchObject({ code: 4, stdout: "" });
      expect(ended.stderr).toMatch(/access rules/);
      const { stdout } = await as("admin", home, "scope", "get", "ns-00004", "--jq", ".active");
      expect(stdout).toBe("true\n");
    });

    it("takes OS_* alone, by password and by application credential, and writes no file", async () => {
      const home = fresh();
      const { id, name, secret, user } = stack.applicationCredentials["admin-cred"];
      const owner = Object.values(stack.users).find((each) => each.id === user || each.name === user)!;
      const variables = [
        osVariables("admin"),
        {
          OS_AUTH_URL: stack.authUrl,
          OS_AUTH_TYPE: "v3applicationcredential",
          OS_APPLICATION_CREDENTIAL_ID: id,
          OS_APPLICATION_CREDENTIAL_SECRET: secret,
        },
        {
          OS_AUTH_URL: stack.authUrl,
          OS_AUTH_TYPE: "v3applicationcredential",
          OS_APPLICATION_CREDENTIAL_NAME: name,
          OS_APPLICATION_CREDENTIAL_SECRET: secret,
          OS_USERNAME: owner.name,
          OS_USER_DOMAIN_NAME: owner.domain,
        },
        {
          OS_AUTH_TYPE: "token",
          OS_TOKEN: await stack.token(),
          OS_AUTH_URL: stack.authUrl,
          OS_PROJECT_NAME: "admin",
          OS_PROJECT_DOMAIN_NAME: "Default",
        },
        { OS_AUTH_TYPE: "admin_token", OS_TOKEN: await stack.token(), OS_ENDPOINT: stack.ratingUrl },
      ];
      const ended = await Promise.all(
        variables.map((env) => startProgram(list, { env: { HOME: home, ...env } }).ended),
      );
      for (const each of ended) expect(each).toMatchObject({ code: 0, stderr: "" });
      expect(files(home)).toEqual([]);
    });

    it("finds clouds.yaml and secure.yaml at home", async () => {
      const home = fresh();
      const directory = join(home, ".config/openstack");
      await mkdir(directory, { recursive: true });
      const { name, password, domain, project } = stack.users.admin;
      const auth = {
        auth_url: stack.authUrl,
        username: name,
        project_name: project,
        user_domain_name: domain,
        project_domain_name: domain,
      };
      await writeFile(join(directory, "clouds.yaml"), JSON.stringify({ clouds: { mine: { auth } } }));
      await writeFile(
        join(directory, "secure.yaml"),
        JSON.stringify({ clouds: { mine: { auth: { password } } } }),
      );
      const env = { HOME: home, OS_CLOUD: "mine" };
      expect((await startProgram(list, { env }).ended).code).toBe(0);
      const wrong = await startProgram(list, { env: { ...env, OS_CLOUD: "yours" } }).ended;
      expect(wrong).toMatchObject({ code: 3, stdout: "" });
    });

    describe("by a context", () => {
      /** A home with a context for the counted Keystone, and no secret yet. */
      async function homeWithContext(): Promise<string> {
        const home = fresh();
        const { domain, project } = stack.users.admin;
        const scope = {
          "auth-url": keystone.url,
          "project-name": project,
          "user-domain-name": domain,
          "project-domain-name": domain,
        };
        await mkdir(join(home, ".config/rptctl"), { recursive: true });
        const config = { "current-context": "real", contexts: { real: { scope } } };
        await writeFile(join(home, ".config/rptctl/config.yaml"), JSON.stringify(config));
        return home;
      }
      const program = (home: string, argv: readonly string[], stdin = "") =>
        startProgram(argv, { env: { HOME: home }, stdin }).ended;
      async function signedInHome(): Promise<string> {
        const home = await homeWithContext();
        const login = ["auth", "login", "scope", "--username", "admin"];
        const ended = await program(home, login, stack.users.admin.password);
        expect(ended).toMatchObject({ code: 0, stdout: "" });
        return home;
      }
      /** How many requests Keystone got meanwhile. */
      async function signIns(work: () => Promise<void>): Promise<number> {
        const before = keystone.count;
        await work();
        return keystone.count - before;
      }

      it("says what to type where there is no sign-in, and refuses a wrong password", async () => {
        const home = await homeWithContext();
        const none = await program(home, list);
        expect(none).toMatchObject({ code: 4, stdout: "" });
        expect(none.stderr).toMatch(/auth login scope|scope\.username/);
        const wrong = await program(home, ["auth", "login", "scope", "--username", "admin"], "not-this-one");
        expect(wrong).toMatchObject({ code: 4, stdout: "" });
        expect(wrong.stderr).not.toContain("not-this-one");
        expect((await program(home, list)).code).toBe(4);
      });

      it("signs in once: the second command uses the kept session, and so do twenty at once", async () => {
        const home = await signedInHome();
        const count = await signIns(async () => {
          const twenty = await Promise.all(Array.from({ length: 20 }, () => program(home, list)));
          for (const ended of twenty) expect(ended).toMatchObject({ code: 0, stderr: "" });
        });
        expect(count).toBe(1);
        const more = await signIns(async () => {
          expect((await program(home, list)).code).toBe(0);
        });
        expect(more).toBe(0);
        expect(files(home).filter((file) => /\.lock|tmp/.test(String(file)))).toEqual([]);
      });

      it.each([
        [
          "a token that the server does not know",
          (text: string) => text.replace(/"token":"[^"]*"/, '"token":"gAAAAAbogus"'),
        ],
        ["a session that has expired", (text: string) => text.replace(/"expiresAt":\d+/, '"expiresAt":1000')],
        ["a file that is cut off", (text: string) => text.slice(0, 40)],
        ["an empty file", () => ""],
        ["garbage", () => "\0\0\0"],
      ])("heals %s with one sign-in", async (_, spoil) => {
        const home = await signedInHome();
        await program(home, list);
        const file = sessionFile(home);
        const spoilt = spoil(readFileSync(file, "utf8"));
        writeFileSync(file, spoilt);
        const count = await signIns(async () => {
          expect(await program(home, list)).toMatchObject({ code: 0, stderr: "" });
          expect(await program(home, list)).toMatchObject({ code: 0, stderr: "" });
        });
        expect(count).toBe(1);
        expect(readFileSync(file, "utf8")).not.toBe(spoilt);
      });
    });
  });
}
