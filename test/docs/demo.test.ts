import { readFileSync } from "node:fs";
import { parseXml, XmlDocument } from "@rgrove/parse-xml";
import { expect, it } from "vitest";
import { resolve } from "../../src/cli/resolve.ts";
import { commands } from "../../src/commands/index.ts";

const svg = readFileSync(new URL("../../docs/demo.svg", import.meta.url), "utf8");

it("the picture of a session is well-formed, and needs nothing from elsewhere", () => {
  expect(parseXml(svg)).toBeInstanceOf(XmlDocument);
  expect(svg.match(/https?:[^"]*/g)).toEqual(["http://www.w3.org/2000/svg"]);
  expect(svg).not.toMatch(/<script|<image|<foreignObject|@import|@font-face|url\(/);
});

it("what is typed in it is there, but for the slip that it shows: else npm run recording", () => {
  const typed = [...svg.matchAll(/>\$ rptctl ([^<&]*)/g)].map(([, line = ""]) => line.trim().split(" "));
  expect(typed.length).toBeGreaterThan(4);
  const unknown = typed.filter((words) => {
    try {
      resolve(commands, words);
      return false;
    } catch {
      return true;
    }
  });
  expect(unknown).toEqual([["scope", "lits"]]);
});
