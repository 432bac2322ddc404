import { writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { inShell } from "./command.ts";

/** A PATH on which `rptctl` is the built program; `directory` holds it. */
export function programOnPath(directory: string): string {
  writeFileSync(join(directory, "rptctl"), `#!/bin/sh\nexec ${inShell} "$@"\n`, { mode: 0o755 });
  return [directory, process.env.PATH ?? ""].join(delimiter);
}
