// Writes what is made from the command tree: completions/, man/ and docs/commands.md. Tests fail where they are out of date.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
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
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const template = (name) => readFileSync(join(root, "src/docs/shells", name), "utf8");
  const files = await generated(template, manifest.version);
  rmSync(join(root, "man"), { recursive: true, force: true });
  for (const [path, text] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  // npm links the pages that are listed, and no directory.
  const man = [...files.keys()].filter((path) => path.startsWith("man/"));
  if (JSON.stringify(manifest.man) !== JSON.stringify(man))
    writeFileSync(join(root, "package.json"), `${JSON.stringify({ ...manifest, man }, null, 2)}\n`);
} finally {
  rmSync(made, { recursive: true, force: true });
}
