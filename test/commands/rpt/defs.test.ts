import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { beforeAll, describe, expect, it } from "vitest";
import { fakeServer } from "../../fake-server.ts";
import { atSandbox } from "./program.ts";

const roleReport = "705ea4a2afdc962f0b3403ea7ca9ea60";
let sandbox: Awaited<ReturnType<typeof atSandbox>>;
beforeAll(async () => {
  sandbox = await atSandbox();
});

async function names(...argv: string[]): Promise<string[]> {
  const { stdout, code } = await sandbox.program().run("defs", "list", ...argv, "-o", "json");
  expect(code).toBe(0);
  return (JSON.parse(stdout) as { DisplayName: string }[]).map(({ DisplayName }) => DisplayName);
}

describe("defs list (13.4.1)", () => {
  it("lists all, sorted by name", async () => {
    const all = await names();
    expect(all).toHaveLength(12);
    expect(all).toEqual([...all].sort());
    expect(await names("--sort-by", "name", "--desc")).toEqual([...all].reverse());
  });

  it.each([
    [
      ["--name", "ROLE"],
      ["Role Assignment Report", "Role Report"],
    ],
    [["--name", "role", "--name", "assign"], ["Role Assignment Report"]],
    [["--description", "conflicting"], ["Separation of Duties Violations"]],
    [["--category", "Identity", "--name", "vault"], ["Identity Vault Export"]],
    [["--tag", "mary", "--name", "report"], ["Role Report"]],
    [["--name", "vault", "--description", "conflicting"], []],
    [
      ["--name", "vault", "--description", "conflicting", "--match", "any"],
      ["Identity Vault Export", "Separation of Duties Violations"],
    ],
    [["--limit", "1"], ["Authentication by User"]],
  ])("%j finds %j", async (argv, found) => {
    expect(await names(...argv)).toEqual(found);
  });

  it.each(["name", "description", "tags"])("sorts by %s", async (field) => {
    expect(await names("--sort-by", field)).toHaveLength(12);
  });

  it("always sends all four required parameters", async () => {
    const server = fakeServer("http://idm.test", () => ({ body: { TotalSize: 0, Definitions: [] } }), {
      env: { RPTCTL_RPT_URL: "http://idm.test", RPTCTL_RPT_TOKEN: "t" },
    });
    const ended = await server.run("defs", "--tag", "a,b", "--tag", "c", "--match", "any", "--limit", "1");
    expect(ended).toEqual({ code: 0, stdout: "", stderr: "No definitions match.\n" });
    expect(Object.fromEntries(server.asked[0]!.query)).toEqual({
      Tags: "c",
      LOP: "OR",
      sortBy: "DisplayName",
      sortOrder: "ASC",
      idxFrom: "0",
      idxTo: "1",
    });
    expect(server.asked[0]!.query.getAll("Tags")).toEqual(["a,b", "c"]);
  });

  it("answers in the language in use: flag, environment, context", async () => {
    const german = await sandbox
      .program({ RPTCTL_RPT_LANG: "de" })
      .run("defs", "list", "--columns", "DisplayName");
    expect(german.stdout).toContain("Rollenbericht");
    const flagged = await sandbox
      .program({ RPTCTL_RPT_LANG: "de" })
      .run("defs", "list", "--lang", "en", "--columns", "DisplayName");
    expect(flagged.stdout).toContain("Role Report");
  });
});

describe("which definition", () => {
  it.each([
    ["Role Report", 0, '"DisplayName": "Role Report"'],
    [roleReport, 0, '"DisplayName": "Role Report"'],
    ["role report", 6, 'there is \\"Role Report\\"'],
    ["Resource Assignments", 2, '2 definitions are named \\"Resource Assignments\\"'],
    ["nothing/like that", 6, "no definition has the GUID or the name"],
    ["00000000000000000000000000000000", 6, "ReportTemplateDoesNotExist"],
  ])("%s ends with %i (13.4.3)", async (typed, code, text) => {
    const ended = await sandbox.program().run("defs", "get", typed, "-o", "json");
    expect(ended.code).toBe(code);
    expect(ended.stdout + ended.stderr).toContain(text);
  });

  it("lists those of the same name", async () => {
    const { stderr } = await sandbox.program().run("defs", "get", "Resource Assignments");
    expect(stderr).toContain("31f81c4431b02588929c27b1e21e37d0  Resources by user");
    expect(stderr).toContain("3f195cb11349ed3c686f480212828e33  Resources by resource");
  });

  it("may be a GUID that does not look like one", async () => {
    const env = { RPTCTL_RPT_URL: "http://idm.test", RPTCTL_RPT_TOKEN: "t" };
    const server = fakeServer(
      "http://idm.test",
      ({ path }) => ({
        body:
          path === "/rpt/definitions" ? { TotalSize: 0, Definitions: [] } : { DisplayName: "My Resource0" },
      }),
      { env },
    );
    expect(await server.run("defs", "get", "myResource0", "-o", "id")).toMatchObject({
      code: 0,
      stdout: "myResource0\n",
    });
  });

  it("defs get tells GUID and ETag on stderr", async () => {
    const { stdout, stderr } = await sandbox.program().run("defs", "get", "Role Report", "-o", "id");
    expect(stdout).toBe(`${roleReport}\n`);
    expect(stderr).toMatch(new RegExp(`^GUID ${roleReport}, ETag [0-9a-f]+\n$`));
  });
});

describe("defs copy, update, delete", () => {
  it("copies (13.4.2), changes (13.4.4), and deletes with the schedules (13.4.5, 13.4.11)", async () => {
    const { run, home } = sandbox.program();
    const copied = await run("defs", "copy", "Identity Report");
    expect(copied.code).toBe(0);
    const guid = copied.stdout.trim();
    expect(await names("--name", "_copy1")).toEqual(["Identity Report_copy1"]);

    const changed = await run(
      "defs",
      "update",
      guid,
      "--name",
      "People",
      "--format",
      "csv",
      "--set",
      "Email.Subject=Please verify",
      "--set-string",
      "Comments=42",
    );
    expect(changed).toEqual({ code: 0, stdout: `${guid}\n`, stderr: `Changed definition ${guid}.\n` });
    const after = JSON.parse((await run("defs", "get", "People", "-o", "json")).stdout);
    expect(after).toMatchObject({ DisplayName: "People", Format: "CSV", Comments: "42" });

    writeFileSync(
      join(home, "change.yaml"),
      "Comments: from a file\nTags: [one, two]\nLinks: { Export: nowhere }\n",
    );
    expect((await run("defs", "update", "People", "-f", "change.yaml")).code).toBe(0);
    expect(JSON.parse((await run("defs", "get", guid, "-o", "json")).stdout)).toMatchObject({
      Comments: "from a file",
      Tags: ["one", "two"],
    });

    const asked = await run("defs", "delete", "People");
    expect(asked).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Delete 1 definition: "People" with 0 schedules?'),
    });
    const deleted = await run("defs", "delete", "People", "no such thing", "--yes");
    expect(deleted).toMatchObject({ code: 11, stdout: `${guid}\n` });
    expect(deleted.stderr).toContain("Deleted 1 definition, and with them 0 schedules.");
    expect(deleted.stderr).toContain("no such thing");
  });

  it("says how many schedules go with a definition", async () => {
    const { stderr } = await sandbox.program().run("defs", "delete", "Identity Report");
    expect(stderr).toContain('"Identity Report" with 1 schedule?');
  });

  it("--dry-run sends nothing, and shows what would differ", async () => {
    const { run } = sandbox.program();
    const planned = await run("defs", "update", "Role Report", "--name", "Roles", "--dry-run", "-o", "json");
    expect(planned.code).toBe(0);
    expect(JSON.parse(planned.stdout)).toMatchObject([
      {
        method: "PUT",
        url: expect.stringContaining(`/rpt/definitions/${roleReport}`),
        body: { DisplayName: "Roles" },
      },
    ]);
    expect(planned.stderr).toBe('- DisplayName: "Role Report"\n+ DisplayName: "Roles"\n');
    for (const argv of [
      ["copy", "Role Report"],
      ["delete", "Role Report"],
    ]) {
      const { code, stdout } = await run("defs", ...argv, "--dry-run", "-o", "json");
      expect([code, JSON.parse(stdout)]).toMatchObject([0, [{ method: expect.any(String), body: null }]]);
    }
    expect(await names("--name", "role report")).toEqual(["Role Report"]);
  });

  it.each([
    [[], "nothing to change"],
    [["--set", "Formatt=PDF"], "did you mean Format?"],
    [["--set", "DisplayName.x=1"], "DisplayName has no members"],
    [["--set", "Tags.9=x"], "the list has 2 elements"],
    [["--if-match", "x", "--force"], "--force"],
    [["-f", "none.yaml"], "--file none.yaml"],
  ])("update %j is refused: %s", async (argv, message) => {
    const ended = await sandbox.program().run("defs", "update", "Role Report", ...argv);
    expect(ended).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining(message) });
  });

  it.each([
    [["--if-match", "0123abc", "--name", "Roles"], 7, "ReportChangedSinceRetrieve"],
    [["--name", "Identity Vault Export"], 7, "ReportTemplateUpdateDuplicateDisplayName"],
    [["--set", "Format=DOC"], 8, "ReportTemplateCreateFailedBadMediaType"],
    [["--set-string", "DisplayName="], 8, "ReportTemplateCreateFailedNeedDisplayName"],
  ])("update %j ends with %i (13.4.4 %s)", async (argv, code, subcode) => {
    const ended = await sandbox.program().run("defs", "update", "Role Report", ...argv, "-o", "json");
    expect(ended.code).toBe(code);
    expect(JSON.parse(ended.stderr).error.subcode).toBe(subcode);
  });

  it("a copy whose GUID is not told is no success (13.4.2)", async () => {
    const env = { RPTCTL_RPT_URL: "http://idm.test", RPTCTL_RPT_TOKEN: "t" };
    const server = fakeServer("http://idm.test", () => ({ body: "" }), { env });
    const { code, stdout, stderr } = await server.run("defs", "copy", roleReport);
    expect({ code, stdout }).toEqual({ code: 9, stdout: "" });
    expect(stderr).toContain("rptctl defs list shows whether it was made");
    expect(server.asked).toHaveLength(1);
  });

  it("--dry-run of delete says what goes with it, and what is not there (13.4.5)", async () => {
    const { run } = sandbox.program();
    const { code, stdout, stderr } = await run(
      "defs",
      "delete",
      "no such thing",
      "Identity Report",
      "--dry-run",
    );
    expect([code, stdout]).toEqual([0, expect.stringContaining("DELETE")]);
    expect(stderr).toContain('no definition has the GUID or the name "no such thing"');
    expect(stderr).toContain('Would delete 1 definition: "Identity Report" with 1 schedule.');
  });

  it("a copy of what is not there ends with 6 (13.4.2 ReportTemplateCreateCopyNotExist)", async () => {
    const ended = await sandbox.program().run("defs", "copy", "0".repeat(32), "-o", "json");
    expect(ended.code).toBe(6);
    expect(JSON.parse(ended.stderr).error.subcode).toBe("ReportTemplateCreateCopyNotExist");
  });
});

describe("If-Match (13.4.4)", () => {
  const env = { RPTCTL_RPT_URL: "http://idm.test", RPTCTL_RPT_TOKEN: "t" };
  const guid = "f3aed01ef7ed4783b636ef3dfecf6321";
  const before = { DisplayName: "A", Format: "PDF", Links: { Export: "x" } };

  function server(
    answer: (times: number) => { status?: number; body?: unknown } | Error,
    now: () => object = () => before,
  ) {
    let puts = 0;
    return fakeServer(
      "http://idm.test",
      ({ method }) => {
        if (method === "GET") return { body: now(), headers: { etag: '"4f"' } };
        puts += 1;
        return answer(puts);
      },
      { env },
    );
  }

  it.each([
    [[], '"4f"'],
    [["--if-match", "mine"], "mine"],
    [["--force"], undefined],
  ])("%j sends %j, in the language that was read, and no links", async (argv, sent) => {
    const { run, asked } = server(() => ({ body: { GUID: guid, Status: "OK" } }));
    expect((await run("defs", "update", guid, "--name", "B", "--lang", "zh_TW", ...argv)).code).toBe(0);
    const [read, write] = asked;
    expect(write!.method).toBe("PUT");
    expect(write!.headers["if-match"]).toBe(sent);
    expect(write!.json).toEqual({ DisplayName: "B", Format: "PDF" });
    expect([read!.headers["accept-language"], write!.headers["accept-language"]]).toEqual(["zh-TW", "zh-TW"]);
  });

  const changed = {
    Fault: { Code: { Subcode: { Value: "ReportChangedSinceRetrieve" } }, Reason: { Text: "changed" } },
  };

  it.each([
    [409, changed],
    [412, changed],
    [409, "Conflict"],
    [412, ""],
  ])("a conflict (%i %j) says how to go on", async (status, body) => {
    const { run } = server(() => ({ status, body }));
    const ended = await run("defs", "update", guid, "--name", "B");
    expect(ended.code).toBe(7);
    expect(ended.stderr).toContain("give the command again");
    expect(ended.stderr).toContain("--force");
  });

  it("a PUT that is sent again after its answer got lost does not fail over its own change", async () => {
    let there: object = before;
    const cut = Object.assign(new Error("cut"), { code: "ECONNRESET" });
    const { run } = server(
      (times) => {
        there = { ...before, DisplayName: "B" };
        return times === 1 ? cut : { status: 409, body: changed };
      },
      () => there,
    );
    expect((await run("defs", "update", guid, "--name", "B")).code).toBe(0);
  });

  it("nothing is sent where nothing would change", async () => {
    const { run, asked } = server(() => ({ status: 500 }));
    const ended = await run("defs", "update", guid, "--name", "A");
    expect(ended).toMatchObject({
      code: 0,
      stdout: `${guid}\n`,
      stderr: expect.stringContaining("is like that already"),
    });
    expect(asked.map(({ method }) => method)).toEqual(["GET"]);
  });
});

describe("defs export (13.4.6)", () => {
  it("saves a zip under the server's name, and does not overwrite it", async () => {
    const { run, home } = sandbox.program();
    const saved = await run("defs", "export", "Role Report", "Identity Vault Export", "--dir", "backup");
    expect(saved.code).toBe(0);
    const paths = saved.stdout.trim().split("\n");
    expect(paths).toHaveLength(2);
    for (const path of paths) {
      expect(path.startsWith(join(home, "backup/"))).toBe(true);
      expect(Object.keys(unzipSync(readFileSync(path)))).toContain("package.xml");
    }
    expect(readdirSync(join(home, "backup")).filter((name) => !name.endsWith(".rpz"))).toEqual([]);
    const again = await run("defs", "export", "Role Report", "--dir", "backup");
    expect(again).toMatchObject({ code: 7, stderr: expect.stringContaining("--overwrite replaces it") });
    expect((await run("defs", "export", "Role Report", "--dir", "backup", "--overwrite")).code).toBe(0);
  });

  it("saves where -O says, or prints it with -", async () => {
    const { run, home } = sandbox.program();
    const ended = await run("defs", "export", roleReport, "-O", "mine.rpz", "-o", "json");
    expect(JSON.parse(ended.stdout)).toEqual([
      {
        definition: roleReport,
        path: join(home, "mine.rpz"),
        bytes: readFileSync(join(home, "mine.rpz")).length,
      },
    ]);
    expect((await run("defs", "export", roleReport, "-O", "-")).stdout.startsWith("PK")).toBe(true);
    expect(existsSync(join(home, "-"))).toBe(false);
    const two = await run("defs", "export", roleReport, "Role Report", "-O", "x");
    expect(two).toMatchObject({ code: 2, stderr: expect.stringContaining("--dir") });
  });

  it("says what is not there (ReportTemplateDoesNotExist)", async () => {
    const ended = await sandbox.program().run("defs", "export", "0".repeat(32), "-o", "json");
    expect(ended.code).toBe(6);
    expect(JSON.parse(ended.stderr).error.subcode).toBe("ReportTemplateDoesNotExist");
  });
});

describe("defs params", () => {
  it("lists the parameters of a definition (13.4.3)", async () => {
    const { stdout } = await sandbox.program().run("defs", "params", "Role Report", "-o", "id");
    expect(stdout).toBe("PLUGIN_DIRECTORY\nrole_id\nREPORT_LOCALE\n");
  });

  it("lists the values of one, by windows (13.4.7)", async () => {
    const { run } = sandbox.program();
    const all = JSON.parse((await run("defs", "params", "Role Report", "role_id", "-o", "json")).stdout);
    expect(all.length).toBeGreaterThan(1);
    const one = JSON.parse(
      (await run("defs", "params", "Role Report", "role_id", "--limit", "1", "-o", "json")).stdout,
    );
    expect(one).toEqual(all.slice(0, 1));
  });

  it("values that depend on others (13.4.7 RequiredCascadingParamMissing)", async () => {
    const { run } = sandbox.program();
    const ended = await run("defs", "params", "User Status Changes", "sample");
    expect(ended).toMatchObject({
      code: 8,
      stderr: expect.stringContaining("give --with search_name=VALUE"),
    });
    const given = await run(
      "defs",
      "params",
      "User Status Changes",
      "sample",
      "--with",
      "search_name=a%",
      "-o",
      "json",
    );
    const values = JSON.parse(given.stdout) as { DisplayName: string; Value: string }[];
    expect(values.length).toBeGreaterThan(0);
    expect(values.every(({ DisplayName, Value }) => /^a/i.test(DisplayName) && /^'.*'$/.test(Value))).toBe(
      true,
    );
  });

  it.each([
    [["Role Report", "nope"], 6, "ReportParamNotFound"],
    [["Role Report", "--with", "a=b"], 2, "--with needs the name of a parameter"],
    [["Role Report", "role_id", "--with", "idxTo=3"], 2, "this name is taken"],
  ])("params %j ends with %i: %s", async (argv, code, text) => {
    const ended = await sandbox.program().run("defs", "params", ...argv);
    expect(ended).toMatchObject({ code, stdout: "", stderr: expect.stringContaining(text) });
  });
});

it("is the same below rpt", async () => {
  const { run } = sandbox.program();
  expect((await run("rpt", "defs", "list", "-o", "id")).stdout).toBe(
    (await run("defs", "ls", "-o", "id")).stdout,
  );
});

it("the page's own definition, whose list never ends, is refused and not guessed at (13.4.3)", async () => {
  const body =
    '{"DisplayName":"My Resource0_copy1","PluginParameterDefinitions":\n[{"Type":"String"},\n"Comments":"x"}';
  const server = fakeServer(
    "http://idm.test",
    () => ({ body, headers: { "content-type": "application/json" } }),
    {
      env: { RPTCTL_RPT_URL: "http://idm.test", RPTCTL_RPT_TOKEN: "t" },
    },
  );
  const ended = await server.run("defs", "get", "f3aed01ef7ed4783b636ef3dfecf6321", "--retries", "0");
  expect(ended).toMatchObject({ code: 9, stderr: expect.stringContaining("cut off or not valid JSON") });
});
