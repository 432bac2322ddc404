import { describe, expect, it } from "vitest";
import { proxyPasswords, readProxies } from "../../src/http/proxies.ts";

const proxy = (env: Record<string, string>, url: string) => readProxies(env)?.(new URL(url))?.url.href;

describe("which proxy is meant", () => {
  it.each([
    ["http://h/", { HTTP_PROXY: "http://p:1" }, "http://p:1/"],
    ["https://h/", { HTTPS_PROXY: "http://p:1" }, "http://p:1/"],
    ["http://h/", { http_proxy: "http://p:1" }, "http://p:1/"],
    ["http://h/", { http_proxy: "http://low:1", HTTP_PROXY: "http://up:1" }, "http://low:1/"],
    ["http://h/", { http_proxy: "", HTTP_PROXY: "http://up:1" }, "http://up:1/"],
    ["https://h/", { HTTP_PROXY: "http://p:1" }, undefined],
    ["http://h/", { HTTPS_PROXY: "http://p:1" }, undefined],
    ["http://h/", { HTTP_PROXY: "p:3128" }, "http://p:3128/"],
    ["http://h/", { HTTP_PROXY: "http://u:p@p:1" }, "http://u:p@p:1/"],
  ])("for %s with %j", (url, env, expected) => {
    expect(proxy(env as unknown as Record<string, string>, url)).toBe(expected);
  });

  it("none, and no undici, where no variable names one", () => {
    expect(readProxies({ HTTP_PROXY: "", NO_PROXY: "*" })).toBeUndefined();
  });

  it.each([
    ["http://h/", "*", true],
    ["http://h/", "a, *", true],
    ["http://h.example/", "h.example", true],
    ["http://H.Example/", "h.EXAMPLE", true],
    ["http://a.h.example/", "h.example", true],
    ["http://a.h.example/", ".h.example", true],
    ["http://a.h.example/", "*.h.example", true],
    ["http://h.example/", ".h.example", true],
    ["http://h.example./", "h.example", true],
    ["http://notah.example/", "h.example", false],
    ["http://h.example.org/", "h.example", false],
    ["http://h/", "a,b h", true],
    ["http://h/", "a,b", false],
    ["http://h:8080/", "h:8080", true],
    ["http://h:8080/", "h:80", false],
    ["http://h/", "h:80", true],
    ["https://h/", "h:443", true],
    ["http://127.0.0.1:5/", "127.0.0.1", true],
    ["http://127.0.0.1/", "127.0.0.2", false],
    ["http://[::1]:5/", "::1", true],
    ["http://[::1]:5/", "[::1]", true],
    ["http://[::1]:5/", "[::1]:5", true],
    ["http://[::1]:5/", "[::1]:6", false],
    ["http://h/", "", false],
    ["http://h/", ",", false],
  ])("%s with NO_PROXY=%s goes direct: %s", (url, no, direct) => {
    const both = { HTTP_PROXY: "http://p:1", HTTPS_PROXY: "http://p:1" };
    expect(proxy({ ...both, NO_PROXY: no }, url) === undefined).toBe(direct);
    expect(proxy({ ...both, no_proxy: no }, url) === undefined).toBe(direct);
  });
});

it.each([
  ["HTTPS_PROXY", "http://fay:s3cret@"],
  ["https_proxy", "fay:s3cret@p:99999"],
  ["HTTP_PROXY", "socks5://fay:s3cret@p:1"],
])("%s=%s is refused by its name, not by its value", (variable, value) => {
  const read = () => readProxies({ [variable]: value });
  expect(read).toThrow(
    expect.objectContaining({ code: "config", message: expect.stringContaining(variable) }),
  );
  expect(read).not.toThrow(/s3cret/);
});

it("tells the passwords of proxies as they are sent, to be hidden", () => {
  const env = { http_proxy: "http://u:p%40ss%2Fw@a:1", HTTPS_PROXY: "https://u:100%25@b", NO_PROXY: "*" };
  expect(proxyPasswords(env)).toEqual(["p@ss/w", "100%"]);
  expect(proxyPasswords({ http_proxy: "http://a:1", https_proxy: "http://u:5%zz@b" })).toEqual(["5%zz"]);
});
