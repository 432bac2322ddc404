import { describe, expect, it } from "vitest";
import {
  clusters,
  fakeShinken,
  flat,
  flatAnswer,
  formOf,
  hosts,
  treeAnswer,
} from "../../systems/inventory/fake-shinken.ts";

const quiet = ["-q"];
const json = async (shinken = fakeShinken(), ...argv: string[]) => {
  const ended = await shinken.run("inventory", "list", "-o", "json", ...argv);
  expect(ended.code).toBe(0);
  return JSON.parse(ended.stdout);
};
const map = (rows: readonly { father_uuid: string }[], name: string) =>
  Object.fromEntries(rows.map((row, index) => [`${name}${index + 1}`, row]));

describe("inventory list", () => {
  it("POST /api/v2/inventory: a form, and the token in x-api-token", async () => {
    const shinken = fakeShinken();
    await json(shinken);
    const [asked, ...more] = shinken.asked;
    expect(more).toEqual([]);
    expect(asked).toMatchObject({ method: "POST", path: "/api/v2/inventory" });
    expect(asked!.headers).toMatchObject({
      "x-api-token": "XYZ-token",
      "content-type": "application/x-www-form-urlencoded",
    });
    expect(asked!.text).toBe("output_format=elements_on_same_level");
  });

  it("output_format=elements_on_same_level: an element a row, as it came", async () => {
    expect(await json()).toEqual(flat);
    expect(await json(fakeShinken(), "--flat")).toEqual(flat);
  });

  it("output_format=checks_attached_to_father: a father a row, with the type that the answer tells by its lists", async () => {
    const shinken = fakeShinken();
    expect(await json(shinken, "--tree")).toEqual([
      ...clusters.map((father) => ({ type: "cluster", ...father })),
      ...hosts.map((father) => ({ type: "host", ...father })),
    ]);
    expect(shinken.asked[0]!.text).toBe("output_format=checks_attached_to_father");
  });

  it("--tree --limit counts hosts and clusters, each drawn with all its checks", async () => {
    const { stdout } = await fakeShinken().run(
      "inventory",
      "list",
      "--tree",
      "--limit",
      "1",
      "--columns",
      "element",
    );
    expect(stdout).toBe("ELEMENT\nBordeaux\n|- CPU Stats\n`- Disks Stats\n");
  });

  it("request_statistics: --stats prints them instead of the elements", async () => {
    expect(await json(fakeShinken(), "--stats")).toEqual(flatAnswer.request_statistics);
    const { stdout } = await fakeShinken().run("inventory", "list", "--stats", "--tree");
    expect(stdout).toMatch(/^nb_checks_filtered +4$/m);
  });

  it.each([
    ["--flat", { elements_found: flat }],
    ["--tree", { elements_found: { clusters, hosts } }],
  ])("counts for itself where the server gives no statistics (%s)", async (shape, body) => {
    const { stdout, stderr } = await fakeShinken(() => ({ body })).run(
      "inventory",
      "list",
      "--stats",
      shape,
      "-o",
      "json",
    );
    expect(JSON.parse(stdout)).toEqual({
      nb_elements_filtered: 9,
      nb_hosts_filtered: 4,
      nb_clusters_filtered: 1,
      nb_checks_filtered: 4,
    });
    expect(stderr).toContain("counted here");
  });

  it("filterX: numbered from 0 and passed as typed", async () => {
    const shinken = fakeShinken();
    await json(
      shinken,
      "--filter",
      "father_name:Hôtel Dieu: accueil@1&2",
      "--filter",
      "next_check:in-less-than|3600",
      "--filter",
      "\u00A0status\u00A0:\u00A0CRITICAL\u00A0",
    );
    expect(formOf(shinken.asked[0])).toEqual([
      ["filter0", "father_name:Hôtel Dieu: accueil@1&2"],
      ["filter1", "next_check:in-less-than|3600"],
      ["filter2", "status:CRITICAL"],
      ["output_format", "elements_on_same_level"],
    ]);
    expect(shinken.asked[0]!.text).toMatch(/^filter0=father_name%3AH%C3%B4tel\+Dieu/);
  });

  it("sort: fields and directions, in the server's own words where the context has them", async () => {
    const shinken = fakeShinken();
    await json(shinken, "--sort", "father_name", "--sort", "check_name:desc");
    expect(formOf(shinken.asked[0])).toContainEqual(["sort", "father_name,check_name:desc"]);
    const other = fakeShinken(() => undefined, { RPTCTL_INVENTORY_SORT_DESCENDING: "down" });
    await json(other, "--sort", "check_name:desc", "--sort", "x:asc", "--sort", "y:big");
    expect(formOf(other.asked[0])).toContainEqual(["sort", "check_name:down,x:asc,y:big"]);
  });

  it("gives ids, csv and no more than --limit", async () => {
    const ids = await fakeShinken().run("inventory", "list", "-o", "id", "--limit", "2");
    expect(ids.stdout).toBe(
      "2c6dcf1aba1611ebaa7d0800277faebe\n2c6dcf1aba1611ebaa7d0800277faebe-c296d75e5ad911e58cc5080027f08538\n",
    );
    const csv = await fakeShinken().run("inventory", "-o", "csv", "--limit", "1");
    expect(csv.stdout).toBe(
      "type,father_name,check_name,father_uuid,check_uuid\r\nhost,Bordeaux,,2c6dcf1aba1611ebaa7d0800277faebe,\r\n",
    );
    const tree = await fakeShinken().run("inventory", "list", "--tree", "-o", "id");
    expect(tree.stdout.split("\n")).toHaveLength(6);
  });

  it("answers none with a note and []", async () => {
    const none = () => fakeShinken(() => ({ body: { request_statistics: {}, elements_found: [] } }));
    expect((await none().run("inventory")).stderr).toContain("No elements match.\n");
    expect(await json(none())).toEqual([]);
    const empty = fakeShinken(() => ({ body: { elements_found: { clusters: [], hosts: [] } } }));
    expect(await json(empty, "--tree")).toEqual([]);
  });

  it("--flat and --tree exclude each other", async () => {
    expect((await fakeShinken().run("inventory", "list", "--flat", "--tree")).code).toBe(2);
  });

  it("knows no --output-field: the route refuses it", async () => {
    expect((await fakeShinken().run("inventory", "list", "--output-field", "perf_data")).code).toBe(2);
  });
});

describe("the tables of inventory list", () => {
  it("are sorted by name, each father before its checks", async () => {
    const shinken = fakeShinken(() => ({ body: { elements_found: [...flat].reverse() } }));
    const { stdout } = await shinken.run(
      "inventory",
      "list",
      "--columns",
      "father_name,check_name",
      "--no-headers",
    );
    expect(stdout.split("\n").map((line) => line.trim().replaceAll(/ {2,}/g, "/"))).toEqual([
      "Bordeaux",
      "Bordeaux/CPU Stats",
      "Bordeaux/Disks Stats",
      "Lyon",
      "Nantes",
      "Nantes/CPU Stats",
      "Rennes",
      "datacenter bdx",
      "datacenter bdx/System Uptime",
      "",
    ]);
  });

  it("stay in the server's order with --sort", async () => {
    const shinken = fakeShinken(() => ({ body: { elements_found: [...flat].reverse() } }));
    const { stdout } = await shinken.run(
      "inventory",
      "list",
      "--sort",
      "father_name:desc",
      "--columns",
      "father_name",
      "--no-headers",
    );
    expect(stdout).toMatch(/^Rennes\nNantes\nNantes\nLyon\n/);
  });

  it.each([
    ["en_US.UTF-8", "├─ ", "└─ "],
    ["C", "|- ", "`- "],
  ])("draw the tree in the locale %s", async (LC_ALL, middle, last) => {
    const { stdout } = await fakeShinken(() => undefined, { LC_ALL }).run(
      "inventory",
      "list",
      "--tree",
      "--columns",
      "element,type",
    );
    expect(stdout.split("\n").map((line) => line.trimEnd())).toEqual([
      "ELEMENT           TYPE",
      "Bordeaux          host",
      `${middle}CPU Stats      check_host`,
      `${last}Disks Stats    check_host`,
      "Lyon              host",
      "Nantes            host",
      `${last}CPU Stats      check_host`,
      "Rennes            host",
      "datacenter bdx    cluster",
      `${last}System Uptime  check_cluster`,
      "",
    ]);
  });
});

describe("what inventory list is answered with", () => {
  it("may be a tree where one level was asked for", async () => {
    const found = await json(fakeShinken(() => ({ body: treeAnswer })));
    const byUuid = (rows: { check_uuid?: string; father_uuid: string }[]) =>
      [...rows].sort((a, b) => ((a.check_uuid ?? a.father_uuid) < (b.check_uuid ?? b.father_uuid) ? -1 : 1));
    expect(byUuid(found)).toEqual(byUuid(flat));
  });

  it("may be one level where a tree was asked for", async () => {
    const found = await json(
      fakeShinken(() => ({ body: flatAnswer })),
      "--tree",
    );
    expect(found).toEqual(
      expect.arrayContaining([
        ...clusters.map((father) => ({ type: "cluster", ...father })),
        ...hosts.map((father) => ({ type: "host", ...father })),
      ]),
    );
    expect(found).toHaveLength(5);
  });

  it("may be maps, as the page's outline has them", async () => {
    const flatMap = { request_statistics: {}, elements_found: map(flat, "elem") };
    expect(await json(fakeShinken(() => ({ body: flatMap })))).toEqual(flat);
    const checks = Object.fromEntries(hosts[0]!.checks.map((check, index) => [`check${index}`, check]));
    const treeMap = {
      elements_found: { clusters: map(clusters, "cluster"), hosts: { host1: { ...hosts[0]!, checks } } },
    };
    const found = await json(fakeShinken(() => ({ body: treeMap })));
    expect(found.map(({ type }: { type: string }) => type)).toEqual([
      "cluster",
      "check_cluster",
      "host",
      "check_host",
      "check_host",
    ]);
    const mixed = { elements_found: { clusters, hosts: map(hosts, "host") } };
    expect(
      await json(
        fakeShinken(() => ({ body: mixed })),
        "--tree",
      ),
    ).toHaveLength(5);
  });

  it("keeps its own bytes: unknown keys and odd numbers", async () => {
    const row = '{"father_uuid":"a","father_name":"b","load":1.10,"big":12345678901234567890,"type":"host"}';
    const body = `{"elements_found":[${row}]}`;
    const shinken = fakeShinken(() => ({ body }));
    expect((await shinken.run("inventory", "list", "-o", "ndjson", ...quiet)).stdout).toBe(`${row}\n`);
    const father = '{"father_uuid":"a","checks":[],"load":1.10}';
    const tree = fakeShinken(() => ({ body: `{"elements_found":{"hosts":[${father},{}],"clusters":[]}}` }));
    expect((await tree.run("inventory", "list", "--tree", "-o", "ndjson", ...quiet)).stdout).toBe(
      '{"type":"host","father_uuid":"a","checks":[],"load":1.10}\n{"type":"host"}\n',
    );
  });

  it.each([
    ['{"request_statistics": {}}', 'the answer holds no elements ("elements_found")'],
    ['{"elements_found": null}', 'the answer holds no elements ("elements_found")'],
    ["null", 'the answer holds no elements ("elements_found")'],
    ['{"elements_found": {"elem1": {"father_uuid": "a"}, "elem2": 3, "elem4": [3]}}', "no element"],
    ['{"elements_found": [{"father_uuid":"a"}', "cut off after"],
    ["<html><body>sign in</body></html>", "a web page came instead of the inventory"],
    ["", "cut off after 0 bytes"],
  ])("is refused where it is %s", async (body, message) => {
    const { code, stdout, stderr } = await fakeShinken(() => ({ body })).run(
      "inventory",
      "list",
      "--tree",
      "-o",
      "csv",
    );
    expect([code, stderr]).toEqual([9, expect.stringContaining(message)]);
    expect(stdout).not.toContain("]");
  });
});

describe("the errors of the inventory", () => {
  it.each([
    // The page's own examples, each with what it was asked.
    [
      ["--filter", "is_status_:true"],
      "filtering[0]: invalid field name [ is_status_ ]",
      "--filter is_status_:true",
    ],
    [
      ["--filter", "next_check"],
      "filtering[0]: missing value for field [ next_check ]",
      "--filter next_check",
    ],
    [["--filter", "status:9"], "filtering[0]: field [ status ] => wrong value [u'9']", "--filter status:9"],
    [
      ["--filter", "next_check:avant"],
      "filtering[0]: field [ next_check ] unknown date constraint [ avant ]",
      "--filter next_check:avant",
    ],
    [
      ["--filter", "status:OK", "--filter", "next_check:in-less-than|hier"],
      "filtering[1]: field [ next_check ] => [ in-less-than ] => invalid literal for int() with base 10: 'hier'",
      "--filter next_check:in-less-than|hier",
    ],
    [["--sort", "host"], "sort: invalid field name [ host ]", "--sort host"],
    [
      ["--sort", "father_name:big"],
      "sort: invalid sort direction [ big ] for field [ host_name ]",
      "--sort father_name:big",
    ],
    [[], "POST parameter [ parametre_inconnu ] is unknown", undefined],
    [[], "POST parameter [ output_field ] is not available for this route", undefined],
    [[], "output_format: invalid value [ vrai ]", undefined],
  ])("%j: ERROR 400: %s", async (flags, message, about) => {
    for (const status of [400, 200]) {
      const shinken = fakeShinken(() => ({ status, body: `ERROR 400: ${message}` }));
      const { code, stdout, stderr } = await shinken.run("inventory", "list", ...flags, ...quiet);
      expect([code, stdout]).toEqual([8, ""]);
      expect(stderr).toContain(`rptctl: inventory: ${message} (ERROR 400)\n`);
      if (about === undefined) expect(stderr).not.toContain("this is about");
      else expect(stderr).toContain(`hint: this is about ${about}\n`);
    }
  });

  it.each([
    [401, 4, "rptctl auth login inventory --with-token"],
    [403, 5, "may not see the inventory"],
    [500, 9, ""],
  ])("ERROR %d exits %d, also under HTTP 200", async (number, exit, hint) => {
    for (const status of [number, 200]) {
      const shinken = fakeShinken(() => ({ status, body: `ERROR ${number}: quelque chose` }));
      const { code, stderr } = await shinken.run("inventory");
      expect(code).toBe(exit);
      expect(stderr).toContain(`quelque chose (ERROR ${number})`);
      expect(stderr).toContain(hint);
      expect(shinken.asked).toHaveLength(1);
    }
  });

  it("may be a page of HTML", async () => {
    const shinken = fakeShinken(() => ({
      status: 401,
      body: "<html><head><title>401 Unauthorized</title></head><body/></html>",
      headers: { "content-type": "text/html" },
    }));
    const { code, stderr } = await shinken.run("inventory");
    expect(code).toBe(4);
    expect(stderr).toContain("inventory: 401 Unauthorized (HTTP 401)");
  });

  it("are retried where the server is away, since nothing is changed", async () => {
    const shinken = fakeShinken((_, before) => (before.length < 2 ? { status: 503 } : undefined));
    expect(await json(shinken)).toEqual(flat);
    expect(shinken.asked).toHaveLength(3);
  });
});

describe("the route of the inventory", () => {
  const slashed = ({ path }: { path: string }) =>
    path.endsWith("/") ? undefined : { status: 404, body: "Not found" };

  it("is tried with a slash where it is not known without", async () => {
    const shinken = fakeShinken(slashed);
    expect(await json(shinken)).toEqual(flat);
    expect(shinken.asked.map(({ path }) => path)).toEqual(["/api/v2/inventory", "/api/v2/inventory/"]);
  });

  it.each([
    ["always", "/api/v2/inventory/", 0],
    ["never", "/api/v2/inventory", 6],
  ])("is asked for once where trailing-slash says %s", async (setting, path, exit) => {
    const shinken = fakeShinken(slashed, { RPTCTL_INVENTORY_TRAILING_SLASH: setting });
    expect((await shinken.run("inventory")).code).toBe(exit);
    expect(shinken.asked.map((asked) => asked.path)).toEqual([path]);
  });

  it("is said to be missing where it is known in neither way", async () => {
    const { code, stderr } = await fakeShinken(() => ({ status: 404, body: "Not found" })).run("inventory");
    expect(code).toBe(6);
    expect(stderr).toContain("50100");
  });
});

describe("the token of the inventory", () => {
  it("is warned about once where it goes over plain http to another machine", async () => {
    const shinken = fakeShinken((_, before) => (before.length === 0 ? { status: 404 } : undefined));
    const { stderr } = await shinken.run("inventory", "list", "-o", "id", ...quiet);
    expect(stderr).toBe(
      "rptctl: warning: the token goes to http://shinken.test:50100 unencrypted: use https where the server has it\n",
    );
  });

  it("is not sent where a redirect leads", async () => {
    const shinken = fakeShinken(() => ({ status: 302, headers: { location: "http://elsewhere.test/x" } }));
    expect((await shinken.run("inventory")).code).toBe(9);
    expect(shinken.asked).toHaveLength(1);
  });

  it("is hidden in the trace", async () => {
    const { stderr } = await fakeShinken().run("inventory", "list", "--debug", "-o", "id");
    expect(stderr).toContain("> x-api-token: ***");
    expect(stderr).not.toContain("XYZ-token");
  });

  it("is asked for where there is none", async () => {
    const shinken = fakeShinken(() => undefined, { RPTCTL_INVENTORY_TOKEN: "" });
    const { code, stderr } = await shinken.run("inventory");
    expect(code).toBe(4);
    expect(stderr).toContain("rptctl auth login inventory --with-token");
    expect(shinken.asked).toEqual([]);
  });

  it("is tried by auth status", async () => {
    const status = await fakeShinken().run("auth", "status", "inventory", "--jq", ".[].state");
    expect(status.stdout).toBe("signed in\n");
    const refused = fakeShinken(() => ({ status: 200, body: "ERROR 401: no" }));
    expect((await refused.run("auth", "status", "inventory")).code).toBe(4);
  });
});
