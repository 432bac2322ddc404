import { errnoOf, Fault, messageOf } from "../errors.ts";
import { WireError, type WireErrorDetails } from "./wire.ts";

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

const cut = "the connection was cut";
const untrusted = "the server's certificate is signed by an authority we do not trust";

const said: Readonly<Record<string, string>> = {
  ENOTFOUND: "the host name is not known",
  EAI_AGAIN: "the name server does not answer",
  ECONNREFUSED: "connection refused",
  ECONNRESET: cut,
  EPIPE: cut,
  UND_ERR_SOCKET: cut,
  EHOSTUNREACH: "no route to the host",
  ENETUNREACH: "the network is unreachable",
  ETIMEDOUT: "no answer in time",
  UND_ERR_CONNECT_TIMEOUT: "no connection in time",
  HPE_INVALID_CONSTANT: "the answer is not HTTP (is it https?)",
  HPE_HEADER_OVERFLOW: "the answer's headers are too long",
  UND_ERR_HEADERS_OVERFLOW: "the answer's headers are too long",
  EPROTO: "the TLS handshake failed (is it http?)",
  ERR_SSL_WRONG_VERSION_NUMBER: "the server does not speak TLS (is it http?)",
  ERR_SSL_PACKET_LENGTH_TOO_LONG: "the server does not speak TLS (is it http?)",
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: "the server asks for a client certificate",
  ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE: "the server refused our client certificate",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  UNABLE_TO_GET_ISSUER_CERT: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  DEPTH_ZERO_SELF_SIGNED_CERT: "the server's certificate is self-signed",
  CERT_HAS_EXPIRED: "the server's certificate has expired",
  ERR_TLS_CERT_ALTNAME_INVALID: "the server's certificate is for another host name",
};

/** An engine's failure in our words. An abort stays what it was: its reason is the caller's own; so does any Fault. */
export function wireError(error: unknown, signal: AbortSignal, details: WireErrorDetails = {}): unknown {
  if (signal.aborted) {
    const reason: unknown = signal.reason;
    return reason instanceof WireError && details.neverArrived
      ? new WireError(reason.code, reason.message, { ...details, hints: reason.hints })
      : reason;
  }
  if (error instanceof WireError || error instanceof Fault) return error;
  const code = errnoOf(error) ?? "";
  const words = said[code] ?? (code.startsWith("HPE_") ? "the answer is not HTTP" : messageOf(error));
  const early = neverArrived.has(code) || beforeTls(error);
  return new WireError(code, words, {
    neverArrived: early && details.stale !== true,
    lasting: isLasting(code),
    hints: hintsFor(code),
    ...details,
    cause: error,
  });
}

/** What broke while the body was read; every way to cut an answer short is one to the reader. */
export function bodyError(error: unknown, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason;
  if (error instanceof WireError || error instanceof Fault) return error;
  return new WireError("ETRUNCATED", "the answer was cut off", { cause: error });
}

/** True where no TLS session was made, so that no request was sent through it. */
function beforeTls(error: unknown): boolean {
  return (
    /CERT_|SELF_SIGNED|^UNABLE_TO_|ALTNAME/.test(errnoOf(error) ?? "") ||
    messageOf(error).includes("before secure TLS connection")
  );
}

function isLasting(code: string): boolean {
  return /CERT|^ERR_SSL|^ERR_TLS|^ERR_OSSL|EPROTO|^UNABLE_TO_|^HPE_|ERR_INVALID|HEADERS_OVERFLOW/.test(code);
}

/** What to do about a failure, where there is something. */
function hintsFor(code: string): readonly string[] {
  if (/^UNABLE_TO_|SELF_SIGNED/.test(code)) {
    return ["name the authority's certificate with --ca-file FILE (or ca-file in the context)"];
  }
  if (/CERTIFICATE_REQUIRED|BAD_CERTIFICATE/.test(code)) return ["give --cert FILE and --key FILE"];
  if (code === "ECONNREFUSED") return ["is the server running, and the port right?"];
  if (code === "ENOTFOUND") return ["check the host name in the configured URL"];
  return [];
}
