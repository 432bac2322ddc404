import { describe, expect, it } from "vitest";
import { ansibleInventory } from "../../../src/systems/inventory/bridges.ts";
import { memoryProgram } from "../../memory-program.ts";
import { fakeShinken, formOf, hosts } from "../../systems/inventory/fake-shinken.ts";

const run = async (...argv: string[]) => {
  const ended = await fakeShinken().run("inventory", "list", ...argv);
  expect(ended.code).toBe(0);
  return { ...ended, document: JSON.parse(ended.stdout) };
};

describe("inventory list -o ansible", () => {
  it("is a dynamic inventory: all hosts, a group for each check, and variables", async () => {
    const { document, stderr } = await run("-o", "ansible");
    expect(document).toEqual({
      _meta: {
        hostvars: {
          Bordeaux: { shinken_uuid: hosts[0]!.father_uuid, shinken_checks: ["CPU Stats", "Disks Stats"] },
          Lyon: { shinken_uuid: hosts[1]!.father_uuid, shinken_checks: [] },
          Nantes: { shinken_uuid: hosts[2]!.father_uuid, shinken_checks: ["CPU Stats"] },
          Rennes: { shinken_uuid: hosts[3]!.father_uuid, shinken_checks: [] },
        },
      },
      all: { children: ["shinken", "check_cpu_stats", "check_disks_stats"] },
      shinken: { hosts: ["Bordeaux", "Lyon", "Nantes", "Rennes"] },
      check_cpu_stats: { hosts: ["Bordeaux", "Nantes"] },
      check_disks_stats: { hosts: ["Bordeaux"] },
    });
    expect(stderr).toContain("Left out, since they are no hosts: 1 cluster.");
  });

  it("names groups as Ansible takes them", async () => {
    const father = {
      father_name: "h",
      father_uuid: "u",
      checks: [{ check_name: " Été: %CPU/2 " }, { check_name: "été CPU 2" }],
    };
    const shinken = fakeShinken(() => ({ body: { elements_found: { hosts: [father] } } }));
    const { stdout } = await shinken.run("inventory", "list", "-o", "ansible");
    expect(JSON.parse(stdout).check_ete_cpu_2).toEqual({ hosts: ["h"] });
  });
});

it("a group of very many hosts is put together host by host", () => {
  const hosts = Array.from({ length: 100_000 }, (_, index) => ({
    name: `h${index}`,
    uuid: `u${index}`,
    checks: ["Ping"],
  }));
  expect(JSON.parse(ansibleInventory(hosts)).check_ping.hosts).toHaveLength(100_000);
});

describe("inventory list -o file-sd", () => {
  it("is a target a host, with labels for relabelling", async () => {
    const { document } = await run("-o", "file-sd", "--limit", "2");
    expect(document).toEqual([
      {
        targets: ["Bordeaux"],
        labels: {
          __meta_shinken_name: "Bordeaux",
          __meta_shinken_uuid: hosts[0]!.father_uuid,
          __meta_shinken_checks: ",CPU Stats,Disks Stats,",
        },
      },
      {
        targets: ["Lyon"],
        labels: {
          __meta_shinken_name: "Lyon",
          __meta_shinken_uuid: hosts[1]!.father_uuid,
          __meta_shinken_checks: "",
        },
      },
    ]);
  });

  it("is an empty list where nothing matches", async () => {
    const shinken = fakeShinken(() => ({ body: { elements_found: { hosts: [], clusters: [] } } }));
    expect((await shinken.run("inventory", "list", "-o", "file-sd")).stdout).toBe("[]\n");
  });
});

it.each(["ansible", "file-sd"])(
  "-o %s asks for the tree, with filters, and not for statistics",
  async (format) => {
    const shinken = fakeShinken();
    await shinken.run("inventory", "list", "-o", format, "--filter", "type:host");
    expect(formOf(shinken.asked[0])).toEqual([
      ["filter0", "type:host"],
      ["output_format", "checks_attached_to_father"],
    ]);
    expect((await shinken.run("inventory", "list", "-o", format, "--stats")).code).toBe(2);
  },
);

it("belongs to inventory list alone", async () => {
  expect((await fakeShinken().run("registries", "list", "-o", "ansible")).code).toBe(2);
});

it.each(["ansible", "file-sd"])(
  "-o %s is not for --jq, which is refused before anything is asked for",
  async (format) => {
    const program = memoryProgram({
      env: { RPTCTL_INVENTORY_URL: "http://never.test", RPTCTL_INVENTORY_TOKEN: "token" },
    });
    const ended = await program.run("inventory", "list", "-o", format, "--jq", ".");
    expect(ended).toMatchObject({ code: 2, stdout: "" });
    expect(ended.stderr).toContain(`send -o ${format} to jq itself`);
  },
);
