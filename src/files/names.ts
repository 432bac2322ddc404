const longest = 200;
const longestExtension = 20;

/** Cc, Cs and line separators are no part of a name; Cf holds the bidirectional and the invisible characters. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
const reserved = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])[ ]*(\.|$)/i;

/**
 * The file name that a server gave, as a name in one directory on any system: its last part, with nothing invisible in
 * it, neither hidden nor like an option, not a Windows device, at most 200 bytes of UTF-8 with its extension kept.
 * Undefined when nothing is left of it.
 */
export function safeName(name: string): string | undefined {
  const base = name.split(/[/\\]/).findLast((part) => trim(clean(part)) !== "") ?? "";
  const trimmed = trim(clean(base));
  const harmless = reserved.test(trimmed) ? `_${trimmed}` : trimmed;
  return shorten(harmless) || undefined;
}

/** Also what Windows forbids in names: a colon would name a stream of the file before it. */
function clean(part: string): string {
  return part.replace(unseen, "").replace(/[<>:"|?*]/g, "_");
}

function trim(part: string): string {
  return part.replace(/^[\s.-]+/u, "").replace(/[\s.]+$/u, "");
}

function shorten(name: string): string {
  if (Buffer.byteLength(name) <= longest) return name;
  const dot = name.lastIndexOf(".");
  const extension = dot > 0 && Buffer.byteLength(name.slice(dot)) <= longestExtension ? name.slice(dot) : "";
  const stem = extension === "" ? name : name.slice(0, dot);
  return trim(cut(stem, longest - Buffer.byteLength(extension))) + extension;
}

/** The first characters that fit into so many bytes. */
function cut(text: string, bytes: number): string {
  let end = 0;
  for (const character of text) {
    bytes -= Buffer.byteLength(character);
    if (bytes < 0) break;
    end += character.length;
  }
  return text.slice(0, end);
}
