import { expect, it } from "vitest";
import { baseUrl } from "../../src/config/url.ts";
import { Fault } from "../../src/errors.ts";

it.each([
  ["https://h", "https://h"],
  ["https://h/", "https://h"],
  ["https://h:8543/IDMRPT-CORE//", "https://h:8543/IDMRPT-CORE"],
  ["HTTP://Host.Example:80/a", "http://host.example/a"],
  ["http://[::1]:50100/", "http://[::1]:50100"],
  ["https://h/a%20b", "https://h/a%20b"],
])("takes %s as %s", (text, url) => {
  expect(baseUrl(text)).toBe(url);
});

it.each([
  ["seer.example.com", /not a URL/, /https:\/\/HOST/],
  [
    "seer.example.com:8443/x",
    /not an http or https URL/,
    /did you mean https:\/\/seer.example.com:8443\/x\?/,
  ],
  ["ftp://h", /not an http or https URL/, /https:\/\/HOST/],
  ["file:///etc/passwd", /not an http or https URL/, /https:\/\/HOST/],
  ["https://", /not a URL/, /https:\/\/HOST/],
  ["https://h/?a=b", /query or a fragment/, /write https:\/\/h$/m],
  ["https://h/#x", /query or a fragment/, /write https:\/\/h$/m],
  ["https://h/?", /query or a fragment/, /write https:\/\/h$/m],
])("refuses %s", (text, message, hint) => {
  const fault = refusal(text);
  expect(fault.message).toMatch(message);
  expect(fault.hints.join("\n")).toMatch(hint);
});

it.each([
  "https://user:hunter2@h/p",
  "https://hunter2@h",
  "https://user:hunter2@",
  "user:hunter2@h",
  "ftp://user:hunter2@h",
])("refuses %s without repeating the password", (text) => {
  const fault = refusal(text);
  expect(`${fault.message}\n${fault.hints.join("\n")}`).not.toContain("hunter2");
});

function refusal(text: string): Fault {
  try {
    baseUrl(text);
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  throw new Error(`${text} was taken`);
}
