import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A certificate and its unencrypted key, as PEM files. */
export interface Certificate {
  readonly certFile: string;
  readonly keyFile: string;
}

export interface CertificateOptions {
  /** Such as `DNS:localhost,IP:127.0.0.1`; none for a client's. */
  readonly names?: string;
  /** It was good for one day in 2020. */
  readonly expired?: boolean;
}

/** A certificate authority of one's own. */
export interface Authority {
  readonly caFile: string;
  /** Makes a certificate `NAME.pem` beside the authority's files. */
  issue(name: string, options?: CertificateOptions): Promise<Certificate>;
}

/** Makes a private certificate authority with openssl; its files go to the directory. */
export async function makeAuthority(directory: string): Promise<Authority> {
  const openssl = (...args: string[]) => run("openssl", args, { cwd: directory });
  const newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
  await writeFile(join(directory, "index.txt"), "");
  await writeFile(join(directory, "ca.cnf"), configuration);
  await openssl(
    ...["req", "-x509", ...newKey, "-keyout", "ca.key", "-out", "ca.pem", "-days", "2"],
    ...["-config", "ca.cnf", "-extensions", "authority", "-subj", "/CN=rptctl test authority"],
  );
  return {
    caFile: join(directory, "ca.pem"),
    async issue(name, { names, expired = false } = {}) {
      const files = { key: `${name}.key`, request: `${name}.csr`, certificate: `${name}.pem` };
      const alternative = names === undefined ? [] : ["-addext", `subjectAltName=${names}`];
      await openssl(
        ...["req", ...newKey, "-keyout", files.key, "-out", files.request, "-config", "ca.cnf"],
        ...["-subj", `/CN=${name}`, ...alternative],
      );
      // `openssl x509` of Debian 12 can set no dates; `openssl ca` can.
      const dates = expired
        ? ["-startdate", "20200101000000Z", "-enddate", "20200102000000Z"]
        : ["-days", "2"];
      await openssl(
        ...["ca", "-batch", "-notext", "-config", "ca.cnf", "-cert", "ca.pem", "-keyfile", "ca.key"],
        ...["-in", files.request, "-out", files.certificate, ...dates],
      );
      return { certFile: join(directory, files.certificate), keyFile: join(directory, files.key) };
    },
  };
}

const configuration = `
[req]
distinguished_name = name
[name]
[authority]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[ca]
default_ca = here
[here]
database = index.txt
new_certs_dir = .
rand_serial = yes
unique_subject = no
default_md = sha256
policy = policy
copy_extensions = copy
[policy]
commonName = supplied
`;
