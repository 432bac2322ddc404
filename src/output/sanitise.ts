/**
 * What may trick whoever looks at a terminal, but for the C0 controls: DEL and C1, soft hyphen, bidi marks, overrides and
 * isolates, zero-width characters, line and paragraph separators, interlinear and tag characters. Zero-width (non-)joiners
 * stay where writing needs them: between the parts of an emoji, and after a letter of a script that joins.
 */
const tricks =
  "[\\x7F-\\x9F\\u00AD\\u061C\\u180E\\u200B\\u200E\\u200F\\u2028-\\u202E\\u2060-\\u206F\\uFEFF\\uFFF9-\\uFFFB]|[\\u{E0000}-\\u{E007F}]" +
  "|(?<![\\p{Emoji_Presentation}\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\uFE0F\\p{Script=Arabic}\\p{Script=Syriac}" +
  "\\p{Script=Mongolian}\\p{Script=Devanagari}\\p{Script=Bengali}\\p{Script=Gujarati}\\p{Script=Gurmukhi}\\p{Script=Kannada}" +
  "\\p{Script=Malayalam}\\p{Script=Oriya}\\p{Script=Sinhala}\\p{Script=Tamil}\\p{Script=Telugu}])[\\u200C\\u200D]";

/** Whether it is worth looking closer: nothing printable of ASCII or Latin-1 matches. */
const doubtful = /[^\x20-\x7E\xA1-\xAC\xAE-\u0600]/;
const doubtfulInLines = /[^\t\n\x20-\x7E\xA1-\xAC\xAE-\u0600]/;

/** Text of a server made safe to show in one line: what a terminal would obey is written out, `\u001b`, `\n`. */
export function sanitise(text: string): string {
  return doubtful.test(text) ? text.replace(pattern("[\\0-\\x1F]"), written) : text;
}

/** The same for text of several lines: tabs and line ends stay. */
export function sanitiseLines(text: string): string {
  return doubtfulInLines.test(text) ? text.replace(pattern("[\\0-\\x08\\x0B-\\x1F]"), written) : text;
}

/** The same for a cell of csv, where a carriage return is data too. */
export function sanitiseCsv(text: string): string {
  return doubtfulInLines.test(text)
    ? text.replace(pattern("[\\0-\\x08\\x0B\\x0C\\x0E-\\x1F]"), written)
    : text;
}

/**
 * JSON or YAML text with the same characters escaped inside its quotes, so that it says the same and shows nothing it
 * should not. Control characters cannot stand raw in it but as layout, and are left alone.
 */
export function escapeQuoted(text: string): string {
  return doubtfulInLines.test(text) ? text.replace(pattern("(?!)"), written) : text;
}

const patterns = new Map<string, RegExp>();

function pattern(controls: string): RegExp {
  let made = patterns.get(controls);
  if (made === undefined) {
    made = new RegExp(`${controls}|${tricks}`, "gu");
    patterns.set(controls, made);
  }
  return made;
}

function written(character: string): string {
  if (character === "\n") return "\\n";
  if (character === "\r") return "\\r";
  if (character === "\t") return "\\t";
  let out = "";
  for (let index = 0; index < character.length; index += 1) {
    out += `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`;
  }
  return out;
}
