// Preloaded into the program: says on stderr, at its end, which chunks it has read and which of Node's modules it has loaded.
const fs = require("node:fs");
const { basename } = require("node:path");

// A clock that is ahead: what the program keeps only of files that have been as they are for some seconds, it then keeps at once.
const { now } = Date;
Date.now = () => now() + Number(process.env.CLOCK_AHEAD ?? 0);

const chunks = new Set();
const { readFileSync } = fs;
fs.readFileSync = (path, ...rest) => {
  const name = /^(\w[\w-]*?)(?:-[\w-]{8})?\.cjs$/.exec(basename(String(path)));
  if (name !== null && rest[0] === "utf8") chunks.add(name[1]);
  return readFileSync(path, ...rest);
};
const before = new Set(process.moduleLoadList);
process.on("exit", () => {
  const modules = process.moduleLoadList
    .filter((name) => name.startsWith("NativeModule ") && !before.has(name))
    .map((name) => name.slice("NativeModule ".length))
    .filter((name) => !/^internal\/|\//.test(name));
  fs.writeSync(2, `loaded: ${JSON.stringify({ chunks: [...chunks], modules })}\n`);
});
