import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url)).replace(/[\\/]$/, "");
export const { version } = JSON.parse(readFileSync(`${root}/package.json`, "utf8"));

/** How src/ is read for every bundle of the program: what `dist/` is made of, and the single executable. */
export const reading = {
  cwd: root,
  platform: "node",
  external: [/^node:/, "@napi-rs/keyring"],
  transform: { define: { RPTCTL_VERSION: JSON.stringify(version) } },
  // Conf's own writer is not used. What it would do at an exit takes SIGINT and SIGTERM away from the program, which ends in order.
  plugins: [
    {
      name: "no-exit-hooks",
      resolveId: (id) => (id === "when-exit" ? "\0when-exit" : null),
      load: (id) => (id === "\0when-exit" ? "export default () => {};" : null),
    },
  ],
  // That a module is in a group's chunk although somebody imports it late is what groups are for.
  onLog: (level, log, handle) => log.code !== "INEFFECTIVE_DYNAMIC_IMPORT" && handle(level, log),
  logLevel: "warn",
};

export const writing = {
  format: "cjs",
  // What is not bundled is required: an import() in code that was compiled before makes Node warn on stderr, and was met where a
  // keyring is asked.
  dynamicImportInCjs: false,
  minify: { mangle: true, compress: true, codegen: { removeWhitespace: true } },
};
