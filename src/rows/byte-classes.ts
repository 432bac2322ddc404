/** What a byte means to the row cutter outside strings. Everything that can stand in a number or a literal is 0. */
export const outside = {
  token: 0,
  quote: 1,
  open: 2,
  close: 3,
  comma: 4,
  blank: 5,
  newline: 6,
  illegal: 7,
} as const;

/** What a byte means to the row cutter inside strings. */
export const inside = {
  plain: 0,
  quote: 1,
  backslash: 2,
  /** Starts a character that may have to be escaped before a terminal sees it. */
  suspect: 3,
  illegal: 4,
} as const;

/** One class for each of the 256 bytes outside strings. */
export function outsideClasses(): Uint8Array {
  const classes = new Uint8Array(256).fill(outside.illegal);
  for (const byte of Buffer.from("0123456789+-.eEtrufalsn:")) classes[byte] = outside.token;
  for (const byte of Buffer.from("{[")) classes[byte] = outside.open;
  for (const byte of Buffer.from("}]")) classes[byte] = outside.close;
  for (const byte of Buffer.from(" \t")) classes[byte] = outside.blank;
  for (const byte of Buffer.from("\n\r")) classes[byte] = outside.newline;
  classes[0x22] = outside.quote;
  classes[0x2c] = outside.comma;
  return classes;
}

/** One class for each of the 256 bytes inside strings; the suspects are the lead bytes of what sanitise.ts escapes. */
export function insideClasses(): Uint8Array {
  const classes = new Uint8Array(256);
  classes.fill(inside.illegal, 0, 0x20);
  classes[0x22] = inside.quote;
  classes[0x5c] = inside.backslash;
  for (const byte of [0x7f, 0xc2, 0xd8, 0xe1, 0xe2, 0xef, 0xf3]) classes[byte] = inside.suspect;
  return classes;
}
