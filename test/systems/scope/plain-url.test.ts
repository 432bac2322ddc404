import { expect, it } from "vitest";
import { plainUrl } from "../../../src/systems/scope/plain-url.ts";

it.each([
  ["https://h:5000/v3", "https://h:5000/v3"],
  ["https://u:p%40w@h:5000/v3", "https://h:5000/v3"],
  ["https://u@h/v3/", "https://h/v3/"],
  ["https://h/a@b", "https://h/a@b"],
  ["none@all", "none@all"],
])("%s becomes %s", (url, plain) => {
  expect(plainUrl(url)).toBe(plain);
});
