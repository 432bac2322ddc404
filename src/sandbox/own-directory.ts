import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileFault } from "../files/fault.ts";

/** A directory that is there only as long as a sandbox is, for one's own user. */
export interface OwnDirectory {
  readonly path: string;
  remove(): void;
}

/** Makes one, and puts links in it: names and what they lead to. Throws a Fault `config`. */
export function makeOwnDirectory(links: Readonly<Record<string, string>>): OwnDirectory {
  const template = join(tmpdir(), "rptctl-sandbox-");
  let path: string | undefined;
  const remove = () => path !== undefined && rmSync(path, { recursive: true, force: true });
  try {
    path = mkdtempSync(template);
    for (const [name, target] of Object.entries(links)) symlinkSync(target, join(path, name));
    return { path, remove };
  } catch (error) {
    remove();
    throw fileFault("make the directory", `${template}...`, error, "export TMPDIR=DIR names another place");
  }
}
