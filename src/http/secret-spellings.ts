/**
 * Finds a secret in every spelling that it may take on its way into a message: as it is, percent-encoded (in part, twice, with +
 * for blanks), inside JSON strings (also nested ones), in HTML, and in base64, alone or amid other text (`Basic` logins).
 */
export function spellingsOf(secret: string): RegExp {
  const literal = [...secret].map(spellingsOfCharacter).join("");
  return new RegExp([literal, ...base64Of(secret)].join("|"), "g");
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
  const percent = [...Buffer.from(character)].map(
    (byte) => `%(?:25)*${anyCase(byte.toString(16).padStart(2, "0"))}`,
  );
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  const unicode = units.map((unit) => `\\\\+u${anyCase(unit.toString(16).padStart(4, "0"))}`);
  const forms = [percent.join(""), unicode.join("")];
  if (entities[character] !== undefined) forms.push(`&(?:${entities[character]});`);
  // Messages are shown on one line, with their blanks drawn together.
  if (/\s/.test(character)) forms.push("\\s+", "\\+", "\\\\+[nrt]");
  else if (character === "\\") forms.push("\\\\+");
  else forms.push(`\\\\*${escaped(character)}`);
  return `(?:${forms.join("|")})`;
}

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
