// Writes what is made from the command tree: completions/ and docs/commands.md. Tests fail where they are out of date.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { rolldown } from "rolldown";

const root = fileURLToPath(new URL("..", import.meta.url));
// Below the root, so that what is left out of the bundle is found.
const made = mkdtempSync(join(root, "node_modules", ".generate-"));
try {
  const bundle = await rolldown({
    cwd: root,
    input: { generate: "src/docs/generate.ts" },
    platform: "node",
    external: [/^node:/, "@napi-rs/keyring"],
    logLevel: "warn",
  });
  await bundle.write({
    dir: made,
    format: "esm",
    entryFileNames: "[name].mjs",
    chunkFileNames: "[name]-[hash].mjs",
  });
  await bundle.close();
  const { generated } = await import(pathToFileURL(join(made, "generate.mjs")).href);
  const files = await generated((name) => readFileSync(join(root, "src/docs/shells", name), "utf8"));
  for (const [path, text] of files) writeFileSync(join(root, path), text);
} finally {
  rmSync(made, { recursive: true, force: true });
}
