/**
 * Reads what is JSON but for the slips seen in real answers: a byte order mark, curly quotes where straight ones belong,
 * trailing commas, bare words in lists, and `//` comments. Nothing is added that was not there: a missing bracket stays an
 * error. For reading only, and only after the strict parse has failed.
 * @throws SyntaxError where the meaning is not plain.
 */
export function parseLenient(text: string): unknown {
  return JSON.parse(straighten(text.replace(/^\uFEFF/, "")));
}

/** Strings in straight quotes first, so that nothing inside them is touched; numbers, whose exponents are no words. */
const token =
  /"(?:[^"\\\n]|\\.)*"|[\u201C\u201D](?:[^\u201C\u201D"\\\n]|\\.)*[\u201C\u201D"]|"(?:[^"\\\n\u201D]|\\.)*\u201D|-?\d[\w.+-]*|\/\/[^\n]*|[A-Za-z_][\w-]*|[[{\]}]|,(?=(?:\s|\/\/[^\n]*(?:\n|$))*[\]}])/g;

/** Words that mean something in the languages around JSON, and would mean something else as texts. */
const notTexts = /^(?:true|false|null|NaN|Infinity|undefined|None|True|False)$/;

function straighten(text: string): string {
  const open: string[] = [];
  return text.replace(token, (found) => {
    if (found === "[" || found === "{") open.push(found);
    else if (found === "]" || found === "}") open.pop();
    if (found === "," || found.startsWith("//")) return "";
    if (/^[\u201C\u201D]|^"[\s\S]*\u201D$/.test(found)) return `"${found.slice(1, -1)}"`;
    const bare = /^[A-Za-z_]/.test(found) && open.at(-1) === "[" && !notTexts.test(found);
    return bare ? JSON.stringify(found) : found;
  });
}
