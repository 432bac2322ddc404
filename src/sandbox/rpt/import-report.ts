import { randomBytes } from "node:crypto";
import { strFromU8, type Unzipped, unzipSync } from "fflate";
import { Refusal } from "./fault.ts";
import { isFormat } from "./field-values.ts";
import { type Text, textIn } from "./languages.ts";
import { type Package, readPackage } from "./package-xml.ts";
import { type Definition, type RptState, usualBehaviour } from "./records.ts";
import { readBundle } from "./rpz.ts";

const longestName = 255;

/** The files of a zip. Throws a Refusal where it is none. */
export function unzip(bytes: Uint8Array, name: string): Unzipped {
  try {
    return unzipSync(bytes);
  } catch {
    throw new Refusal(400, "RpzFileUploadFailedZipException", `The file '${name}' is not a zip file.`);
  }
}

/** Takes one .rpz in: the GUID that it has from now on. Throws a Refusal, and nothing has changed. */
export function importReport(state: RptState, bytes: Uint8Array, file: string, overwrite: boolean): string {
  const zip = unzip(bytes, file);
  const given = packageOf(zip, file);
  const { DisplayName } = given.text;
  const named = state.definitions.find(({ texts }) => textIn(texts, "en").DisplayName === DisplayName);
  const identified = state.definitions.find(({ GUID }) => GUID === given.id);
  if (named !== undefined && !overwrite) {
    const text = `Report definition creation failed: the display name '${DisplayName}' is used already.`;
    throw new Refusal(409, "ReportDefinitionCreateDuplicateDisplayName", text);
  }
  if (named !== undefined && identified !== undefined && named !== identified) {
    const text =
      `Report template update failed.  The report template update with GUID '${given.id}' failed because display ` +
      `name '${DisplayName}' is used in another report template.`;
    throw new Refusal(409, "ReportTemplateUpdateDuplicateDisplayName", text);
  }
  const replaced = named ?? (overwrite ? identified : undefined);
  const free = /^[\da-f]{32}$/.test(given.id) && identified === undefined ? given.id : undefined;
  const definition = definitionOf(given, zip, replaced?.GUID ?? free ?? randomBytes(16).toString("hex"));
  state.definitions = [...state.definitions.filter((each) => each !== replaced), definition];
  return definition.GUID;
}

function packageOf(zip: Unzipped, file: string): Package & { format: "PDF" | "CSV" } {
  const refuse = (subcode: string, text: string) => new Refusal(400, subcode, `${text} ('${file}')`);
  const xml = zip["package.xml"];
  let given: Package;
  try {
    if (xml === undefined) throw new Error("no package.xml");
    given = readPackage(strFromU8(xml));
  } catch {
    const text = "The package.xml is missing or is not well-formed.";
    throw refuse("RpzFileUploadFailedZipExceptionBadPackageXml", text);
  }
  if (given.platform !== "IDM")
    throw refuse("RpzFileUploadFailedReportContentNotIdm", "The PlatformName is not IDM.");
  const { DisplayName } = given.text;
  if (DisplayName === "")
    throw refuse("ReportTemplateCreateFailedNeedDisplayName", "The report needs a display name.");
  if (DisplayName.length > longestName) {
    throw refuse("RpzFileUploadFailedZipExceptionBadPackageXmlNameTooLong", "The display name is too long.");
  }
  const { format } = given;
  if (!isFormat(format))
    throw refuse("ReportTemplateCreateFailedBadMediaType", `The format '${format}' is not PDF or CSV.`);
  return { ...given, format };
}

function definitionOf(given: Package & { format: "PDF" | "CSV" }, zip: Unzipped, GUID: string): Definition {
  const bundles = Object.entries(zip).flatMap(([path, bytes]): [string, Text][] => {
    const language = path.match(/_([a-z]{2}(?:_[a-z]{2})?)\.properties$/)?.[1];
    return language === undefined ? [] : [[language, { ...given.text, ...readBundle(strFromU8(bytes)) }]];
  });
  return {
    GUID,
    name: given.name || GUID,
    texts: { ...Object.fromEntries(bundles), en: given.text },
    categories: given.categories,
    tags: given.tags,
    parameters: given.parameters,
    comments: given.comments,
    format: given.format,
    behaviour: usualBehaviour,
  };
}
