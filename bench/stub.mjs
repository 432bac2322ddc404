import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { startServer } from "./server.mjs";

/**
 * A scope list on loopback; see stub-server.mjs.
 * @typedef {{
 *   http: (rows: number) => string,
 *   https: (rows: number) => string,
 *   authUrl: string,
 *   caFile: string,
 *   firstPageAt: () => Promise<bigint>,
 *   close: () => void,
 * }} Stub
 */

/** @param {string} directory For its certificate. @returns {Promise<Stub>} */
export async function startStub(directory) {
  const caFile = join(directory, "stub.pem");
  const keyFile = join(directory, "stub.key");
  const openssl = [
    "req",
    "-x509",
    "-newkey",
    "ec",
    "-pkeyopt",
    "ec_paramgen_curve:P-256",
    "-nodes",
    "-days",
    "2",
  ];
  const named = ["-subj", "/CN=rptctl bench", "-addext", "subjectAltName=IP:127.0.0.1"];
  execFileSync("openssl", [...openssl, ...named, "-keyout", keyFile, "-out", caFile], { stdio: "ignore" });
  const { ports, close } = await startServer("stub-server.mjs", [caFile, keyFile]);
  const control = `http://127.0.0.1:${ports.control}`;
  return {
    http: (rows) => `http://127.0.0.1:${ports.http}/rows/${rows}`,
    https: (rows) => `https://127.0.0.1:${ports.https}/rows/${rows}`,
    authUrl: `${control}/v3`,
    caFile,
    firstPageAt: async () => BigInt(await (await fetch(`${control}/first-page`)).text()),
    close,
  };
}
