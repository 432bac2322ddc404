import type { Api } from "../../http/api.ts";
import { fileNameIn } from "../../http/content-disposition.ts";
import { beginsWith, type Document, documentOf } from "../../http/document.ts";
import type { WireResponse } from "../../http/wire.ts";
import { definitions } from "./endpoints.ts";
import type { NamedDefinition } from "./find-definition.ts";
import type { SavedNames } from "./saved-name.ts";

/** The archive of a definition (13.4.6): a zip of its layout, texts and description. */
export function rpzDocument(api: Api, { guid }: NamedDefinition): Document {
  return documentOf(api, definitions.rpz, { path: { guid } }, beginsWith("PK", "zip archive"));
}

/** Where it is saved: under the server's name for it, else the definition's own. */
export function rpzPath(
  directory: string,
  { guid, name }: NamedDefinition,
  response: WireResponse,
  names: SavedNames,
): string {
  const named = fileNameIn(response.headers["content-disposition"]);
  return names.pathIn(directory, [named, name, guid], guid, [".rpz"]);
}
