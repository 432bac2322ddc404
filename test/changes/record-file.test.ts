import { expect, it } from "vitest";
import { readRecord } from "../../src/changes/record-file.ts";

it.each([
  ['{"a":1}', { a: 1 }],
  ['\uFEFF{"a":1}', { a: 1 }],
  ["a: 1\nb: [x, y]\n", { a: 1, b: ["x", "y"] }],
  ["{ a: 1, b: text }", { a: 1, b: "text" }],
  // What looks like a date or an older YAML's yes stays text.
  ["when: 2026-11-22\nok: yes\n", { when: "2026-11-22", ok: "yes" }],
])("%j is %j", async (text, value) => {
  expect(await readRecord("--file", "f", text)).toEqual(value);
});

it.each([
  ["a: [1", "--file f.yaml:1:6: broken YAML"],
  ["[1, 2]", "--file f.yaml holds no object"],
  ["text", "--file f.yaml holds no object"],
  ["", "--file f.yaml holds no object"],
])("%j is refused: %s", async (text, message) => {
  await expect(readRecord("--file", "f.yaml", text)).rejects.toMatchObject({
    code: "usage",
    message: expect.stringContaining(message),
  });
});

it("a file that is called JSON is JSON", async () => {
  await expect(readRecord("--file", "f.json", '{"a":}')).rejects.toThrow("--file f.json is not JSON");
});
