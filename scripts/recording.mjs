// Writes docs/demo.svg: a short session of the built program on the sandbox, in a real terminal. The sandbox's clock begins in the
// past and ids are the seed's, so that the picture changes only when the program does.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { svgOf } from "./recording/svg.mjs";
import { Recorded } from "./recording/terminal.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const columns = 98;

/** What is typed; `until` is what the screen shows before the next keys. */
const session = [
  { keys: "rptctl pipeline list\r" },
  { keys: "rptctl pipeline run 5fd56d90979ee048ee660624 --wait && echo deployed\r" },
  {
    keys: "rptctl scope reset --all-scopes --collector gnocchi --to 2026-11-15 > reset.txt\r",
    until: /to do it: $/,
  },
  { keys: "19\r" },
  { keys: "rptctl scope lits\r" },
  { keys: "rptctl defs get\r", until: /Enter to choose/ },
  { keys: "role", until: /\d of \d+; type/ },
];

const home = mkdtempSync(join(tmpdir(), "rptctl-recording-"));
const terminal = new Recorded({
  columns,
  cwd: home,
  env: {
    PATH: process.env.PATH ?? "",
    HOME: home,
    XDG_STATE_HOME: home,
    RPTCTL_CONFIG_DIR: home,
    RPTCTL_KEYRING: "off",
    LANG: "C.UTF-8",
    TERM: "xterm-256color",
    TZ: "UTC",
  },
});
const prompt = /(^|\n)\$ $/;
try {
  await terminal.until(prompt);
  terminal.type(`rptctl() { '${process.execPath}' '${root}bin/rptctl.js' "$@"; }; cd "$HOME"\r`);
  await terminal.until(prompt);
  terminal.type("rptctl sandbox start --clock 2026-11-22T08:40Z > start.txt 2>&1; clear\r");
  await terminal.until(/^\$ $/);
  for (const { keys, until = prompt } of session) {
    terminal.type(keys);
    await terminal.until(until);
  }
  writeFileSync(join(root, "docs", "demo.svg"), svgOf(await terminal.screen(), columns));
} finally {
  // Leaves the menu, and the sandbox.
  terminal.type("\x03");
  await terminal.until(prompt).catch(() => {});
  terminal.type("\rrptctl sandbox stop > stop.txt 2>&1; clear\r");
  await terminal.until(/^\$ $/).catch(() => {});
  await terminal.close();
  rmSync(home, { recursive: true, force: true });
}
