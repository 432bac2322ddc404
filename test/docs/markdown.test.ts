import { describe, expect, it } from "vitest";
import { markdownReference } from "../../src/docs/markdown.ts";
import { docModel } from "../../src/docs/model.ts";
import { tree } from "./tree.ts";

const text = markdownReference(await docModel(tree));

describe("the command reference", () => {
  it.each([
    "### rptctl thing send\n\nSend files.\n\n```sh\nrptctl thing send HOW FILE... [flags]\n```",
    "| `FILE...` | what to send |",
    "| `-f, --file FILE` | read this |",
    "| `--tag TAG` | with this tag (may be repeated) |",
    "Also `rptctl thing ls`.",
    "Further formats of `-o`: ics.",
    "```sh\nrptctl thing get 1\n```",
    "| `--color WHEN` | colours in tables and notes (auto, always, never) |",
  ])("says %j", (part) => {
    expect(text).toContain(part);
  });

  it("tells once what stands in the tree twice", () => {
    expect(text).toContain("`rptctl nested thing` is `rptctl thing`.");
    expect(text).toContain("[`rptctl nested thing`](#rptctl-thing)");
    expect(text).not.toContain("### rptctl nested thing");
  });

  it("says nothing of what is hidden", () => {
    expect(text).not.toContain("rptctl inner");
  });

  it("links to headings that there are", () => {
    const anchors = new Set(
      [...text.matchAll(/^##+ (.*)$/gm)].map(([, title]) => title!.replaceAll(" ", "-")),
    );
    const links = [...text.matchAll(/\]\(#([^)]*)\)/g)].map(([, link]) => link!);
    expect(links.length).toBeGreaterThan(5);
    expect(links.filter((link) => !anchors.has(link))).toEqual([]);
  });
});
