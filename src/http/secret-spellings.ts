/**
 * Finds a secret in every spelling that it may take on its way into a message: as it is, percent-encoded (in part, twice, with +
 * for blanks), inside JSON strings (also nested ones), in HTML, and in base64, alone or amid other text (`Basic` logins).
 */
export function spellingsOf(secret: string): RegExp {
  const literal = [...secret].map(spellingsOfCharacter).join("");
  const written = [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(Buffer.from(secret).toString()),
    new URLSearchParams({ x: secret }).toString().slice(2),
  ];
  const base64 = [...new Set(written)].flatMap(base64Of);
  return new RegExp([literal, ...new Set(base64)].join("|"), "g");
}

const entities: Readonly<Record<string, string>> = {
  "&": "amp|#38|#x26",
  "<": "lt|#60|#x3[cC]",
  ">": "gt|#62|#x3[eE]",
  '"': "quot|#34|#x22",
  "'": "apos|#39|#x27",
};

function spellingsOfCharacter(character: string): string {
  if (/[A-Za-z0-9]/.test(character)) return character;
  const bytes = [...Buffer.from(character)].map((byte) => byte.toString(16).padStart(2, "0"));
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  const unicode = units.map((unit) => `\\\\{1,8}u${anyCase(unit.toString(16).padStart(4, "0"))}`);
  const forms = [bytes.map(percent).join(""), unicode.join("")];
  if (entities[character] !== undefined) forms.push(`&(?:amp;){0,3}(?:${entities[character]});`);
  // Messages are shown on one line, with their blanks drawn together; a form writes + for a blank, which may be encoded again.
  if (/\s/.test(character)) forms.push("\\s{1,8}", "\\+", percent("2b"), "\\\\{1,8}[nrt]");
  else if (character !== "\\") forms.push(escaped(character));
  // A server that takes for a form what is none reads a blank.
  if (character === "+") forms.push("\\s");
  return character === "\\" ? `${backslash}{1,8}` : `${backslash}{0,8}(?:${forms.join("|")})`;
}

/** Bounded as all repetition here: a server could make a text that takes for ever to look through. */
function percent(hex: string): string {
  return `%(?:25){0,4}${anyCase(hex)}`;
}

/** What JSON puts before a sign, once or many times over, and percent-encoded where the whole JSON was. */
const backslash = `(?:\\\\|${percent("5c")})`;

/** What stays the same of the secret's base64 whatever stands before and after it: one text for each of the three offsets. */
function base64Of(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const texts = [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString("base64")
      .replace(/=+$/, "");
    const certain = Math.floor(((before + bytes.length) * 8) / 6);
    return text.slice(Math.ceil((before * 8) / 6), certain);
  });
  return texts
    .filter((text) => text.length >= 5)
    .map(
      (text) =>
        `${text.replace(/[+/]/g, (sign) => (sign === "+" ? "(?:[+-]|%2[bB])" : "(?:[/_]|%2[fF])"))}[A-Za-z0-9+/_-]?=*`,
    );
}

function anyCase(hex: string): string {
  return hex.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
}

function escaped(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|/-]/, "\\$&");
}
