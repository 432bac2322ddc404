import { expect, it } from "vitest";
import { memoryProgram } from "../../memory-program.ts";
import { running } from "../../sandbox/running.ts";

it.each(["brackets", "repeat", "comma"] as const)(
  "lists, filters, waits and deletes over HTTP, with the array style %s",
  async (arrayStyle) => {
    const sandbox = await running({ arrayStyle });
    const program = memoryProgram({
      env: { ...sandbox.environment, RPTCTL_REGISTRIES_ARRAY_STYLE: arrayStyle },
    });
    const run = async (...argv: string[]) => {
      const ended = await program.run("registries", ...argv);
      expect(ended.stderr).not.toContain("warning");
      return ended;
    };
    const all = JSON.parse((await run("list", "-o", "json", "--page-size", "7")).stdout);
    expect(all).toHaveLength(60);
    const [first, second] = all;
    const two = JSON.parse((await run("list", "--id", `${first.id},${second.id}`, "-o", "json")).stdout);
    expect(two.map(({ id }: { id: string }) => id).sort()).toEqual([first.id, second.id].sort());
    expect(JSON.parse((await run("get", first.id, "-o", "json")).stdout)).toEqual(first);
    expect((await run("get", "nobody")).code).toBe(6);

    const made = all.find(
      ({ creation_status }: { creation_status: string }) => creation_status === "completed",
    );
    const failed = all.find(
      ({ creation_status }: { creation_status: string }) => creation_status === "failed",
    );
    expect(await run("wait", made.id)).toMatchObject({ code: 0, stdout: `${made.id}\n` });
    expect((await run("wait", failed.id)).code).toBe(10);

    expect(await run("delete", made.id, failed.id, "nobody", "-y")).toMatchObject({
      code: 11,
      stdout: `${made.id}\n${failed.id}\n`,
    });
    expect((await run("get", made.id)).code).toBe(6);
  },
);

it("works without its filters where the server reads lists otherwise", async () => {
  const sandbox = await running({ arrayStyle: "comma" });
  const program = memoryProgram({ env: sandbox.environment });
  const ids = (await program.run("registries", "-o", "id", "--limit", "2")).stdout.trim().split("\n");
  const { stdout, stderr } = await program.run("registries", "--id", ids.join(","), "-o", "id");
  expect(stdout.trim().split("\n")).toEqual(ids);
  expect(stderr).toContain("array-style");
});

it("signs in anew when the token has expired", async () => {
  const sandbox = await running({ seerTokenSeconds: 0 });
  const program = memoryProgram({ env: sandbox.environment });
  expect((await program.run("registries")).code).toBe(4);
});
