import { parseXml, XmlElement } from "@rgrove/parse-xml";
import { type Text, textIn } from "./languages.ts";
import type { Definition, Parameter } from "./records.ts";

/** What package.xml says of a report: the plug-in's metadata, in English. */
export interface Package {
  readonly platform: string | undefined;
  readonly id: string;
  readonly name: string;
  readonly text: Text;
  readonly format: string;
  readonly categories: readonly string[];
  readonly tags: readonly string[];
  readonly comments: string;
  readonly parameters: readonly Parameter[];
}

export function writePackage(definition: Definition): string {
  const { DisplayName, Description } = textIn(definition.texts, "en");
  const parts = [
    element("Type", "REPORT"),
    element("UniqueId", definition.GUID),
    element("Name", definition.name),
    element("DisplayName", DisplayName),
    element("Description", Description),
    element("PlatformName", "IDM"),
    element("Format", definition.format),
    element("Comments", definition.comments),
    ...definition.categories.map((each) => element("Category", each)),
    ...definition.tags.map((each) => element("Tag", each)),
    ...definition.parameters.map(writeParameter),
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>\n<PluginPackage>\n${parts.join("\n")}\n</PluginPackage>\n`;
}

function writeParameter({ InternalName, texts, fields }: Parameter): string {
  const { Options, ...plain } = fields;
  const options = ((Options as { Property?: object[] } | undefined)?.Property ?? []).map(
    (option) =>
      `<Property>${Object.entries(option)
        .map(([name, value]) => element(name, String(value)))
        .join("")}</Property>`,
  );
  const members = { InternalName, ...textIn(texts, "en"), ...plain };
  return [
    "<PluginParameterDefinition>",
    ...Object.entries(members).map(([name, value]) => element(name, String(value))),
    ...(options.length > 0 ? [`<Options>${options.join("")}</Options>`] : []),
    "</PluginParameterDefinition>",
  ].join("\n");
}

const element = (name: string, text: string) => `<${name}>${escapeXml(text)}</${name}>`;

export const escapeXml = (text: string) =>
  text.replace(/[<>&"]/g, (character) => `&#${character.charCodeAt(0)};`);

/** Throws for what is not well-formed XML. */
export function readPackage(xml: string): Package {
  const root = parseXml(xml).root;
  if (root === null) throw new Error("no root element");
  const text = (name: string) => textOfChild(root, name) ?? "";
  return {
    platform: textOfChild(root, "PlatformName"),
    id: text("UniqueId"),
    name: text("Name"),
    text: { DisplayName: text("DisplayName"), Description: text("Description") },
    format: text("Format"),
    comments: text("Comments"),
    categories: children(root, "Category").map(trimmed),
    tags: children(root, "Tag").map(trimmed),
    parameters: children(root, "PluginParameterDefinition").map(readParameter),
  };
}

function readParameter(node: XmlElement): Parameter {
  const { InternalName = "", DisplayName = "", Description = "", ...fields } = members(node);
  const [options] = children(node, "Options");
  return {
    InternalName,
    texts: { en: { DisplayName, Description } },
    fields: {
      ...fields,
      ...(options && { Options: { Property: children(options, "Property").map(members) } }),
    },
  };
}

const isElement = (node: unknown): node is XmlElement => node instanceof XmlElement;

const children = (node: XmlElement, name: string) =>
  node.children.filter(isElement).filter((child) => child.name === name);

const trimmed = (node: XmlElement) => node.text.trim();

const textOfChild = (node: XmlElement, name: string) => children(node, name).map(trimmed)[0];

/** The texts of the children that hold text alone, by their names. */
function members(node: XmlElement): Record<string, string> {
  const plain = node.children.filter(isElement).filter((child) => !child.children.some(isElement));
  return Object.fromEntries(plain.map((child) => [child.name, trimmed(child)]));
}
