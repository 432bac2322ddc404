const linesPerPage = 50;

/** A PDF of plain text, with the title on top of each page and in the document's properties. */
export function pdfOf(title: string, lines: readonly string[]): Uint8Array<ArrayBuffer> {
  const pages: string[] = [];
  for (let first = 0; first === 0 || first < lines.length; first += linesPerPage) {
    pages.push(pageContent(title, lines.slice(first, first + linesPerPage)));
  }
  const kids = pages.map((_, index) => `${4 + 2 * index} 0 R`).join(" ");
  return assemble([
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ...pages.flatMap((content, index) => [
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] " +
        `/Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + 2 * index} 0 R >>`,
      `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    ]),
    `<< /Title ${literal(title)} /Producer (rptctl sandbox) >>`,
  ]);
}

function pageContent(title: string, lines: readonly string[]): string {
  const shown = lines.map((line) => `${literal(line)} Tj T*`).join("\n");
  return `BT /F1 14 Tf 50 800 Td ${literal(title)} Tj /F1 9 Tf 14 TL 0 -24 Td\n${shown}\nET`;
}

/** A string in parentheses; what Latin-1 lacks becomes a question mark. */
function literal(text: string): string {
  const latin = text.replace(/[^\x20-\x7e\xa0-\xff]/g, "?");
  return `(${latin.replace(/[\\()]/g, "\\$&")})`;
}

/** Numbers the objects from 1 and adds the table of where each begins; the first is the root, the last the properties. */
function assemble(objects: readonly string[]): Uint8Array<ArrayBuffer> {
  let text = "%PDF-1.4\n%\xe2\xe3\xcf\xd3\n";
  const starts = objects.map((object, index) => {
    const start = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return start;
  });
  const entries = starts.map((start) => `${String(start).padStart(10, "0")} 00000 n \n`).join("");
  const size = objects.length + 1;
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${entries}`;
  const trailer = `trailer\n<< /Size ${size} /Root 1 0 R /Info ${objects.length} 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
  // Latin-1: every character is one byte, so that lengths and places are right.
  return Uint8Array.from(Buffer.from(text + table + trailer, "latin1"));
}
