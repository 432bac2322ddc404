import fc from "fast-check";

/** What terminals obey, readers are misled by, programs stumble over, or spreadsheets run. */
const pieces: readonly string[] = [
  ...Array.from({ length: 0x20 }, (_, code) => String.fromCharCode(code)),
  ...Array.from({ length: 0x21 }, (_, code) => String.fromCharCode(0x7f + code)),
  "\u001b[31m",
  "\u001b[2J\u001b[H",
  "\u001b[6n",
  "\u001b[?1049h",
  "\u001b]0;title\u0007",
  "\u001b]8;;http://x.test\u001b\\link\u001b]8;;\u001b\\",
  "\u001b]52;c;aGk=\u0007",
  "\u001bPq#0\u001b\\",
  "\u001b_G\u001b\\",
  "\u009b31m",
  "\u009d0;title\u009c",
  "\u0090q\u009c",
  "\u202a\u202b\u202c\u202d\u202e",
  "\u2066\u2067\u2068\u2069",
  "\u200e\u200f\u061c",
  "\u200b\u2060\ufeff\u00ad\u180e",
  "a\u200cb\u200dc",
  "\u2028\u2029",
  "\ufff9\ufffa\ufffb",
  "\u{e0001}\u{e0041}\u{e007f}",
  "e\u0301\u0301\u0301",
  "\u{1f468}\u200d\u{1f469}\u200d\u{1f467}",
  "日本語",
  "\uff21",
  "\ud800",
  "\udc00",
  "\ufffd",
  "\u0627\u0644",
  "\r\n",
  "\t",
  "=1+1",
  "+1",
  "-1",
  "@SUM(A1)",
  "\t=1",
  '"',
  "'",
  ",",
  ";",
  "|",
  "\\",
  "\\u001b",
  "{{x}}",
  "%s",
  "$(id)",
  "`id`",
  "<b>",
  "null",
  "true",
  "1e400",
  "~",
  "- a",
  "a: b",
  "#c",
  "&x *x !y",
  "---",
  "__proto__",
  "plain",
  " ",
  "",
];

/** Text of a server at its worst: some pieces behind one another, or any text at all. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.array(fc.constantFrom(...pieces), { maxLength: 6 }).map((some) => some.join("")),
  },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 20 }) },
);

/** All of it once, in one text. */
export const worstText = pieces.join("x");

/** What no terminal may be sent of a server's: C0 but newline and tab, DEL, C1, soft hyphen, bidi, invisible and tag characters. Half a character is written as U+FFFD. */
const obeyed =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/u;

/** The first character of a text that no terminal may be sent, as it would be written; undefined where there is none. */
export function obeyedIn(text: string): string | undefined {
  const found = obeyed.exec(text)?.[0];
  return found === undefined ? undefined : `U+${found.codePointAt(0)!.toString(16).padStart(4, "0")}`;
}
