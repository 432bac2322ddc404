import { beforeEach, describe, expect, it } from "vitest";
import { controlOf } from "../../src/sandbox/control.ts";
import { readRunFile } from "../../src/sandbox/run-file.ts";
import type { SandboxOptions } from "../../src/sandbox/server.ts";
import { type Ask, asAdmin, type Row, rows, running, temporaryDirectory } from "./running.ts";

const crashed = '{"message": "Internal Server Error"}';
const names = { scope_key: "project_id", fetcher: "keystone", collector: "gnocchi" };
const to = "2024-07-01T08:00:00+00:00";

/** A sandbox of a release: how to ask it, its rows at first, and how to let accepted resets happen. */
async function fresh(cloudkittyVersion: 17 | 22 | 25 = 25, more: Partial<SandboxOptions> = {}) {
  const state = temporaryDirectory();
  const ask = await asAdmin(await running({ state, cloudkittyVersion, ...more }));
  const settle = () => controlOf(readRunFile(state)!).advance(1000);
  return { ask, settle, before: await rows(ask) };
}

const find = async (ask: Ask, id: string) => (await rows(ask)).find((row) => row.scope_id === id);

describe("bodies", () => {
  let ask: Ask;
  beforeEach(async () => {
    ({ ask } = await fresh());
  });

  it("must be JSON that is called JSON", async () => {
    const message = "The browser (or proxy) sent a request that this server could not understand.";
    for (const answer of [await ask("PUT", "/v2/scope", "{"), await ask("PUT", "/v2/scope?scope_id=x")]) {
      expect([answer.status, await answer.json()]).toEqual([400, { message }]);
    }
  });

  const extra = "extra keys not allowed";
  const timeless = "expected dt_from_iso";
  const at = "last_processed_timestamp";
  it.each([
    ["PUT", "null", "None", "expected a dictionary", ""],
    ["PUT", '[1,"a",true,null,1.5]', "[1, 'a', True, None, 1.5]", "expected a dictionary", ""],
    ["PUT", '{"x":{"y":[1]}}', "{'x': {'y': [1]}}", extra, "'x'"],
    ["PUT", '{"state":"2024-05-01"}', "{'state': '2024-05-01'}", extra, "'state'"],
    ["PUT", `{"${at}":5}`, `{'${at}': 5}`, timeless, `'${at}'`],
    ["PUT", `{"${at}":"yesterday","x":1}`, `{'${at}': 'yesterday', 'x': 1}`, timeless, `'${at}'`],
    ["PUT", '{"all_scopes":"maybe"}', "{'all_scopes': 'maybe'}", "expected boolean", "'all_scopes'"],
    [
      "PUT",
      '{"scope_id":"x","all_scopes":true}',
      "{'scope_id': 'x', 'all_scopes': True}",
      "two or more values in the same group of exclusion 'scope_selector'",
      "<scope_selector>",
    ],
    ["PATCH", "{}", "{}", "required key not provided", "'scope_id'"],
    [
      "PATCH",
      '{"scope_id":["a","b"]}',
      "{'scope_id': ['a', 'b']}",
      "length of value must be 1",
      "'scope_id'",
    ],
    ["POST", '{"scope_id":"q"}', "{'scope_id': 'q'}", "required key not provided", `'${at}'`],
  ])("%s %s: 400", async (method, body, quoted, why, path) => {
    const answer = await ask(method, "/v2/scope", body);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({ message: `Invalid data '${quoted}' : ${why} (path: '[${path}]')` });
  });

  it.each([
    ["{}", "Either all_scopes or a scope_id should be specified."],
    [`{"all_scopes":false,"${at}":"2024"}`, "Either all_scopes or a scope_id should be specified."],
    ['{"all_scopes":true}', "Variable 'last_processed_timestamp' cannot be empty/None."],
  ])("PUT %s: 400", async (body, message) => {
    const answer = await ask("PUT", "/v2/scope", body);
    expect([answer.status, await answer.json()]).toEqual([400, { message }]);
  });

  it.each(['{"scope_id":1}', '{"scope_id":[1]}', '{"scope_id":null}'])("PUT %s: 500", async (body) => {
    const answer = await ask("PUT", "/v2/scope", body);
    expect([answer.status, await answer.text()]).toEqual([500, crashed]);
  });
});

describe("PUT resets", () => {
  it("a moment after it has answered 202", async () => {
    const { ask, settle, before } = await fresh();
    const id = before[1]!.scope_id;
    const reset = { scope_id: id, last_processed_timestamp: "2024-07-01T10:00:00+02:00" };
    const answer = await ask("PUT", "/v2/scope", reset);
    expect([answer.status, await answer.text()]).toEqual([202, "{}"]);
    await settle();
    expect(await find(ask, id)).toEqual({ ...before[1], last_processed_timestamp: to });
    expect((await rows(ask)).filter((row) => row.scope_id !== id)).toEqual(
      before.filter((row) => row.scope_id !== id),
    );
  });

  it.each<[string, object, (row: Row) => boolean]>([
    ["all", { all_scopes: "yes" }, () => true],
    ["all where the list is empty", { scope_id: [] }, () => true],
    ["those of a key", { all_scopes: true, scope_key: "namespace" }, (row) => row.scope_key === "namespace"],
  ])("%s: the first hundred active ones", async (_, selection, matches) => {
    const { ask, settle, before } = await fresh(25, { scopes: 600 });
    const answer = await ask("PUT", "/v2/scope", { ...selection, last_processed_timestamp: to });
    expect(answer.status).toBe(202);
    await settle();
    const changed = (await rows(ask)).flatMap((row, at) => (row.last_processed_timestamp === to ? [at] : []));
    const expected = before.flatMap((row, at) => (row.active && matches(row) ? [at] : []));
    expect(changed).toEqual(expected.slice(0, 100));
  });

  it("no inactive one", async () => {
    const { ask, before } = await fresh();
    const scope_id = before.find(({ active }) => !active)!.scope_id;
    expect((await ask("PUT", "/v2/scope", { scope_id, last_processed_timestamp: to })).status).toBe(404);
  });

  it("by `state` too, up to release 18", async () => {
    const { ask, settle, before } = await fresh(17);
    await ask("PUT", "/v2/scope", { scope_id: before[2]!.scope_id, state: to });
    await settle();
    expect((await find(ask, before[2]!.scope_id))?.state).toBe(to);
  });
});

describe("PATCH", () => {
  it.each([
    [17, 500],
    [22, 200],
    [25, 200],
  ] as const)("on %i changes the row and answers %i", async (release, status) => {
    const { ask, before } = await fresh(release);
    const row = before[9]!;
    expect(row.active).toBe(false);
    const answer = await ask("PATCH", "/v2/scope", {
      scope_id: row.scope_id,
      active: true,
      fetcher: "other",
    });
    expect(answer.status).toBe(status);
    const changed = await find(ask, row.scope_id);
    expect(changed).toMatchObject({ active: true, fetcher: "other", collector: row.collector });
    expect(changed?.scope_activation_toggle_date).not.toBe(row.scope_activation_toggle_date);
    if (status === 200) expect(await answer.json()).toEqual(changed);
    else expect(await answer.text()).toBe(crashed);
  });

  it.each<[unknown, boolean]>([
    ["false", true],
    [0, false],
    [null, false],
    [[], false],
  ])("active: %j means %s", async (active, meant) => {
    const { ask, before } = await fresh();
    const { scope_id } = before[1]!;
    const answer = await ask("PATCH", "/v2/scope", { scope_id, active });
    if (Array.isArray(active)) expect(answer.status).toBe(400);
    else expect(await answer.json()).toMatchObject({ active: meant });
  });

  it("keeps a name where an empty one is sent, and stores null as a word", async () => {
    const { ask, before } = await fresh();
    const scope_id = before[1]!.scope_id;
    const answer = await ask("PATCH", "/v2/scope", { scope_id, scope_key: "", fetcher: null });
    expect(await answer.json()).toMatchObject({ scope_key: "project_id", fetcher: "None" });
  });

  it.each([
    ["an unknown id", () => "nope", "No resource found for provided filters."],
    ["an ambiguous id", (row: Row) => row.scope_id, "Too many resources found with the same scope_id: %."],
    ["an empty id", () => "", "Too many resources found with the same scope_id: %."],
  ])("of %s: 404", async (_, idOf, message) => {
    const { ask, before } = await fresh();
    const scope_id = idOf(before[0]!);
    const answer = await ask("PATCH", "/v2/scope", { scope_id });
    expect([answer.status, await answer.json()]).toEqual([404, { message: message.replace("%", scope_id) }]);
  });
});

describe("POST", () => {
  const last_processed_timestamp = to;
  const added = { scope_id: "new", ...names, last_processed_timestamp, active: true };

  it.each([17, 22] as const)("never succeeds on %i, and takes no time", async (release) => {
    const { ask, before } = await fresh(release);
    const answer = await ask("POST", "/v2/scope", { scope_id: "new", ...names });
    expect([answer.status, await answer.text()]).toEqual([500, crashed]);
    expect(await rows(ask)).toEqual(before);
    expect((await ask("POST", "/v2/scope", added)).status).toBe(400);
  });

  it("answers 200 and the row", async () => {
    const { ask } = await fresh(25, { clock: Date.UTC(2024, 6, 2) });
    const answer = await ask("POST", "/v2/scope", { ...added, active: false });
    expect(answer.status).toBe(200);
    const row = await answer.json();
    expect(row).toMatchObject({ ...added, active: false });
    expect(row).toHaveProperty(
      "scope_activation_toggle_date",
      expect.stringMatching(/^2024-07-02T00:00:0\d/),
    );
    expect((await rows(ask)).at(-1)).toEqual(row);
  });

  it.each([17, 25] as const)("on %i answers 404 for an id that there is", async (release) => {
    const { ask, before } = await fresh(release);
    const scope_id = before[1]!.scope_id;
    const time = release === 25 ? { last_processed_timestamp } : {};
    const answer = await ask("POST", "/v2/scope", { scope_id, ...names, ...time });
    const message = `Cannot create a scope with an already existing scope_id: ${scope_id}.`;
    expect([answer.status, await answer.json()]).toEqual([404, { message }]);
  });

  it("does not see inactive duplicates: 500 for the same names, the old row for others", async () => {
    const { ask, before } = await fresh();
    const old = before.find(({ active }) => !active)!;
    const { scope_id, scope_key, fetcher, collector } = old;
    const same = { scope_id, scope_key, fetcher, collector, last_processed_timestamp };
    expect((await ask("POST", "/v2/scope", same)).status).toBe(500);
    expect(await rows(ask)).toEqual(before);
    const answer = await ask("POST", "/v2/scope", { ...same, scope_key: "z" });
    expect([answer.status, await answer.json()]).toEqual([200, old]);
    expect(await rows(ask)).toHaveLength(before.length + 1);
  });

  it("without its names keeps a row that spoils every page it is on, until a PATCH heals it", async () => {
    const { ask, before } = await fresh();
    const answer = await ask("POST", "/v2/scope", { scope_id: "bare", last_processed_timestamp });
    expect(answer.status).toBe(500);
    expect((await ask("GET", "/v2/scope")).status).toBe(500);
    expect((await ask("GET", `/v2/scope?limit=${before.length}`)).status).toBe(200);
    const healed = await ask("PATCH", "/v2/scope", { scope_id: "bare" });
    expect([healed.status, await healed.json()]).toEqual([
      200,
      expect.objectContaining({ scope_id: "bare", ...names }),
    ]);
    expect(await rows(ask)).toHaveLength(before.length + 1);
  });

  it("with some of its names cannot even be healed", async () => {
    const { ask } = await fresh();
    await ask("POST", "/v2/scope", { scope_id: "half", fetcher: "f", last_processed_timestamp });
    expect((await ask("PATCH", "/v2/scope", { scope_id: "half", active: true })).status).toBe(500);
    expect((await ask("GET", "/v2/scope")).status).toBe(500);
  });
});
