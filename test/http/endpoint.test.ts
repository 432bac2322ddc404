import { expect, it } from "vitest";
import { del, target } from "../../src/http/endpoint.ts";

const one = del("/things/:id");

it.each(["a/b", "a b#é?%", "%2E%2E", "...", "a/../b"])("asks for the thing %j and no other", (id) => {
  const { pathname } = new URL(target(one, { path: { id } }), "http://x.test");
  expect(decodeURIComponent(pathname)).toBe(`/things/${id}`);
});

it.each([".", "..", "", "\ud83d"])("refuses %j, which would lead to another path", (id) => {
  expect(() => target(one, { path: { id } })).toThrow(expect.objectContaining({ code: "usage" }));
});
