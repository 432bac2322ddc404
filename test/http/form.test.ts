import fc from "fast-check";
import { expect, it } from "vitest";
import { formEncoded, formOf } from "../../src/http/form.ts";

it("encodes whatever URLSearchParams would, as it would", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string({ unit: "binary" }), fc.string())), (pairs) => {
      expect(formOf(pairs)).toBe(new URLSearchParams(pairs).toString());
    }),
  );
  for (const text of ["", "a.b-c_d*", "a b", "~!'()", "\ud800", "é+&="]) {
    expect(`x=${formEncoded(text)}`).toBe(new URLSearchParams({ x: text }).toString());
  }
});
