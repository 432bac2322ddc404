import { X509Certificate } from "node:crypto";
import { createSecureContext } from "node:tls";
import { defined } from "../defined.ts";
import { messageOf, usage } from "../errors.ts";
import { readNamed } from "../files/read-named.ts";
import type { TlsSettings } from "./wire.ts";

/** Where the PEM files are, and what they were called when they were named: a flag or a key. */
export interface TlsFiles {
  readonly "ca-file"?: string | undefined;
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
  readonly insecure: boolean;
}

/** Where relative names begin, and what ends the reading of a pipe. */
interface Where {
  readonly cwd: string;
  readonly signal: AbortSignal;
}

/** Reads the PEM files, and checks that they are what they are given for. @throws Fault usage that names the flag and the file. */
export async function readTls(files: TlsFiles, where: Where): Promise<TlsSettings> {
  if (files.key !== undefined && files.cert === undefined) throw usage("--key is given without --cert");
  const ca = await readPem("ca-file", files["ca-file"], "CERTIFICATE", where);
  const cert = await readPem("cert", files.cert, "CERTIFICATE", where);
  // A certificate's file may hold its key as well, as curl's and openstack's may.
  const key =
    files.key === undefined && cert !== undefined
      ? keyBeside(cert, files.cert!)
      : await readPem("key", files.key, "PRIVATE KEY", where);
  if (ca !== undefined || cert !== undefined) check(files, ca, cert, key);
  return { insecure: files.insecure, ...defined({ ca, cert, key }) };
}

async function readPem(
  name: string,
  path: string | undefined,
  label: string,
  where: Where,
): Promise<string | undefined> {
  if (path === undefined) return undefined;
  const text = await readNamed(`--${name}`, path, where);
  if (text.includes(`${label}-----`)) return text;
  throw usage(`--${name} ${path}: holds no PEM ${label.toLowerCase()}`);
}

function keyBeside(cert: string, path: string): string {
  if (cert.includes("PRIVATE KEY-----")) return cert;
  throw usage(
    `--cert ${path}: holds no private key beside the certificate`,
    "name its key's file with --key",
  );
}

/** Finds out now what would else break in the middle of a handshake, with no word of the file. */
function check(
  files: TlsFiles,
  ca: string | undefined,
  cert: string | undefined,
  key: string | undefined,
): void {
  const attempt = (what: string, work: () => unknown) => {
    try {
      work();
    } catch (error) {
      const reason = messageOf(error).replace(/^error:[0-9A-F]+:/i, "");
      const locked = /ENCRYPTED/.test(key ?? "");
      throw usage(`${what}: ${reason}`, ...(locked ? ["keys with a passphrase cannot be used"] : []));
    }
  };
  if (ca !== undefined) {
    // OpenSSL passes over what it cannot read of an authority's file.
    for (const [one] of ca.matchAll(
      /-----BEGIN (?:TRUSTED )?CERTIFICATE-----[^-]*-----END (?:TRUSTED )?CERTIFICATE-----/g,
    ))
      attempt(`--ca-file ${files["ca-file"]}`, () => new X509Certificate(one));
  }
  if (cert === undefined || key === undefined) return;
  attempt(`--cert ${files.cert}`, () => createSecureContext({ cert }));
  attempt(`--key ${files.key ?? files.cert}`, () => createSecureContext({ cert, key }));
}
