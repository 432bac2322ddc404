// Preloaded into the program: says on stderr, at its end, which files it has loaded.
const { basename } = require("node:path");

process.on("exit", () =>
  process.stderr.write(
    Object.keys(require.cache)
      .map((path) => basename(path))
      .join("\n"),
  ),
);
