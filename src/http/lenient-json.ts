/**
 * Reads what is JSON but for the slips seen in real answers: a byte order mark, curly quotes where straight ones belong,
 * trailing commas, bare words in lists, and `//` comments. Nothing is added that was not there: a missing bracket stays an
 * error. For reading only, and only after the strict parse has failed.
 * @throws SyntaxError where the meaning is not plain.
 */
export function parseLenient(text: string): unknown {
  return JSON.parse(straighten(text.replace(/^\uFEFF/, "")));
}

const token =
  /"(?:[^"\\\n]|\\.)*"|[\u201C\u201D](?:[^\u201C\u201D"\\\n]|\\.)*[\u201C\u201D"]|"(?:[^"\\\n\u201D]|\\.)*\u201D|\/\/[^\n]*|[A-Za-z_][\w-]*|,(?=(?:\s|\/\/[^\n]*\n)*[\]}])/g;

function straighten(text: string): string {
  return text.replace(token, (found) => {
    if (found === "," || found.startsWith("//")) return "";
    if (/^["\u201C\u201D]/.test(found)) {
      return found.startsWith('"') && found.endsWith('"')
        ? found
        : `"${found.slice(1, -1).replaceAll('"', '\\"')}"`;
    }
    return found === "true" || found === "false" || found === "null" ? found : JSON.stringify(found);
  });
}
