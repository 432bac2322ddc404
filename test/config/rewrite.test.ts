import fc from "fast-check";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { rewriteYaml } from "../../src/config/rewrite.ts";

const older = `# Ours. Ask ops before you change it.
output: table   # people read it

current-context: prod
contexts:
  # The one that counts.
  prod:
    protected: true   # never by accident
    rpt: { url: "https://idm", username: x }   # new in May
  # To try things.
  lab:
    scope:
      url: 'https://lab' # one node
      retries: 0
`;
const before = parse(older);

it("keeps every byte where nothing changed but spacing", () => {
  expect(rewriteYaml(older, before, "f")).toBe(older.replaceAll("   #", " #"));
});

it.each<[name: string, change: (map: typeof before) => void, kept: RegExp[]]>([
  ["a value", (map) => (map.output = "json"), [/^# Ours/, /^output: json # people read it$/m]],
  [
    "a value in a flow map",
    (map) => (map.contexts.prod.rpt.url = "https://other"),
    [/^ {4}rpt: \{ url: https:\/\/other, username: x \} # new in May$/m],
  ],
  [
    "a new key",
    (map) => (map.contexts.lab.scope.cloud = "lab"),
    [/url: 'https:\/\/lab' # one node\n {6}retries: 0\n {6}cloud: lab\n$/],
  ],
  [
    "a new key in a flow map",
    (map) => (map.contexts.prod.rpt.insecure = true),
    [/rpt: \{ url: "https:\/\/idm", username: x, insecure: true \} # new in May/],
  ],
  [
    "a key less",
    (map) => delete map.contexts.lab.scope.retries,
    [/url: 'https:\/\/lab' # one node\n$/, /# The one that counts/],
  ],
  [
    "another name",
    (map) => {
      map.contexts = { production: map.contexts.prod, lab: map.contexts.lab };
      map["current-context"] = "production";
    },
    [
      /# The one that counts\.\n {2}production:\n {4}protected: true # never by accident\n/,
      /# To try things/,
    ],
  ],
  ["a scalar that becomes a map", (map) => (map.output = { a: 1 }), [/^output:\n {2}a: 1$/m]],
  ["text that looks like a number", (map) => (map.output = "0123"), [/^output: "0123" # people read it$/m]],
  ["text that looks like a comment", (map) => (map.output = "a #b"), [/^output: "a #b" # people read it$/m]],
])("comments and order survive %s", (_name, change, kept) => {
  const map = structuredClone(before);
  change(map);
  const text = rewriteYaml(older, map, "f");
  expect(parse(text)).toEqual(map);
  for (const pattern of kept) expect(text).toMatch(pattern);
});

it.each(["", "# mine\n", "contexts: {}\n", "---\n# mine\n"])("starts from %j", (text) => {
  const map = { contexts: { a: { scope: { url: "https://h" } } } };
  const written = rewriteYaml(text, map, "f");
  expect(parse(written)).toEqual(map);
  expect(written).toContain("contexts:\n  a:\n    scope:\n      url: https://h\n");
  if (text.includes("# mine")) expect(written).toContain("# mine");
});

it.each([
  ["a: 0x10 # n\n", 3, "a: 3 # n\n"],
  ["a: !!str 5 # n\n", 7, "a: 7 # n\n"],
  ["a: True # n\n", false, "a: false # n\n"],
  ["a: |\n  text\n", "x", "a: x\n"],
  ["'a': \"x\"\n", "y", "'a': y\n"],
])("writes a new value of %j in its plain form", (text, value, written) => {
  expect(rewriteYaml(text, { a: value }, "f")).toBe(written);
});

it("refuses a change that would break what aliases share", () => {
  const shared = "a: &s { url: x }\nb: *s\n";
  for (const map of [{ b: { url: "x" } }, { a: { url: "y" }, b: { url: "x" } }]) {
    expect(() => rewriteYaml(shared, map, "/c/config.yaml")).toThrow(
      expect.objectContaining({ code: "config", message: expect.stringContaining("/c/config.yaml") }),
    );
  }
  expect(rewriteYaml(shared, { a: { url: "x" }, b: { url: "y" } }, "f")).toMatch(/^b:\n {2}url: y$/m);
});

it("writes what it was given, whatever was there", () => {
  const key = fc.oneof(fc.constantFrom("a", "b", "c", "true", "1", "~", "#x"), fc.string({ minLength: 1 }));
  const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.array(fc.string(), { maxLength: 3 }));
  const map = fc.dictionary(
    key.filter((name) => name !== "__proto__"),
    leaf,
    { maxKeys: 4, noNullPrototype: true },
  );
  const tree = fc.dictionary(
    key.filter((name) => name !== "__proto__"),
    fc.oneof(leaf, map),
    { maxKeys: 5, noNullPrototype: true },
  );
  fc.assert(
    fc.property(tree, tree, (first, second) => {
      const text = rewriteYaml("", { ...first }, "f");
      expect(parse(rewriteYaml(text, { ...second }, "f"))).toEqual({ ...second });
    }),
    { numRuns: 300 },
  );
});
