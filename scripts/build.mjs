// Bundles src/ into dist/: CommonJS chunks, one a command, because that is what starts soonest (see docs/decisions).
import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const root = fileURLToPath(new URL("..", import.meta.url));
rmSync(`${root}/dist`, { recursive: true, force: true });
const bundle = await rolldown({
  cwd: root,
  input: { start: "src/start.ts" },
  platform: "node",
  external: [/^node:/, "@napi-rs/keyring"],
  logLevel: "warn",
});
await bundle.write({
  dir: `${root}/dist`,
  format: "cjs",
  entryFileNames: "[name].cjs",
  chunkFileNames: "[name]-[hash].cjs",
  minify: { mangle: false, compress: true, codegen: { removeWhitespace: true } },
});
await bundle.close();
