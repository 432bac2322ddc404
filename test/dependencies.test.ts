import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");
const own = JSON.parse(read("package.json"));

interface Locked {
  readonly integrity?: string;
  readonly resolved?: string;
  readonly version: string;
  readonly license?: string;
  readonly hasInstallScript?: true;
  readonly dev?: true;
}
const { "": self, ...locked } = JSON.parse(read("package-lock.json")).packages as Record<string, Locked>;

/** The packages that docs/dependencies.md tells of, each with its row. */
const told = new Map(
  [...read("docs/dependencies.md").matchAll(/^\| (@?[a-z][^ |]*) \|(.*)\|$/gm)]
    .filter(([, name]) => name !== "package")
    .map(([, name, row]) => [name!, row!.split("|").map((cell) => cell.trim())]),
);

it("docs/dependencies.md tells of each dependency, why, and of no other", () => {
  const wanted = Object.keys({ ...own.dependencies, ...own.devDependencies, ...own.optionalDependencies });
  expect([...told.keys()].sort()).toEqual(wanted.sort());
  const bare = [...told].filter(([, cells]) => cells.includes(""));
  expect(bare).toEqual([]);
});

it("nothing is installed beside the program but the keyring, where that can be", () => {
  expect(own.dependencies).toBeUndefined();
  expect(Object.keys(own.optionalDependencies)).toEqual(["@napi-rs/keyring"]);
});

it("each package of the lock has its integrity, and is of the public registry", () => {
  expect(Object.keys(locked).length).toBeGreaterThan(50);
  const loose = Object.entries(locked).filter(([, { integrity }]) => !integrity?.startsWith("sha512-"));
  expect(loose.map(([place]) => place)).toEqual([]);
  const elsewhere = Object.values(locked).filter(
    ({ resolved }) => resolved !== undefined && !resolved.startsWith("https://registry.npmjs.org/"),
  );
  expect(elsewhere.map(({ resolved }) => resolved)).toEqual([]);
  expect(self).toMatchObject({ name: own.name, version: own.version });
});

it("no package has a script that runs when it is installed", () => {
  const scripted = Object.entries(locked).filter(([, { hasInstallScript }]) => hasInstallScript);
  expect(scripted.map(([place]) => place)).toEqual([]);
});
