import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { forgetSeen, keepSeen, mostSeen, type Named, readSeen } from "../../src/seen/store.ts";
import { freshDirectories } from "../files/directory.ts";

const fresh = freshDirectories();
const place = (server = "https://one") => ({
  path: join(fresh(), "seen", "lab.scope.json"),
  server,
});

it("has what was seen last first, and every id once", () => {
  const at = place();
  keepSeen(
    at,
    "scope/scopes",
    [
      ["a", "Ann"],
      ["b", "Bob"],
    ],
    [],
  );
  keepSeen(
    at,
    "scope/scopes",
    [
      ["c", ""],
      ["b", ""],
    ],
    [],
  );
  expect(readSeen(at)).toEqual({
    "scope/scopes": [
      ["c", ""],
      ["b", "Bob"],
      ["a", "Ann"],
    ],
  });
});

it("forgets what is gone, and leaves other things alone", () => {
  const at = place();
  keepSeen(
    at,
    "scope/scopes",
    [
      ["a", "Ann"],
      ["b", "Bob"],
    ],
    [],
  );
  keepSeen(at, "scope/others", [["a", "Another"]], []);
  keepSeen(at, "scope/scopes", [], ["a"]);
  expect(readSeen(at)).toEqual({ "scope/scopes": [["b", "Bob"]], "scope/others": [["a", "Another"]] });
});

it("is its owner's alone", () => {
  const at = place();
  keepSeen(at, "scope/scopes", [["a", ""]], []);
  expect([statSync(at.path).mode & 0o777, statSync(dirname(at.path)).mode & 0o777]).toEqual([0o600, 0o700]);
});

it("knows nothing of another server under the same name, and begins anew there", () => {
  const at = place();
  keepSeen(at, "scope/scopes", [["a", ""]], []);
  const moved = { ...at, server: "https://two" };
  expect(readSeen(moved)).toEqual({});
  keepSeen(moved, "scope/scopes", [["b", ""]], []);
  expect(readSeen(moved)).toEqual({ "scope/scopes": [["b", ""]] });
});

it("writes nothing where there is nothing new", () => {
  const at = place();
  keepSeen(at, "scope/scopes", [["a", "Ann"]], []);
  const { ino } = statSync(at.path);
  keepSeen(at, "scope/scopes", [["a", "Ann"]], ["z"]);
  expect(statSync(at.path).ino).toBe(ino);
});

it.each([
  "",
  "[]",
  '{"server":"https://one","seen":{"x":[["a"]]}}',
  '{"server":"https://one","seen":7}',
  "{",
])("takes a file that holds %j for none, and writes it anew", (text) => {
  const at = place();
  mkdirSync(dirname(at.path), { mode: 0o700 });
  writeFileSync(at.path, text, { mode: 0o600 });
  expect(readSeen(at)).toEqual({});
  keepSeen(at, "x", [["a", ""]], []);
  expect(readSeen(at)).toEqual({ x: [["a", ""]] });
});

it("neither reads what others can read nor writes where others can write, nor through a link", () => {
  const at = place();
  keepSeen(at, "x", [["a", ""]], []);
  chmodSync(at.path, 0o644);
  expect(readSeen(at)).toEqual({});
  const shared = place();
  mkdirSync(dirname(shared.path));
  chmodSync(dirname(shared.path), 0o777);
  keepSeen(shared, "x", [["a", ""]], []);
  expect(existsSync(shared.path)).toBe(false);
  const linked = place();
  mkdirSync(dirname(linked.path), { mode: 0o700 });
  const target = join(dirname(linked.path), "elsewhere");
  writeFileSync(target, "mine");
  symlinkSync(target, linked.path);
  keepSeen(linked, "x", [["a", ""]], []);
  expect(readFileSync(target, "utf8")).toBe("mine");
});

it("forgets a context, and that one alone", () => {
  const at = place();
  const other = { ...at, path: at.path.replace("lab.", "lab.b.") };
  keepSeen(at, "x", [["a", ""]], []);
  keepSeen(other, "x", [["a", ""]], []);
  forgetSeen(dirname(at.path), "lab");
  expect([existsSync(at.path), existsSync(other.path)]).toEqual([false, true]);
});

it("stays small, whatever is seen", () => {
  const named = fc.tuple(fc.string(), fc.string());
  fc.assert(
    fc.property(fc.array(fc.array(named, { maxLength: 150 }), { maxLength: 5 }), (lists) => {
      const at = place();
      for (const list of lists) keepSeen(at, "x", list as Named[], []);
      const ids = (readSeen(at).x ?? []).map(([id]) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.length).toBeLessThanOrEqual(mostSeen);
    }),
    { numRuns: 20 },
  );
});
