import { accountOf } from "./cast.ts";
import { pdfOf } from "./pdf.ts";
import type { Report } from "./records.ts";
import { people } from "./seed/directory.ts";

export interface ReportFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: "application/pdf" | "application/csv";
  readonly extension: "pdf" | "csv";
}

/** The file of a finished report: the same bytes whenever it is asked for. */
export function reportFile(report: Report): ReportFile {
  const encoder = new TextEncoder();
  if (report.Format === "PDF")
    return { bytes: pdfOf(report.Name, lines(report)), type: "application/pdf", extension: "pdf" };
  const rows = [["Row", "First Name", "Last Name", "Job Title", "Location"], ...table(report)];
  const bytes = encoder.encode(rows.map((row) => `${row.map(csvCell).join(",")}\r\n`).join(""));
  return { bytes, type: "application/csv", extension: "csv" };
}

function lines(report: Report): string[] {
  const values = report.parameters.map(({ InternalName, Value }) => `${InternalName} = ${Value}`);
  return [
    report.Description,
    `Run on ${new Date(report.RunDate).toISOString()} for ${accountOf(report.accountId).fullName}`,
    ...values,
    "",
    ...table(report).map((row) => row.join("   ")),
  ];
}

function table({ rows }: Report): string[][] {
  return Array.from({ length: rows }, (_, index) => {
    const { first, last, title, location } = people[index % people.length]!;
    return [String(index + 1), first, last, title, location];
  });
}

const csvCell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
