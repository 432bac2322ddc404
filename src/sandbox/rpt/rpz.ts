import { strToU8, zipSync } from "fflate";
import type { Text } from "./languages.ts";
import { escapeXml, writePackage } from "./package-xml.ts";
import type { Definition } from "./records.ts";

/** The zip that a definition is exported as (13.4.6): its metadata, its layout, and its texts in each language. */
export function rpzOf(definition: Definition): Uint8Array<ArrayBuffer> {
  const { name, texts } = definition;
  const bundles = Object.entries(texts).map(([language, text]) => [
    `${name}_${language}.properties`,
    strToU8(writeBundle(text)),
  ]);
  // One time for all, so that the same definition always makes the same bytes.
  return zipSync(
    {
      "package.xml": strToU8(writePackage(definition)),
      [`${name}.jrxml`]: strToU8(layout(name)),
      ...Object.fromEntries(bundles),
    },
    { mtime: Date.UTC(2010, 0, 30) },
  ) as Uint8Array<ArrayBuffer>;
}

function layout(name: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<jasperReport xmlns="http://jasperreports.sourceforge.net/jasperreports" name="${escapeXml(name)}" pageWidth="595" pageHeight="842">
  <title><band height="40"><textField><reportElement x="0" y="0" width="555" height="30"/>
    <textFieldExpression><![CDATA[$R{DisplayName}]]></textFieldExpression></textField></band></title>
</jasperReport>
`;
}

/** A Java properties file: beyond Latin text is escaped. */
function writeBundle(text: Text): string {
  return Object.entries(text)
    .map(([key, value]) => `${key}=${escapeProperty(value)}\n`)
    .join("");
}

const escapeProperty = (value: string) =>
  value
    .replace(/[\\\n]/g, (character) => (character === "\n" ? "\\n" : "\\\\"))
    .replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** The texts of a properties file, as far as they are a report's. */
export function readBundle(properties: string): Partial<Text> {
  const lines = properties
    .split(/\r?\n/)
    .map((line) => line.match(/^\s*(DisplayName|Description)\s*[=:]\s*(.*)$/));
  return Object.fromEntries(
    lines.flatMap((match) => (match ? [[match[1], unescapeProperty(match[2] ?? "")]] : [])),
  );
}

const unescapeProperty = (value: string) =>
  value.replace(/\\(u[0-9a-fA-F]{4}|.)/g, (_, code: string) => {
    if (code.length === 5) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    return code === "n" ? "\n" : code;
  });
