import { describe, expect, it } from "vitest";
import { Fault } from "../../src/errors.ts";
import { WireError } from "../../src/http/wire.ts";
import { bodyError, wireError } from "../../src/http/wire-errors.ts";

const { signal } = new AbortController();
const errno = (code: string, message = code) => Object.assign(new Error(message), { code });

describe("an engine's failure", () => {
  it.each([
    ["ENOTFOUND", { neverArrived: true, lasting: false }],
    ["EAI_AGAIN", { neverArrived: true, lasting: false }],
    ["ECONNREFUSED", { neverArrived: true, lasting: false }],
    ["UND_ERR_CONNECT_TIMEOUT", { neverArrived: true, lasting: false }],
    ["ECONNRESET", { neverArrived: false, lasting: false }],
    ["EPIPE", { neverArrived: false, lasting: false }],
    ["UND_ERR_SOCKET", { neverArrived: false, lasting: false }],
    ["ETIMEDOUT", { neverArrived: false, lasting: false }],
    ["CERT_HAS_EXPIRED", { neverArrived: true, lasting: true }],
    ["SELF_SIGNED_CERT_IN_CHAIN", { neverArrived: true, lasting: true }],
    ["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", { neverArrived: true, lasting: true }],
    ["ERR_TLS_CERT_ALTNAME_INVALID", { neverArrived: true, lasting: true }],
    ["HPE_INVALID_CONSTANT", { neverArrived: false, lasting: true }],
    ["UND_ERR_HEADERS_OVERFLOW", { neverArrived: false, lasting: true }],
  ])("%s", (code, known) => {
    expect(wireError(errno(code), signal)).toMatchObject({ name: "WireError", code, ...known });
    expect(wireError(new Error("outer", { cause: errno(code) }), signal)).toMatchObject({ code });
  });

  it("before the TLS session never arrived", () => {
    const message = "Client network socket disconnected before secure TLS connection was established";
    expect(wireError(errno("ECONNRESET", message), signal)).toMatchObject({ neverArrived: true });
  });

  it("over a stale connection may have arrived, whatever it is", () => {
    expect(wireError(errno("ECONNREFUSED"), signal, { stale: true })).toMatchObject({
      neverArrived: false,
      stale: true,
    });
  });

  it("of several addresses is known by the first", () => {
    const error = Object.assign(new AggregateError([errno("ECONNREFUSED")], ""), { code: "ECONNREFUSED" });
    expect(wireError(error, signal)).toMatchObject({ message: "connection refused", neverArrived: true });
  });

  it.each([new Fault("usage", "ours"), new WireError("X", "said already")])(
    "stays what it is: %s",
    (error) => {
      expect(wireError(error, signal)).toBe(error);
      expect(bodyError(error, signal)).toBe(error);
    },
  );

  it("after an abort is the abort's reason", () => {
    const reason = new Fault("interrupted", "interrupted");
    expect(wireError(errno("ECONNRESET"), AbortSignal.abort(reason))).toBe(reason);
    expect(bodyError(errno("ECONNRESET"), AbortSignal.abort(reason))).toBe(reason);
  });
});
