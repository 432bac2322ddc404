// Preloaded into the program: ends it by SIGKILL at the file operation of that number in its configuration's directory, before, amid
// or after it. With COUNT_TO it only says, in that file, how many such moments a run has.
const fs = require("node:fs");

const { KILL_AT, COUNT_TO, RPTCTL_CONFIG_DIR } = process.env;
const { appendFileSync } = fs;
const open = new Set();
let moments = 0;

function moment() {
  moments += 1;
  if (moments === Number(KILL_AT)) process.kill(process.pid, "SIGKILL");
}

const writing = ["mkdirSync", "fchmodSync", "fsyncSync", "closeSync", "renameSync", "linkSync", "unlinkSync"];
for (const name of [...writing, "rmdirSync", "rmSync", "openSync", "writeFileSync"]) {
  const original = fs[name];
  fs[name] = (...given) => {
    const [file, text] = given;
    const isOurs = open.has(file) || String(file).startsWith(RPTCTL_CONFIG_DIR);
    if (!isOurs) return original(...given);
    moment();
    if (name === "writeFileSync" && text.length > 1) {
      original(file, text.slice(0, text.length / 2), given[2]);
      moment();
      original(file, text.slice(text.length / 2), given[2]);
      return moment();
    }
    const result = original(...given);
    if (name === "openSync") open.add(result);
    if (name === "closeSync") open.delete(file);
    moment();
    return result;
  };
}

if (COUNT_TO !== undefined) process.on("exit", () => appendFileSync(COUNT_TO, String(moments)));
