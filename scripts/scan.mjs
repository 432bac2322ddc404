// Makes src/rows/scan-program.ts of src/rows/scan.wat. To be run after a change there; a test fails where it was forgotten.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import wabt from "wabt";

const root = fileURLToPath(new URL("..", import.meta.url));
const module = (await wabt()).parseWat("scan.wat", readFileSync(`${root}/src/rows/scan.wat`, "utf8"), {
  simd: true,
});
module.validate();
const base64 = Buffer.from(module.toBinary({}).buffer).toString("base64");
writeFileSync(
  `${root}/src/rows/scan-program.ts`,
  `/** What scripts/scan.mjs makes of scan.wat: WebAssembly as base64. */\nexport const scanProgram =\n  "${base64}";\n`,
);
