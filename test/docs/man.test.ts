import { describe, expect, it } from "vitest";
import { manual } from "../../src/docs/man.ts";
import { docModel } from "../../src/docs/model.ts";
import { roffCode, roffEntries, roffText } from "../../src/docs/roff.ts";
import { tree } from "./tree.ts";

const pages = await manual(await docModel(tree), "1.2.3");

describe("the manual", () => {
  it("has a page for each command and topic that is shown", () => {
    expect(pages.has("man/man1/rptctl.1")).toBe(true);
    expect(pages.has("man/man1/rptctl-nested-thing-send.1")).toBe(true);
    expect(pages.has("man/man7/rptctl-exit-codes.7")).toBe(true);
    expect([...pages.keys()].filter((path) => path.includes("inner"))).toEqual([]);
  });

  it("tells of a command what readers look for, in their order", () => {
    const titles = [...pages.get("man/man1/rptctl-thing-send.1")!.matchAll(/^\.SH "(.*)"$/gm)].map(
      ([, title]) => title,
    );
    expect(titles).toEqual([
      "NAME",
      "SYNOPSIS",
      "DESCRIPTION",
      "EXAMPLES",
      "OPERANDS",
      "OPTIONS",
      "EXIT STATUS",
      "ENVIRONMENT",
      "FILES",
      "SEE ALSO",
    ]);
  });

  it("has no link to a page that there is not", () => {
    const names = new Set([...pages.keys()].map((path) => path.replace(/^.*\/(.*)\.(\d)$/, "$1($2)")));
    const linked = [...pages.values()].flatMap(
      (page) => page.replaceAll("\\-", "-").match(/rptctl[\w-]*\(\d\)/g) ?? [],
    );
    expect(linked.length).toBeGreaterThan(20);
    expect([...new Set(linked)].filter((name) => !names.has(name))).toEqual([]);
  });
});

describe("roff", () => {
  it.each([
    ["rm -rf 'a' \\n ^~`\"", "rm \\-rf \\(aqa\\(aq \\en \\(ha\\(ti\\(ga\\(dq"],
    [".TH is no macro\n.nor this", "\\&.TH is no macro\n\\&.nor this"],
  ])("takes %j as %j", (text, roff) => {
    expect(roffText(text)).toBe(roff);
  });

  it("keeps empty lines of code", () => {
    expect(roffCode(["a", "", "b"], true)).toBe(".RS 4\n.nf\na\n\\&\nb\n.fi\n.RE");
  });

  it("never begins a line of prose with what roff takes for a macro", () => {
    expect(roffEntries([["x", `${"word ".repeat(20)}.[] | .a`]])).not.toMatch(/^\.(?!TP|B )/m);
  });
});
