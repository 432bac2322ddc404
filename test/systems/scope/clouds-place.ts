import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach } from "vitest";
import { type CloudInput, type CloudSettings, readCloud } from "../../../src/systems/scope/cloud.ts";

const made: string[] = [];

afterEach(() => {
  for (const root of made.splice(0)) rmSync(root, { recursive: true, force: true });
});

/** A home and a current directory with these files in them (by path below the root); both gone after the test. */
export function cloudsPlace(files: Readonly<Record<string, string>> = {}) {
  const root = mkdtempSync(join(tmpdir(), "rptctl-clouds-"));
  made.push(root);
  for (const [path, text] of Object.entries({ "cwd/.keep": "", "home/.keep": "", ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const places = { home: join(root, "home"), cwd: join(root, "cwd") };
  return {
    root,
    path: (path: string): string => join(root, path),
    read: (input: Partial<CloudInput> = {}): Promise<CloudSettings> =>
      readCloud({ env: {}, ...places, ...input }),
  };
}

export const clouds = "home/.config/openstack/clouds.yaml";
export const secure = "home/.config/openstack/secure.yaml";

/** A clouds.yaml with one cloud of this name. */
export function cloudYaml(name: string, entry: object): string {
  return JSON.stringify({ clouds: { [name]: entry } });
}
