import { expect, it } from "vitest";
import { fileNameIn } from "../../src/http/content-disposition.ts";

it.each([
  ['inline; filename="Report_1.pdf"', "Report_1.pdf"],
  ["attachment; filename=Report_1.pdf", "Report_1.pdf"],
  // As 13.4.19 prints it: opened straight, closed curly.
  ['inline; filename="Report_1.pdf\u201D', "Report_1.pdf"],
  ["inline; filename=\u201CReport_1.pdf\u201D", "Report_1.pdf"],
  [Buffer.from("inline; filename=\u201CReport_1.pdf\u201D").toString("latin1"), "Report_1.pdf"],
  [Buffer.from('inline; filename="Größe.pdf"').toString("latin1"), "Größe.pdf"],
  ['inline; filename="Gr\u00f6\u00dfe.pdf"', "Größe.pdf"],
  ["attachment; filename=\"x.pdf\"; filename*=UTF-8''Gr%C3%B6%C3%9Fe.pdf", "Größe.pdf"],
  ["attachment; filename*=iso-8859-1''Gr%F6%DFe.pdf", "Größe.pdf"],
  ["attachment; filename=\"x.pdf\"; filename*=UTF-8''%C3", "x.pdf"],
  ['attachment; filename="a \\"b\\".pdf"', 'a "b".pdf'],
  ['attachment; filename="C:\\temp\\r.pdf"', "C:\\temp\\r.pdf"],
  ['attachment; FILENAME = "a;b.pdf"', "a;b.pdf"],
  ['inline; filename="unclosed.pdf', "unclosed.pdf"],
  ["inline", undefined],
  ['inline; filename=""', undefined],
  ["", undefined],
  [undefined, undefined],
])("the name in %j is %j", (header, name) => {
  expect(fileNameIn(header)).toBe(name);
});
