import { describe, expect, it } from "vitest";
import { Fault } from "../../../src/errors.ts";
import { readChallenge } from "../../../src/systems/rpt/challenge.ts";
import { passwordPlace } from "../../../src/systems/rpt/token-place.ts";

const uri = "https://idm.example.com/IDMRPT-AUTH/auth/tokens";

describe("WWW-Authenticate", () => {
  it.each([
    [`X-OPAQUE uri="${uri}", signOffUri=""`, "x-opaque", uri, undefined],
    [`X-OPAQUE uri="${uri}", signOffUri="https://x/out"`, "x-opaque", uri, "https://x/out"],
    [`x-opaque URI=${uri},SIGNOFFURI=https://x/out`, "x-opaque", uri, "https://x/out"],
    [`Basic realm="a, b", X-OPAQUE uri="${uri}"`, "x-opaque", uri, undefined],
    [`Negotiate, X-OPAQUE uri="${uri}"`, "x-opaque", uri, undefined],
    ['Bearer realm="osp"', "bearer", undefined, undefined],
    ["X-OPAQUE", "x-opaque", undefined, undefined],
  ])("%s", (header, scheme, found, signOffUri) => {
    expect(readChallenge(header)).toEqual({ scheme, uri: found, signOffUri });
  });

  it.each([undefined, ""])("%j says nothing", (header) => expect(readChallenge(header)).toBeUndefined());
});

describe("where a password may go", () => {
  const base = "https://idm.example.com:8543/IDMRPT-CORE";

  it.each([
    ["https://idm.example.com:8543/auth/tokens", "https://idm.example.com:8543/auth/tokens", 0],
    ["/IDMRPT-AUTH/auth/tokens", "https://idm.example.com:8543/IDMRPT-AUTH/auth/tokens", 0],
    ["https://idm.example.com/auth/tokens#x", "https://idm.example.com/auth/tokens", 1],
    ["https://elsewhere.example.com/auth/tokens", "https://elsewhere.example.com/auth/tokens", 1],
  ])("%s is %s, with %i warnings", (named, url, warnings) => {
    const warned: string[] = [];
    expect(passwordPlace(named, base, (text) => warned.push(text)).href).toBe(url);
    expect(warned).toHaveLength(warnings);
  });

  it.each([
    "http://idm.example.com:8543/auth/tokens",
    "ftp://idm.example.com/",
    "file:///etc",
    "https://a:b@idm.example.com/",
  ])("%s is refused", (named) => {
    const refuse = () => passwordPlace(named, base, () => {});
    expect(refuse).toThrow(Fault);
    expect(refuse).toThrow(/names/);
  });

  it("plain http stays allowed where the configured URL is plain too", () => {
    expect(passwordPlace("http://a/t", "http://a/IDMRPT-CORE", () => {}).href).toBe("http://a/t");
  });
});
