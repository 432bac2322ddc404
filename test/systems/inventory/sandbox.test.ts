import { describe, expect, it } from "vitest";
import { memoryProgram } from "../../memory-program.ts";
import { running } from "../../sandbox/running.ts";

const sandbox = await running({ elements: 184 });

const inventory = (...argv: string[]) =>
  memoryProgram({ env: sandbox.environment }).run("inventory", "list", ...argv);

describe("the inventory over HTTP", () => {
  it("has the same elements in both shapes, and as many as its statistics say", async () => {
    const flat = JSON.parse((await inventory("-o", "json")).stdout);
    const tree = JSON.parse((await inventory("--tree", "-o", "json")).stdout);
    const stats = JSON.parse((await inventory("--stats", "-o", "json")).stdout);
    expect(flat).toHaveLength(184);
    expect(stats.nb_elements_filtered).toBe(184);
    const counted = tree.map(({ checks }: { checks: unknown[] }) => 1 + checks.length);
    expect(counted.reduce((sum: number, count: number) => sum + count)).toBe(184);
    const hosts = JSON.parse((await inventory("-o", "ansible")).stdout).shinken.hosts;
    expect(hosts).toHaveLength(stats.nb_hosts_total);
  });

  it("gives one table in two calls, though the server's order differs", async () => {
    const [first, second] = [await inventory(), await inventory()];
    expect(first.stdout).toBe(second.stdout);
    expect((await inventory("--tree")).stdout.split("\n")).toHaveLength(186);
  });

  it("filters and sorts on the server", async () => {
    const { stdout } = await inventory("--filter", "type:host", "--sort", "father_name:desc", "-o", "json");
    const names = JSON.parse(stdout).map(({ father_name }: { father_name: string }) => father_name);
    expect(names).toEqual([...names].sort().reverse());
    expect(names.length).toBeGreaterThan(5);
  });

  it.each([
    [["--filter", "is_status_:true"], "filtering[0]: invalid field name [ is_status_ ]"],
    [["--filter", "next_check"], "filtering[0]: missing value for field [ next_check ]"],
    [["--filter", "status:9"], "filtering[0]: field [ status ] => wrong value [u'9']"],
    [["--sort", "host"], "sort: invalid field name [ host ]"],
    [["--sort", "father_name:big"], "sort: invalid sort direction [ big ] for field [ host_name ]"],
  ])("shows the refusal of %j", async (flags, message) => {
    const { code, stderr } = await inventory(...flags);
    expect(code).toBe(8);
    expect(stderr).toContain(message);
  });

  it.each([
    ["shinken-restricted-token", 5],
    ["nobody", 4],
  ])("with the token %s exits %d", async (RPTCTL_INVENTORY_TOKEN, exit) => {
    const env = { ...sandbox.environment, RPTCTL_INVENTORY_TOKEN };
    expect((await memoryProgram({ env }).run("inventory")).code).toBe(exit);
  });
});
