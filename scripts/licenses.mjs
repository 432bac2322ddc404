import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The licence texts of the packages that these modules come from: what is published holds their code. */
export function licencesOf(modules) {
  const packages = new Map();
  for (const module of modules) {
    const [, directory] = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(module) ?? [];
    if (directory !== undefined)
      packages.set(directory, JSON.parse(readFileSync(join(directory, "package.json"), "utf8")));
  }
  return [...packages]
    .sort(([, a], [, b]) => (a.name < b.name ? -1 : 1))
    .map(([directory, { name, version, license }]) => {
      const file = readdirSync(directory).find((each) => /^licen[cs]e/i.test(each));
      const text = file === undefined ? "" : readFileSync(join(directory, file), "utf8").trim();
      return `${name} ${version} (${license})\n\n${text}\n`;
    })
    .join(`\n${"-".repeat(80)}\n\n`);
}
