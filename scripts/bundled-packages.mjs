import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The packages that these modules of a bundle come from, by name: where each lies, and its package.json. */
export function packagesOf(modules) {
  const packages = new Map();
  for (const module of modules) {
    const [, directory] = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(module) ?? [];
    if (directory !== undefined && !packages.has(directory))
      packages.set(directory, JSON.parse(readFileSync(join(directory, "package.json"), "utf8")));
  }
  return [...packages]
    .map(([directory, manifest]) => ({ directory, manifest }))
    .sort((one, other) => (one.manifest.name < other.manifest.name ? -1 : 1));
}
