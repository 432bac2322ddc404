import { expect, it } from "vitest";
import { withHeadings } from "../../src/output/headings.ts";

it("sets headings off, and nothing else", async () => {
  const text = "Summary.\n\nSEE ALSO\n  NOT THIS\nNor this\nHTTP 2\n";
  expect(await withHeadings(text)).toBe(
    "Summary.\n\n\u001b[1mSEE ALSO\u001b[22m\n  NOT THIS\nNor this\n\u001b[1mHTTP 2\u001b[22m\n",
  );
});
