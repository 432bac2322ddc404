import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { packagesOf } from "./bundled-packages.mjs";

/** The licence texts of the packages that these modules come from: what is published holds their code. */
export function licencesOf(modules) {
  return packagesOf(modules)
    .map(({ directory, manifest: { name, version, license } }) => {
      const file = readdirSync(directory).find((each) => /^licen[cs]e/i.test(each));
      const text = file === undefined ? "" : readFileSync(join(directory, file), "utf8").trim();
      return `${name} ${version} (${license})\n\n${text}\n`;
    })
    .join(`\n${"-".repeat(80)}\n\n`);
}
