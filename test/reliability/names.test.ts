import { lstatSync, readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { measured, sized } from "./measure.ts";
import { Scene, savingCommands } from "./names-scene.ts";
import type { Naming } from "./names-server.ts";

const hostileNames: readonly string[] = [
  "r.pdf",
  "..",
  ".",
  "...",
  "../r.pdf",
  "../../../../../../tmp/r.pdf",
  "/etc/passwd",
  "/",
  "//x/y",
  "..\\..\\r.pdf",
  "C:\\Windows\\r.pdf",
  "C:r.pdf",
  "\\\\host\\share\\r.pdf",
  "a/../../b.pdf",
  "a/..",
  "in/../../out/victim",
  "%2e%2e%2fr.pdf",
  "..%2f..%2fr.pdf",
  "r.pdf:stream",
  "r.pdf::$DATA",
  "CON",
  "con.pdf",
  "aux.txt",
  "NUL",
  "com1.pdf",
  "COM¹.pdf",
  "lpt9",
  "CONIN$",
  "r.pdf.",
  "r.pdf ",
  " r.pdf",
  "r.pdf. . .",
  "-rf",
  "--help",
  "-",
  ".bashrc",
  ".ssh/authorized_keys",
  "~/r.pdf",
  "r\u0000.pdf",
  "r.pdf\u0000.exe",
  "a\nb.pdf",
  "a\r\nSet-Cookie: x",
  "a\tb",
  "a\u001b[31mb.pdf",
  "a\u007fb",
  "a\u0085b",
  "fdp\u202egpj.exe",
  "\u2066a\u2069.pdf",
  "a\u200bb",
  "a\u2028b",
  "\ufeffr.pdf",
  "x".repeat(300),
  `${"x".repeat(300)}.pdf`,
  `a.${"x".repeat(300)}`,
  "é".repeat(150),
  `${"日".repeat(100)}.pdf`,
  `x${"\u{1F980}".repeat(70)}.pdf`,
  "e\u0301.pdf",
  "\u2215etc\u2215passwd",
  'a|b<c>d*e?f"g',
  "$(id).pdf",
  "`id`",
  "'; rm -rf ~; '",
  "r.part",
  "r.pdf.part",
  "r.pdf.part.json",
  "desktop.ini",
  "",
  " ",
];

const bytes = (name: string) => Buffer.from(name).toString("latin1");
const percent = (name: string) =>
  [...Buffer.from(name)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");

/** How a header, or an answer, may carry a name. */
const carriers: Readonly<Record<string, (name: string) => Naming>> = {
  "filename in quotes": (name) => ({
    headers: [`content-disposition: attachment; filename="${bytes(name).replace(/["\\]/g, "\\$&")}"`],
  }),
  "filename with its backslashes": (name) => ({
    headers: [`content-disposition: attachment; filename="${bytes(name)}"`],
  }),
  "filename without quotes": (name) => ({
    headers: [`content-disposition: attachment; filename=${bytes(name)}`],
  }),
  "filename*": (name) => ({
    headers: [`content-disposition: attachment; filename*=UTF-8''${percent(name)}; filename="ok.pdf"`],
  }),
  "filename* in Latin-1": (name) => ({
    headers: [`content-disposition: attachment; filename*=iso-8859-1''${percent(name)}`],
  }),
  "a name in an answer": (name) => ({ headers: [], displayName: name, guid: name }),
};

/** What is wrong with a name that was chosen; nothing where it is good on every system. */
function fault(name: string): string | undefined {
  if (Buffer.byteLength(name) > 240) return "too long";
  if (Buffer.from(name).toString() !== name) return "cut within a character";
  if (/[/\\:*?"<>|\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(name)) return "holds what no name may";
  if (/^[-.\s]|[.\s]$/.test(name)) return "begins or ends badly";
  if (/^(?:con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)\s*(?:\.|$)/i.test(name)) return "a device";
  return undefined;
}

const scene = Scene.forTests();

describe.each(Object.entries(savingCommands))("%s", (title, command) => {
  it("saves inside its folder under a safe name, whatever the server says", async () => {
    const random = fc.sample(fc.string({ unit: "binary", minLength: 1, maxLength: 300 }), sized(0, 300));
    const wrong: string[] = [];
    let tried = 0;
    let turn = 0;
    for (const [carrier, carry] of Object.entries(carriers)) {
      for (const name of [...hostileNames, ...random]) {
        turn += 1;
        if (turn % sized(17, 1) !== 0) continue;
        scene.lay();
        const before = scene.around();
        const { code, stderr } = await scene.run(command, carry(name));
        tried += 1;
        const saved = readdirSync(scene.at("in"));
        const whole =
          saved.length === 1 &&
          lstatSync(scene.at("in", saved[0]!)).isFile() &&
          readFileSync(scene.at("in", saved[0]!), "latin1") === command.content;
        const why =
          code === 0
            ? whole
              ? fault(saved[0]!)
              : "not saved whole"
            : saved.length > 0
              ? "left something"
              : undefined;
        const isOff = code === 0 && !command.extension.test(saved[0] ?? "") ? "another extension" : undefined;
        const changed = scene.around() === before ? undefined : "something around it was changed";
        const bad = why ?? isOff ?? changed ?? (code === 1 ? "a bug" : undefined);
        if (bad !== undefined)
          wrong.push(`${carrier} ${JSON.stringify(name.slice(0, 60))}: ${bad} ${code} ${saved} ${stderr}`);
      }
    }
    expect(wrong.slice(0, 10)).toEqual([]);
    measured({ chapter: "names", what: `${title}: names`, tried, clean: tried - wrong.length });
  });
});
