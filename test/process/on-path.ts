import { writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../../bin/rptctl.js", import.meta.url));

/** A PATH on which `rptctl` is the built program; `directory` holds it. */
export function programOnPath(directory: string): string {
  const script = `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`;
  writeFileSync(join(directory, "rptctl"), script, { mode: 0o755 });
  return [directory, process.env.PATH ?? ""].join(delimiter);
}
