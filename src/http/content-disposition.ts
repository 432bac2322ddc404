/**
 * The file name in a Content-Disposition header: RFC 6266, and what servers make of it (curly quotes, no quotes, none at the
 * end). Not safe as a path yet: see files/names.ts. Undefined where there is none.
 */
export function fileNameIn(header: string | undefined): string | undefined {
  const text = utf8(header ?? "");
  const [, charset, encoded] = /(?:^|[;\s])filename\*\s*=\s*"?([\w-]+)'[^']*'([^;"\s]+)/i.exec(text) ?? [];
  if (encoded !== undefined && /^(utf-8|iso-8859-1)$/i.test(charset ?? "")) {
    const name = percentDecoded(encoded, /^utf/i.test(charset!));
    if (name !== undefined) return name;
  }
  const plain =
    /(?:^|[;\s])filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|["\u201C\u201D]([^"\u201C\u201D;]*)|([^;"\s]+))/i.exec(
      text,
    );
  // A backslash that quotes stands before a quote or another; before other letters it is a Windows path.
  const name = (plain?.[1]?.replace(/\\(["\\])/g, "$1") ?? plain?.[2] ?? plain?.[3])?.trim();
  return name === undefined || name === "" ? undefined : name;
}

/** Headers arrive byte by byte as Latin-1; where the bytes are UTF-8 they are read as such. */
function utf8(text: string): string {
  if (!/[\u0080-\u00ff]/.test(text) || /[^\u0000-\u00ff]/.test(text)) return text;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(text, "latin1"));
  } catch {
    return text;
  }
}

function percentDecoded(text: string, isUtf8: boolean): string | undefined {
  try {
    return isUtf8
      ? decodeURIComponent(text)
      : text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  } catch {
    return undefined;
  }
}
