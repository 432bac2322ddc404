import { fileURLToPath } from "node:url";

const { RPTCTL_TEST_PROGRAM: executable, RPTCTL_TEST_NODE: node = process.execPath } = process.env;
const script = fileURLToPath(new URL("../../bin/rptctl.js", import.meta.url));

/** True where a single executable is tested, by RPTCTL_TEST_PROGRAM, and not what Node loads from dist/. */
export const isExecutable = executable !== undefined;

/** What starts the program: this Node, or the one that RPTCTL_TEST_NODE names, with the built program. */
export const [file, ...before]: readonly [string, ...string[]] =
  executable === undefined ? [node, script] : [executable];

/** The same as words of a shell. */
export const inShell = [file, ...before].map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ");
