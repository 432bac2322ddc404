import { errnoOf, messageOf } from "../errors.ts";
import { WireError, type WireOptions } from "./wire.ts";

/** Codes of failures before any byte of the request was taken by the server. */
const neverArrived = new Set([
  "ENOTFOUND",
  "EAI_AGAIN",
  "EAI_NODATA",
  "EAI_NONAME",
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  "ERR_INVALID_URL",
]);

const said: Readonly<Record<string, string>> = {
  ENOTFOUND: "the host name is not known",
  EAI_AGAIN: "the name server does not answer",
  ECONNREFUSED: "connection refused",
  ECONNRESET: "the connection was cut",
  EPIPE: "the connection was cut",
  UND_ERR_SOCKET: "the connection was cut",
  EHOSTUNREACH: "no route to the host",
  ENETUNREACH: "the network is unreachable",
  ETIMEDOUT: "no answer in time",
  UND_ERR_CONNECT_TIMEOUT: "no connection in time",
  UND_ERR_HEADERS_TIMEOUT: "no answer in time",
  UND_ERR_BODY_TIMEOUT: "the answer stopped half-way",
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: "the answer was cut off",
  HPE_INVALID_CONSTANT: "the answer is not HTTP (is it https?)",
  EPROTO: "the TLS handshake failed (is it http?)",
  ERR_SSL_WRONG_VERSION_NUMBER: "the server does not speak TLS (is it http?)",
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: "the server asks for a client certificate",
  ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE: "the server refused our client certificate",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "the server's certificate is signed by an authority we do not trust",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "the server's certificate is signed by an authority we do not trust",
  SELF_SIGNED_CERT_IN_CHAIN: "the server's certificate is signed by an authority we do not trust",
  DEPTH_ZERO_SELF_SIGNED_CERT: "the server's certificate is self-signed",
  CERT_HAS_EXPIRED: "the server's certificate has expired",
  ERR_TLS_CERT_ALTNAME_INVALID: "the server's certificate is for another host name",
};

/** An engine's failure in our words. An abort stays what it was: its reason is the caller's own Fault. */
export function wireError(error: unknown, options: Pick<WireOptions, "signal">, reused: boolean): unknown {
  if (options.signal.aborted) return options.signal.reason;
  if (error instanceof WireError) return error;
  const code = errnoOf(error) ?? "";
  const words = said[code] ?? (code.startsWith("HPE_") ? "the answer is not HTTP" : messageOf(error));
  return new WireError(code, words, neverArrived.has(code) && !reused, error);
}

/** True for failures that will be the same next time: a certificate does not mend itself in a second. */
export function isLasting(error: WireError): boolean {
  return /CERT|^ERR_SSL|^ERR_TLS|EPROTO|^UNABLE_TO_|^HPE_|ERR_INVALID/.test(error.code);
}

/** What to do about a failure, where there is something. */
export function hintsFor(error: WireError): readonly string[] {
  if (/^UNABLE_TO_|SELF_SIGNED/.test(error.code)) {
    return ["name the authority's certificate with --ca-file FILE (or ca-file in the context)"];
  }
  if (/CERTIFICATE_REQUIRED|BAD_CERTIFICATE/.test(error.code)) return ["give --cert FILE and --key FILE"];
  if (error.code === "ECONNREFUSED") return ["is the server running, and the port right?"];
  if (error.code === "ENOTFOUND") return ["check the host name in the configured URL"];
  if (error.code === "ETIMEDOUT") return ["--timeout DURATION waits longer"];
  return [];
}
