import { describe, expect, it } from "vitest";
import { ConfigEdit } from "../../src/config/changes.ts";
import { faultOf } from "./world.ts";

const world = { cwd: "/here", home: "/home/u" };

function edited(draft: Record<string, unknown>, change: (edit: ConfigEdit) => void): Record<string, unknown> {
  change(new ConfigEdit(draft, world));
  return draft;
}

const two = () => ({
  "current-context": "prod",
  contexts: { prod: { protected: true }, lab: { scope: { url: "https://lab" } } },
});

describe("setContextValues", () => {
  it.each<[path: string, typed: string, context: object]>([
    ["scope.url", "https://h:8889/", { scope: { url: "https://h:8889" } }],
    ["protected", "true", { protected: true }],
    ["protected", "false", { protected: false }],
    ["timezone", "Europe/Rome", { timezone: "Europe/Rome" }],
    ["rpt.retries", "0", { rpt: { retries: 0 } }],
    ["scope.project-id", "0123", { scope: { "project-id": "0123" } }],
    ["scope.username", "true", { scope: { username: "true" } }],
    ["registries.page-base", "1", { registries: { "page-base": "1" } }],
    ["rpt.ca-file", "certs/ca.pem", { rpt: { "ca-file": "/here/certs/ca.pem" } }],
    ["rpt.ca-file", "~/ca.pem", { rpt: { "ca-file": "/home/u/ca.pem" } }],
    ["rpt.ca-file", "/etc/ca.pem", { rpt: { "ca-file": "/etc/ca.pem" } }],
    ["pipeline.token-command", "get-token", { pipeline: { "token-command": ["get-token"] } }],
    ["pipeline.token-command", '["pass","show"]', { pipeline: { "token-command": ["pass", "show"] } }],
  ])("%s=%s", (path, typed, context) => {
    const draft = edited({}, (edit) => edit.setContextValues("new", [[path, typed]]));
    expect(draft).toEqual({ "current-context": "new", contexts: { new: context } });
  });

  it("leaves the current context alone when it makes another", () => {
    const draft = edited(two(), (edit) => edit.setContextValues("third", [["scope.url", "http://x"]]));
    expect(draft["current-context"]).toBe("prod");
    expect(Object.keys(draft.contexts as object)).toEqual(["prod", "lab", "third"]);
  });

  it("removes a key by an empty value", () => {
    const draft = edited(two(), (edit) => edit.setContextValues("lab", [["scope.url", ""]]));
    expect(draft.contexts).toMatchObject({ lab: { scope: {} } });
  });

  it.each<[path: string, typed: string, message: RegExp, hint?: RegExp]>([
    ["scope.ulr", "x", /unknown key "ulr" in scope/, /did you mean url\?/],
    ["scop.url", "x", /"scop" in scop\.url is not a system/, /did you mean scope\?/],
    ["zzz.url", "x", /is not a system/, /the systems are rpt, registries/],
    ["scope", "x", /scope is a system: name one of its keys, as in scope\.url=VALUE/],
    ["protect", "true", /unknown key "protect"/, /did you mean protected\?/],
    ["scope.url", "ftp://x", /^scope\.url: "ftp:\/\/x" is not an http or https URL/],
    ["scope.url", "https://u:hunter2@h", /^scope\.url: a user name or password inside a URL is refused/],
    ["protected", "yes", /^protected: "yes" is neither true nor false/],
    ["scope.interface", "outer", /^scope\.interface: "outer" is not one of public, internal, admin/],
    ["scope.password", "hunter2", /scope\.password: no secrets in config\.yaml/, /rptctl auth login scope/],
    ["scope.constructor", "x", /unknown key "constructor"/],
    ["__proto__.url", "x", /is not a system/],
  ])("refuses %s=%s and changes nothing", async (path, typed, message, hint) => {
    const draft = two();
    const fault = await faultOf(() =>
      new ConfigEdit(draft, world).setContextValues("lab", [
        ["protected", "true"],
        [path, typed],
      ]),
    );
    expect(fault.code).toBe("usage");
    expect(fault.message).toMatch(message);
    expect(`${fault.message} ${fault.hints.join(" ")}`).not.toContain("hunter2");
    if (hint !== undefined) expect(fault.hints.join("\n")).toMatch(hint);
    expect(draft).toEqual(two());
  });

  it.each(["", "a b", "-x", "__proto__", "a/b", "x".repeat(65)])("refuses the name %j", async (name) => {
    const fault = await faultOf(() => new ConfigEdit({}, world).setContextValues(name, []));
    expect(fault.code).toBe("usage");
  });
});

describe("contexts", () => {
  it("uses one", () => {
    expect(edited(two(), (edit) => edit.useContext("lab"))["current-context"]).toBe("lab");
  });

  it("renames the current one, in its place", () => {
    const draft = edited(two(), (edit) => edit.renameContext("prod", "production"));
    expect(draft["current-context"]).toBe("production");
    expect(Object.keys(draft.contexts as object)).toEqual(["production", "lab"]);
  });

  it("does not rename over another", async () => {
    const fault = await faultOf(() => new ConfigEdit(two(), world).renameContext("prod", "lab"));
    expect(fault.code).toBe("conflict");
  });

  it("deletes the current one, and then none is current", () => {
    const draft = edited(two(), (edit) => edit.deleteContext("prod"));
    expect(draft).toEqual({ contexts: { lab: { scope: { url: "https://lab" } } } });
  });

  it.each<[string, (edit: ConfigEdit) => void]>([
    ["use", (edit) => edit.useContext("labb")],
    ["rename", (edit) => edit.renameContext("labb", "x")],
    ["delete", (edit) => edit.deleteContext("labb")],
  ])("%s names those there are", async (_verb, change) => {
    const fault = await faultOf(() => change(new ConfigEdit(two(), world)));
    expect(fault).toMatchObject({
      code: "config",
      message: 'no context "labb"',
      hints: ["did you mean lab?", "there are: prod, lab"],
    });
  });
});

describe("settings", () => {
  it("sets and unsets", () => {
    const draft = edited(two(), (edit) => {
      edit.setSetting("output", "json");
      edit.setSetting("retries", "5");
      edit.setSetting("timeout", "90s");
      edit.unsetSetting("output");
    });
    expect(draft).toEqual({ ...two(), retries: 5, timeout: "90s" });
  });

  it.each<[key: string, typed: string, message: RegExp, hint?: RegExp]>([
    ["output", "xml", /^output: "xml" is not one of table, json, ndjson, csv, yaml, id$/],
    ["ouput", "json", /unknown key "ouput"/, /did you mean output\?/],
    ["contexts", "x", /unknown key "contexts"/],
    ["token", "hunter2", /no secrets in config\.yaml/],
    ["retries", "-1", /^retries: "-1" is not a whole number, 0 to 100$/],
    ["deadline", "soon", /^deadline: "soon" is not a duration$/, /90s/],
    ["color", "blue", /auto, always, never/],
  ])("refuses %s %s", async (key, typed, message, hint) => {
    const fault = await faultOf(() => new ConfigEdit({}, world).setSetting(key, typed));
    expect(fault.code).toBe("usage");
    expect(fault.message).toMatch(message);
    if (hint !== undefined) expect(fault.hints.join("\n")).toMatch(hint);
  });
});
