import { beforeAll, describe, expect, it } from "vitest";
import { controlOf } from "../../../src/sandbox/control.ts";
import { streamOf } from "../../../src/sandbox/inventory/stream.ts";
import { readRunFile } from "../../../src/sandbox/run-file.ts";
import type { Sandbox } from "../../../src/sandbox/server.ts";
import { running, temporaryDirectory } from "../running.ts";
import { ask, type Flat, flat, tree } from "./asking.ts";

const state = temporaryDirectory();
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await running({ state });
});

const byId = (a: Flat, b: Flat) => (idOf(a) < idOf(b) ? -1 : 1);
const idOf = (element: Flat) => element.check_uuid ?? element.father_uuid;

describe("the two shapes", () => {
  it("elements_on_same_level: one list, each element with its type", async () => {
    const { elements_found, request_statistics } = await flat(sandbox);
    expect(new Set(elements_found.map(({ type }) => type))).toEqual(
      new Set(["host", "cluster", "check_host", "check_cluster"]),
    );
    for (const each of elements_found) {
      const keys = each.type.startsWith("check")
        ? ["check_name", "type", "father_uuid", "father_name", "check_uuid"]
        : ["father_uuid", "father_name", "type"];
      expect(Object.keys(each)).toEqual(keys);
      expect(each.father_uuid).toMatch(/^[0-9a-f]{32}$/);
      if (each.check_uuid) expect(each.check_uuid).toMatch(new RegExp(`^${each.father_uuid}-[0-9a-f]{32}$`));
    }
    expect(request_statistics).toEqual({
      nb_elements_total: 184,
      nb_hosts_total: 35,
      nb_clusters_total: 5,
      nb_checks_total: 144,
      nb_elements_filtered: 184,
      nb_hosts_filtered: 35,
      nb_clusters_filtered: 5,
      nb_checks_filtered: 144,
    });
  });

  it("checks_attached_to_father: clusters and hosts, each with its checks, also with none", async () => {
    const { elements_found, request_statistics } = await tree(sandbox);
    expect(Object.keys(elements_found)).toEqual(["clusters", "hosts"]);
    expect([elements_found.clusters.length, elements_found.hosts.length]).toEqual([5, 35]);
    const bordeaux = elements_found.hosts.find(({ father_name }) => father_name === "Bordeaux")!;
    expect(Object.keys(bordeaux)).toEqual(["father_uuid", "father_name", "checks"]);
    expect(bordeaux.checks.map((check) => Object.keys(check))[0]).toEqual(["check_name", "check_uuid"]);
    expect(elements_found.hosts.some(({ checks }) => checks.length === 0)).toBe(true);
    const checks = [...elements_found.clusters, ...elements_found.hosts].flatMap((father) => father.checks);
    expect(checks).toHaveLength(request_statistics.nb_checks_total!);
  });

  it("hold the same elements", async () => {
    const trees = (await tree(sandbox)).elements_found;
    const rows = (["cluster", "host"] as const).flatMap((type) =>
      trees[`${type}s`].flatMap(({ checks, ...father }) => [
        { ...father, type },
        ...checks.map((check) => ({ ...father, ...check, type: `check_${type}` })),
      ]),
    );
    expect(rows.sort(byId)).toEqual((await flat(sandbox)).elements_found.sort(byId));
  });

  it("is the tree when nothing is asked for, and has a path with a slash too", async () => {
    const answer = await ask(sandbox, "", undefined, "/api/v2/inventory/");
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/json"]);
    expect(await answer.json()).toHaveProperty("elements_found.clusters");
  });

  it("is written as Python 2 writes JSON: blanks after commas, accents as escapes", async () => {
    const text = await (await ask(sandbox, "filter0=father_name:étienne&filter1=type:host")).text();
    expect(text).toContain('"hosts": [{"father_uuid": "');
    expect(text).toContain('"father_name": "Saint-\\u00c9tienne"');
  });
});

describe("filterN", () => {
  it.each([
    ["father_name:SAINT-É", ({ father_name }: Flat) => father_name === "Saint-Étienne"],
    ["father_name:Hôtel Dieu: accueil", ({ father_name }: Flat) => father_name === "Hôtel Dieu: accueil"],
    ["check_name:NTP", ({ check_name }: Flat) => check_name === "Heure (NTP)"],
    ["type:cluster", ({ type }: Flat) => type === "cluster"],
    ["type:host", ({ type }: Flat) => type === "host"],
    ["type:check", ({ type }: Flat) => type.startsWith("check_")],
    ["type:check_host", ({ type }: Flat) => type === "check_host"],
    ["type:check_cluster", ({ type }: Flat) => type === "check_cluster"],
    ["father_name:zzz", () => false],
    ["father_name:Dieu: sortie", () => false],
  ])("%s: these and no others, counted", async (filter, passes) => {
    const all = (await flat(sandbox)).elements_found;
    const { elements_found, request_statistics } = await flat(
      sandbox,
      `filter0=${encodeURIComponent(filter)}`,
    );
    expect(elements_found.sort(byId)).toEqual(all.filter(passes).sort(byId));
    expect(request_statistics).toMatchObject({
      nb_elements_total: 184,
      nb_elements_filtered: elements_found.length,
      nb_hosts_filtered: elements_found.filter(({ type }) => type === "host").length,
      nb_clusters_filtered: elements_found.filter(({ type }) => type === "cluster").length,
      nb_checks_filtered: elements_found.filter(({ check_uuid }) => check_uuid).length,
    });
  });

  it.each(["father_uuid", "check_uuid"] as const)("%s: by the whole id", async (name) => {
    const one = (await flat(sandbox)).elements_found.find((each) => each.check_uuid)!;
    const { elements_found } = await flat(sandbox, `filter0=${name}:${one[name]}`);
    expect(elements_found).toContainEqual(one);
    expect(new Set(elements_found.map((each) => each[name]))).toEqual(new Set([one[name]]));
    expect((await flat(sandbox, `filter0=${name}:${one[name]?.slice(1)}`)).elements_found).toEqual([]);
  });

  it.each([
    ["status", ["OK", "WARNING", "CRITICAL", "UNKNOWN", "MISSING-DATA", "SHINKEN-INACTIVE"]],
    ["status", ["0", "1", "2", "3", "4", "5"]],
    ["is_status_confirmed", ["true", "false"]],
    ["business_impact", ["0", "1", "2", "3", "4", "5"]],
    ["next_check", ["in-less-than|120", "in-more-than|119"]],
  ])("%s: %j share all the elements among them", async (name, values) => {
    const sizes: number[] = [];
    for (const value of values)
      sizes.push((await flat(sandbox, `filter0=${name}:${value}`)).elements_found.length);
    expect(sizes.every((size) => size > 0 && size < 184)).toBe(true);
    // The clock runs between the two questions about next_check.
    if (name !== "next_check") expect(sizes.reduce((sum, size) => sum + size)).toBe(184);
  });

  it("are all to be passed", async () => {
    const { elements_found } = await flat(sandbox, "filter0=type:check_host&filter1=check_name:cpu");
    expect(new Set(elements_found.map(({ check_name }) => check_name))).toEqual(new Set(["CPU Stats"]));
  });

  it("leave in a tree the fathers of the checks that pass", async () => {
    const { elements_found, request_statistics } = await tree(sandbox, "filter0=check_name:CPU");
    expect(elements_found.clusters).toEqual([]);
    expect(elements_found.hosts.every(({ checks }) => checks.length === 1)).toBe(true);
    expect(request_statistics).toMatchObject({
      nb_hosts_filtered: 0,
      nb_checks_filtered: elements_found.hosts.length,
    });
  });
});

describe("sort", () => {
  const names = (rows: Flat[]) => rows.map(({ father_name }) => father_name);

  it.each([
    ["father_name", 1],
    ["father_name:asc", 1],
    ["father_name:desc", -1],
  ])("%s: by code point", async (sort, sign) => {
    const { elements_found } = await flat(sandbox, `filter0=type:host&sort=${sort}`);
    const wanted = names(elements_found).sort();
    expect(names(elements_found)).toEqual(sign === 1 ? wanted : wanted.reverse());
    expect(names(elements_found).at(sign === 1 ? -1 : 0)).toBe("Œuvres numérisées");
  });

  it("several fields, and in a tree fathers and their checks", async () => {
    const rows = (await flat(sandbox, "sort=type:desc,check_name:asc,father_name")).elements_found;
    const keys = rows.map(({ type, check_name = "", father_name }) => [type, check_name, father_name]);
    const wanted = [...keys].sort(([a, b, c], [x, y, z]) => cmp(x!, a!) || cmp(b!, y!) || cmp(c!, z!));
    expect(keys).toEqual(wanted);
    const { hosts } = (await tree(sandbox, "sort=check_name:desc,father_name:desc")).elements_found;
    for (const { checks } of hosts) {
      const found = checks.map(({ check_name }) => check_name);
      expect(found).toEqual([...found].sort().reverse());
    }
    expect(hosts[0]?.father_name).toBe("Œuvres numérisées");
  });

  it.each(["father_uuid", "check_uuid", "status", "business_impact", "next_check"])(
    "%s is taken",
    async (sort) => {
      expect((await ask(sandbox, `sort=${sort}`)).status).toBe(200);
    },
  );

  it("without it the order is another at another time", async () => {
    const control = controlOf(readRunFile(state)!);
    const orders = new Set<string>();
    const before = names((await flat(sandbox)).elements_found);
    for (let turn = 0; turn < 5; turn += 1) {
      const { elements_found } = await flat(sandbox);
      expect(elements_found).toHaveLength(184);
      orders.add(names(elements_found).join());
      await control.advance(1001);
    }
    expect(orders.size).toBeGreaterThan(1);
    expect(before).not.toEqual([...before].sort());
  });
});

const cmp = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

describe("an estate of N elements", () => {
  it.each([0, 1, 5, 6, 23, 24, 9999])("%i", async (elements) => {
    const large = await running({ elements });
    const { elements_found, request_statistics } = await flat(large);
    expect(elements_found).toHaveLength(elements);
    expect(new Set(elements_found.map(idOf)).size).toBe(elements);
    expect(request_statistics.nb_elements_total).toBe(elements);
    const trees = (await tree(large)).elements_found;
    const sizes = [...trees.clusters, ...trees.hosts].map(({ checks }) => 1 + checks.length);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(elements);
  });

  it("is made only as fast as it is read, and no further", async () => {
    let made = 0;
    let ended = false;
    function* endless() {
      try {
        for (; ; made += 1) yield "x".repeat(1024);
      } finally {
        ended = true;
      }
    }
    const reader = streamOf(endless()).getReader();
    expect((await reader.read()).value).toHaveLength(64 * 1024);
    expect(made).toBeLessThan(1024);
    await reader.cancel();
    expect(ended).toBe(true);
  });
});

it("points rptctl at itself", () => {
  expect(sandbox.environment).toMatchObject({
    RPTCTL_INVENTORY_URL: `${sandbox.url}/shinken`,
    RPTCTL_INVENTORY_TOKEN: "shinken-sandbox-token",
  });
});
