import { setMaxListeners } from "node:events";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { loadConfig } from "../../src/config/config.ts";
import { editConfig } from "../../src/config/edit.ts";
import { bundled, start } from "../files/bundled.ts";
import { faultOf, temporaryDirectory, worldWith } from "./world.ts";

const fileOf = (world: { directory: string }): string => join(world.directory, "config.yaml");

it("makes the directory and the file, for their owner alone", async () => {
  const directory = join(temporaryDirectory(), "a", "b");
  const world = { ...worldWith(), env: { RPTCTL_CONFIG_DIR: directory } };
  await editConfig(world, (edit) => edit.setContextValues("prod", [["scope.url", "https://h"]]));
  expect(readFileSync(join(directory, "config.yaml"), "utf8")).toBe(
    "contexts:\n  prod:\n    scope:\n      url: https://h\ncurrent-context: prod\n",
  );
  expect(statSync(directory).mode & 0o777).toBe(0o700);
  expect(statSync(join(directory, "config.yaml")).mode & 0o777).toBe(0o600);
  expect(readdirSync(directory)).toEqual(["config.yaml"]);
  expect((await loadConfig(world)).currentContext).toBe("prod");
});

it("keeps comments and order, and tightens the mode", async () => {
  const world = worldWith("# ours\noutput: csv # for cron\ncolor: never\n");
  await editConfig(world, (edit) => edit.setSetting("output", "json"));
  expect(readFileSync(fileOf(world), "utf8")).toBe("# ours\noutput: json # for cron\ncolor: never\n");
  expect(statSync(fileOf(world)).mode & 0o777).toBe(0o600);
});

it("gives back what the change returns", async () => {
  expect(await editConfig(worldWith("contexts: { a: , b: }"), (edit) => edit.contextNames)).toEqual([
    "a",
    "b",
  ]);
});

it("does not touch the file where nothing changes", async () => {
  const world = worldWith("output:    json\n");
  const { ino } = statSync(fileOf(world));
  await editConfig(world, (edit) => edit.setSetting("output", "json"));
  expect(statSync(fileOf(world)).ino).toBe(ino);
  expect(readFileSync(fileOf(world), "utf8")).toBe("output:    json\n");
});

it("makes no file where nothing changes", async () => {
  const world = worldWith();
  await editConfig(world, (edit) => edit.unsetSetting("output"));
  expect(existsSync(fileOf(world))).toBe(false);
});

it("writes nothing where the change throws, and lets go of the lock", async () => {
  const world = worldWith("output: json\n");
  const fault = await faultOf(() =>
    editConfig(world, (edit) => {
      edit.setSetting("color", "never");
      edit.setSetting("output", "xml");
    }),
  );
  expect(fault.code).toBe("usage");
  expect(readFileSync(fileOf(world), "utf8")).toBe("output: json\n");
  expect(readdirSync(world.directory)).toEqual(["config.yaml"]);
});

it.each(["output: [\n", "ouptut: json\n", "contexts: { a: { scope: { password: x } } }\n"])(
  "refuses to change %j, which is broken already",
  async (yaml) => {
    const world = worldWith(yaml);
    const fault = await faultOf(() => editConfig(world, (edit) => edit.setSetting("output", "json")));
    expect(fault.code).toBe("config");
    expect(fault.message).toMatch(/config\.yaml:\d+:\d+: /);
    expect(readFileSync(fileOf(world), "utf8")).toBe(yaml);
  },
);

it("repairs a current-context that is gone", async () => {
  const world = worldWith("current-context: gone\ncontexts: { lab: }\n");
  await editConfig(world, (edit) => edit.useContext("lab"));
  expect((await loadConfig(world)).currentContext).toBe("lab");
});

it("changes the file that a link leads to, and keeps the link", async () => {
  const world = worldWith("output: json\n");
  const elsewhere = temporaryDirectory();
  writeFileSync(join(elsewhere, "dotfile"), "output: csv\n");
  rmSync(fileOf(world));
  symlinkSync(join(elsewhere, "dotfile"), fileOf(world));
  await editConfig(world, (edit) => edit.setSetting("output", "yaml"));
  expect(lstatSync(fileOf(world)).isSymbolicLink()).toBe(true);
  expect(readFileSync(join(elsewhere, "dotfile"), "utf8")).toBe("output: yaml\n");
});

it("names the file where it cannot be written", async () => {
  const world = worldWith();
  mkdirSync(fileOf(world));
  const fault = await faultOf(() => editConfig(world, (edit) => edit.setSetting("output", "json")));
  expect(fault.code).toBe("config");
  expect(fault.message).toContain(fileOf(world));
});

it("keeps all of 100 changes at once", async () => {
  const world = worldWith("# ours\n");
  setMaxListeners(0, world.signal); // A hundred waiters in one process are this test's alone.
  const names = Array.from({ length: 100 }, (_, index) => `c${index}`);
  await Promise.all(
    names.map((name) =>
      editConfig(world, (edit) => edit.setContextValues(name, [["scope.url", `https://${name}`]])),
    ),
  );
  const { contexts } = await loadConfig(world);
  expect(Object.keys(contexts).toSorted()).toEqual(names.toSorted());
  expect(readFileSync(fileOf(world), "utf8")).toMatch(/^# ours\n/);
  expect(readdirSync(world.directory)).toEqual(["config.yaml"]);
});

it("keeps the changes of several processes", async () => {
  const world = worldWith("output: json\n");
  const bundle = await bundled("src/config/edit.ts");
  const script = `
    const world = { env: { RPTCTL_CONFIG_DIR: argv[0] }, cwd: "/", home: "/", platform: "linux" };
    const change = (i) => module.editConfig(world, (edit) => edit.setContextValues(argv[1] + i, [["protected", "true"]]));
    await Promise.all(Array.from({ length: 10 }, (_, i) => change(i)));
  `;
  const processes = ["a", "b", "c", "d"].map((name) =>
    start(bundle, script, { argv: [world.directory, name] }),
  );
  const ends = await Promise.all(processes.map(({ ended }) => ended));
  await bundle.remove();
  expect(ends).toEqual(ends.map(() => ({ code: 0, stdout: "", stderr: "" })));
  const { contexts } = await loadConfig(world);
  expect(Object.keys(contexts)).toHaveLength(40);
});
