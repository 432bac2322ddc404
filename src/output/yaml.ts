import type { ScalarTag } from "yaml";
import { Document, isScalar, Scalar, visit } from "yaml";
import { Numeral } from "../rows/lossless.ts";
import { type Printing, rowsOf, type Shaped } from "./printing.ts";
import { escapeQuoted, sanitise } from "./sanitise.ts";

/** A sequence that grows a row at a time, or one mapping. Long integers stay what they are. */
export async function printYaml(result: Shaped, printing: Printing): Promise<void> {
  const { out } = printing;
  const single = result.kind === "item" || (result.kind === "written" && !result.several);
  let any = false;
  for await (const batch of rowsOf(result)) {
    for (const row of batch) {
      const value = row.exact;
      await out.write(yamlOf(single ? value : [value]));
      any = true;
    }
    await out.flush();
  }
  if (!any && !single) out.add("[]\n");
  await out.flush();
}

/** Numbers that a double cannot hold are printed as they were written. */
const numeral: ScalarTag = {
  tag: "tag:yaml.org,2002:float",
  identify: (value) => value instanceof Numeral,
  default: true,
  resolve: (text) => new Numeral(text),
  stringify: (node) => String(node.value),
};

function yamlOf(value: unknown): string {
  // Words that YAML 1.1 readers take for booleans (no, on, y) are quoted: many readers still are.
  const document = new Document(value, {
    aliasDuplicateObjects: false,
    compat: "yaml-1.1",
    customTags: (tags) => [numeral, ...tags],
  });
  visit(document, {
    Scalar(_key, node) {
      // Only double quotes have escapes, so what must be escaped must stand in them.
      if (isScalar(node) && typeof node.value === "string" && sanitise(node.value) !== node.value) {
        node.type = Scalar.QUOTE_DOUBLE;
      }
    },
  });
  return escapeQuoted(document.toString({ lineWidth: 0 }));
}
