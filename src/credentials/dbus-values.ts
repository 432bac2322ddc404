/*
 * D-Bus values as bytes and back, for the types that a keyring's messages have. The format is that of the D-Bus
 * Specification, "Marshaling (Wire Format)": https://dbus.freedesktop.org/doc/dbus-specification.html
 */

/** A value with its own signature, for the type `v`. */
export type Variant = readonly [signature: string, value: unknown];

const alignments: Readonly<Record<string, number>> = {
  y: 1,
  g: 1,
  v: 1,
  b: 4,
  u: 4,
  s: 4,
  o: 4,
  a: 4,
  "(": 8,
  "{": 8,
};

/** The complete types that a signature is made of: `a{sv}(oay)s` is `a{sv}`, `(oay)` and `s`. */
export function typesOf(signature: string): string[] {
  const types: string[] = [];
  for (let start = 0; start < signature.length; ) {
    let end = start;
    while (signature[end] === "a") end += 1;
    if (signature[end] === "(" || signature[end] === "{") {
      let depth = 0;
      do {
        if (signature[end] === "(" || signature[end] === "{") depth += 1;
        if (signature[end] === ")" || signature[end] === "}") depth -= 1;
        end += 1;
      } while (depth > 0 && end < signature.length);
    } else end += 1;
    types.push(signature.slice(start, end));
    start = end;
  }
  return types;
}

function alignmentOf(type: string): number {
  const alignment = alignments[type[0] ?? ""];
  if (alignment === undefined) throw new Error(`D-Bus type ${type} is not spoken here`);
  return alignment;
}

/** The bytes of values, little-endian. Strings and paths are strings, arrays any iterable, structs and entries arrays. */
export function marshal(signature: string, values: readonly unknown[]): Buffer {
  const bytes: number[] = [];
  const align = (to: number) => {
    while (bytes.length % to !== 0) bytes.push(0);
  };
  const uint32 = (value: number, at = bytes.length) => {
    for (let byte = 0; byte < 4; byte += 1) bytes[at + byte] = (value >>> (8 * byte)) & 0xff;
  };
  const text = (value: string) => {
    for (const byte of Buffer.from(value)) bytes.push(byte);
    bytes.push(0);
  };
  const write = (type: string, value: unknown): void => {
    align(alignmentOf(type));
    switch (type[0]) {
      case "y":
        bytes.push(value as number);
        break;
      case "b":
      case "u":
        uint32(Number(value));
        break;
      case "s":
      case "o":
        uint32(Buffer.byteLength(value as string));
        text(value as string);
        break;
      case "g":
        bytes.push((value as string).length);
        text(value as string);
        break;
      case "v": {
        const [inner, held] = value as Variant;
        write("g", inner);
        write(inner, held);
        break;
      }
      case "a": {
        const element = type.slice(1);
        const length = bytes.length;
        uint32(0);
        align(alignmentOf(element));
        const first = bytes.length;
        for (const each of value as Iterable<unknown>) write(element, each);
        uint32(bytes.length - first, length);
        break;
      }
      default:
        typesOf(type.slice(1, -1)).forEach((inner, index) => {
          write(inner, (value as readonly unknown[])[index]);
        });
    }
  };
  typesOf(signature).forEach((type, index) => {
    write(type, values[index]);
  });
  return Buffer.from(bytes);
}

/** The values that bytes hold; variants come as what they hold, `ay` as a Buffer. Throws when they do not fit. */
export function unmarshal(signature: string, bytes: Buffer, littleEndian = true): unknown[] {
  let at = 0;
  const uint32 = () => {
    const value = littleEndian ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
    at += 4;
    return value;
  };
  const take = (length: number) => {
    if (at + length > bytes.length) throw new Error("a D-Bus message ends too early");
    at += length;
    return bytes.subarray(at - length, at);
  };
  const text = (length: number) => {
    const value = take(length).toString("utf8");
    take(1);
    return value;
  };
  const read = (type: string): unknown => {
    const alignment = alignmentOf(type);
    at = Math.ceil(at / alignment) * alignment;
    switch (type[0]) {
      case "y":
        return take(1)[0];
      case "b":
        return uint32() !== 0;
      case "u":
        return uint32();
      case "s":
      case "o":
        return text(uint32());
      case "g":
        return text(take(1)[0] ?? 0);
      case "v":
        return read(read("g") as string);
      case "a": {
        const element = type.slice(1);
        const length = uint32();
        if (element === "y") return take(length);
        at = Math.ceil(at / alignmentOf(element)) * alignmentOf(element);
        const end = at + length;
        const values: unknown[] = [];
        while (at < end) values.push(read(element));
        return values;
      }
      default:
        return typesOf(type.slice(1, -1)).map(read);
    }
  };
  return typesOf(signature).map(read);
}
