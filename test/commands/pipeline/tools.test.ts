import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Answer, cut } from "../../fake-server.ts";
import { fakeOpsera, sentTo, toolId } from "../../systems/pipeline/fake-opsera.ts";

const tool = {
  _id: toolId,
  name: "Jenkins",
  description: "of the shop team",
  active: true,
  configuration: { url: "https://ci.example", userId: "ci", jAuthToken: "jenkins-visible", retries: 3 },
  tags: [{ type: "application", value: "shop" }],
  account: "org",
  createdAt: "2026-01-05T09:00:00.000Z",
  updatedAt: "2026-01-05T09:00:00.000Z",
  __v: 0,
};

const update = "registry/update";
const summary = "registry/summary";

/** An Opsera that replaces the root properties that it is sent, as its page says. */
function registry(answer?: Answer, after: object = tool) {
  let now: object = tool;
  return fakeOpsera({
    [summary]: () => ({ body: now }),
    [update]: ({ json }) => {
      now = answer === undefined ? { ...tool, ...json.tool } : after;
      return answer ?? { body: now };
    },
  });
}

const sent = (opsera: ReturnType<typeof registry>) => sentTo(opsera.asked, update).map(({ json }) => json);

describe("pipeline tools get", () => {
  it("POST /api/v1/registry/summary: the whole tool, with its secrets hidden in a table alone", async () => {
    const opsera = registry();
    const json = await opsera.run("pipeline", "tools", "get", toolId, "-o", "json");
    expect(JSON.parse(json.stdout)).toEqual(tool);
    expect(opsera.asked[0]).toMatchObject({ method: "POST", json: { toolId } });
    const table = await opsera.run("pipeline", "tools", "get", toolId);
    expect(table.stdout).toMatch(/^configuration\.jAuthToken +\*\*\*$/m);
    expect(table.stdout).toMatch(/^configuration\.userId +ci$/m);
  });

  it("exits 6 for none", async () => {
    expect((await fakeOpsera({ [summary]: { body: {} } }).run("pipeline", "tools", "get", toolId)).code).toBe(
      6,
    );
  });
});

describe("pipeline tools update", () => {
  it("POST /api/v1/registry/update: toolId, and in tool only what differs", async () => {
    const opsera = registry();
    const { code, stdout, stderr } = await opsera.run(
      "pipeline",
      "tools",
      "update",
      toolId,
      "--set",
      "name=Updated Tool Name Via CLI",
      "--set",
      "description=Updating the description here",
      "--set",
      "active=true",
    );
    expect([code, stdout]).toEqual([0, `${toolId}\n`]);
    expect(sent(opsera)).toEqual([
      { toolId, tool: { name: "Updated Tool Name Via CLI", description: "Updating the description here" } },
    ]);
    expect(stderr).toBe(
      '- name: "Jenkins"\n+ name: "Updated Tool Name Via CLI"\n' +
        '- description: "of the shop team"\n+ description: "Updating the description here"\n' +
        `Changed name, description of tool ${toolId}.\n`,
    );
  });

  it("sends a root property whole, where only a part of it changes", async () => {
    const opsera = registry();
    await opsera.run("pipeline", "tools", "update", toolId, "--set", "configuration.retries=5");
    expect(sent(opsera)).toEqual([
      { toolId, tool: { configuration: { ...tool.configuration, retries: 5 } } },
    ]);
  });

  it("types values, and keeps text with --set-string", async () => {
    const opsera = registry();
    await opsera.run(
      "pipeline",
      "tools",
      "update",
      toolId,
      "--set",
      "active=false",
      "--set-string",
      "description=5",
    );
    expect(sent(opsera)[0].tool).toEqual({ active: false, description: "5" });
  });

  it.each([
    [
      "tool.json",
      JSON.stringify({ _id: "x", __v: 3, createdAt: "y", configuration: { userId: "bot" }, tags: [] }),
    ],
    ["tool.yaml", "_id: x\nconfiguration:\n  userId: bot\ntags: []\n"],
  ])("merges %s into the tool, without what is the server's own", async (name, text) => {
    const opsera = registry();
    writeFileSync(join(opsera.home, name), text);
    expect((await opsera.run("pipeline", "tools", "update", toolId, "-f", name)).code).toBe(0);
    expect(sent(opsera)).toEqual([
      { toolId, tool: { configuration: { ...tool.configuration, userId: "bot" }, tags: [] } },
    ]);
  });

  it("sends nothing where nothing differs", async () => {
    const opsera = registry();
    const { code, stdout, stderr } = await opsera.run(
      "pipeline",
      "tools",
      "update",
      toolId,
      "--set",
      "name=Jenkins",
    );
    expect([code, stdout]).toEqual([0, `${toolId}\n`]);
    expect(stderr).toContain("is like that already");
    expect(sent(opsera)).toEqual([]);
  });

  it("shows no secret in the differences, nor in the request of --dry-run", async () => {
    const opsera = registry();
    const { stdout, stderr } = await opsera.run(
      "pipeline",
      "tools",
      "update",
      toolId,
      "--set",
      "configuration.jAuthToken=new-visible",
      "--dry-run",
      "-o",
      "json",
    );
    expect(stderr).toBe('- configuration.jAuthToken: "***"\n+ configuration.jAuthToken: "***"\n');
    expect(JSON.parse(stdout)).toMatchObject([{ body: { tool: { configuration: { userId: "ci" } } } }]);
    expect(stdout).not.toContain("visible");
    expect(sent(opsera)).toEqual([]);
  });

  it("finds out whether the change was made where its answer is lost, and sends it once", async () => {
    const made = registry(cut(), { ...tool, name: "New" });
    const found = await made.run("pipeline", "tools", "update", toolId, "--set", "name=New");
    expect(found.code).toBe(0);
    expect(found.stderr).toContain("The answer was lost, but the change was made.");
    expect(sent(made)).toHaveLength(1);
    const lost = registry(cut(), tool);
    expect((await lost.run("pipeline", "tools", "update", toolId, "--set", "name=New")).code).toBe(9);
    expect(sent(lost)).toHaveLength(1);
  });

  it("says what came back different: the server hardly checks what it is sent", async () => {
    const opsera = registry({ body: tool }, tool);
    const { code, stderr } = await opsera.run("pipeline", "tools", "update", toolId, "--set", "name=New");
    expect(code).toBe(1);
    expect(stderr).toContain("name came back different");
  });

  it("exits 8 where the answer says failed", async () => {
    const opsera = registry({ body: { status: "failed", message: "no such property" } });
    const { code, stderr } = await opsera.run("pipeline", "tools", "update", toolId, "--set", "name=New");
    expect(code).toBe(8);
    expect(stderr).toContain("no such property");
  });

  it.each([
    [[], "nothing to change"],
    [["--set", "_id=x"], "the server's own"],
    [["--set-string", "updatedAt.x=y"], "the server's own"],
    [["--set", "name"], "PATH=VALUE"],
    [["-f", "nowhere.json"], "--file nowhere.json"],
  ])("refuses %j before any request", async (flags, said) => {
    const opsera = registry();
    const { code, stderr } = await opsera.run("pipeline", "tools", "update", toolId, ...flags);
    expect(code).toBe(2);
    expect(stderr).toContain(said);
    expect(opsera.asked).toEqual([]);
  });

  it("names the scopes that would do on a 403", async () => {
    const opsera = registry({ status: 403, body: "Forbidden" });
    const { code, stderr } = await opsera.run("pipeline", "tools", "update", toolId, "--set", "name=New");
    expect(code).toBe(5);
    expect(stderr).toContain("a token of scope api or registry,");
  });
});
