import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

interface Component {
  readonly type: string;
  readonly "bom-ref": string;
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly scope: string;
  readonly licenses: readonly { readonly license: { readonly id: string } }[];
  readonly hashes: readonly { readonly alg: string; readonly content: string }[];
}

const sbom = JSON.parse(read("dist/sbom.cdx.json"));
const components: readonly Component[] = sbom.components;
const own = JSON.parse(read("package.json"));

it("is CycloneDX of this version of the program", () => {
  expect(sbom).toMatchObject({
    bomFormat: "CycloneDX",
    specVersion: "1.5",
    version: 1,
    metadata: { component: { type: "application", name: own.name, version: own.version } },
  });
});

it("names each component once, with its licence and the hash of what was fetched", () => {
  expect(new Set(components.map((one) => one["bom-ref"])).size).toBe(components.length);
  for (const { type, name, version, purl, licenses, hashes } of components) {
    expect(type).toBe("library");
    expect(purl).toBe(`pkg:npm/${name.replace("@", "%40")}@${version}`);
    expect(licenses[0]?.license.id, name).toMatch(/^(?:MIT|ISC|BSD-[23]-Clause|Apache-2\.0)$/);
    expect(hashes, name).toMatchObject([
      { alg: "SHA-512", content: expect.stringMatching(/^[0-9a-f]{128}$/) },
    ]);
  }
});

it("reaches each component from the program by what depends on what", () => {
  const edges = new Map<string, readonly string[]>(
    sbom.dependencies.map(({ ref, dependsOn }: { ref: string; dependsOn: string[] }) => [ref, dependsOn]),
  );
  const reached = new Set<string>();
  const visit = (ref: string) => {
    if (reached.has(ref)) return;
    reached.add(ref);
    for (const next of edges.get(ref) ?? []) visit(next);
  };
  visit(sbom.metadata.component["bom-ref"]);
  reached.delete(sbom.metadata.component["bom-ref"]);
  expect([...reached].sort()).toEqual(components.map((one) => one["bom-ref"]).sort());
});

it("holds what the licences are given of, beside the optional keyring", () => {
  const licensed = [
    ...read("dist/THIRD-PARTY-LICENSES.txt").matchAll(/^(@?[a-z][\w./-]*) (\d\S*) \(.+\)$/gm),
  ];
  const required = components.filter(({ scope }) => scope === "required");
  expect(required.map(({ name, version }) => `${name} ${version}`).sort()).toEqual(
    licensed.map(([, name, version]) => `${name} ${version}`).sort(),
  );
  expect(components.filter(({ scope }) => scope !== "required").map(({ name }) => name)).toEqual([
    "@napi-rs/keyring",
  ]);
});

it("holds nothing that docs/dependencies.md does not tell of", () => {
  const page = read("docs/dependencies.md");
  const words = new Set(page.match(/@?[a-z][\w@/-]*/g));
  expect(components.map(({ name }) => name).filter((name) => !words.has(name))).toEqual([]);
});
