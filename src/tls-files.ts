import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { messageOf, usage } from "./errors.ts";
import type { TlsSettings } from "./http/wire.ts";

/** Where the PEM files are, and what they were called when they were named: a flag or a key. */
export interface TlsFiles {
  readonly "ca-file"?: string | undefined;
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
  readonly insecure: boolean;
}

/** Reads the PEM files. @throws Fault usage that names the flag and the file. */
export function readTls(files: TlsFiles, cwd: string): TlsSettings {
  if (files.key !== undefined && files.cert === undefined) throw usage("--key is given without --cert");
  const ca = readPem("ca-file", files["ca-file"], "CERTIFICATE", cwd);
  const cert = readPem("cert", files.cert, "CERTIFICATE", cwd);
  // A certificate's file may hold its key as well, as curl's and openstack's may.
  const key = readPem("key", files.key ?? files.cert, "PRIVATE KEY", cwd);
  return {
    insecure: files.insecure,
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
  };
}

function readPem(name: string, path: string | undefined, label: string, cwd: string): string | undefined {
  if (path === undefined) return undefined;
  let text: string;
  try {
    text = readFileSync(resolve(cwd, path), "utf8");
  } catch (error) {
    throw usage(`--${name} ${path}: ${messageOf(error)}`);
  }
  if (text.includes(`${label}-----`)) return text;
  throw usage(`--${name} ${path}: holds no PEM ${label.toLowerCase()}`);
}
