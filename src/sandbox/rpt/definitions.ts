import { blankDefinition, changedDefinition, refuseTaken } from "./definition-body.ts";
import { copyOf } from "./definition-copy.ts";
import { definitionList } from "./definition-list.ts";
import { definitionView, etagOf } from "./definition-view.ts";
import { Refusal } from "./fault.ts";
import { textIn } from "./languages.ts";
import type { Definition, RptState } from "./records.ts";
import { rpzOf } from "./rpz.ts";
import { type RptRoutes, readObject, type Server } from "./server.ts";

/** /rpt/definitions (13.4.1 to 13.4.6). */
export function definitionRoutes(app: RptRoutes, { store }: Server): void {
  app.get("/rpt/definitions", (c) => c.json(definitionList(c, store.state.definitions)));

  app.post("/rpt/definitions", async (c) => {
    const guid = c.req.query("copy");
    if (guid === undefined) {
      if ((await c.req.text()) === "") {
        const text = "Neither a copy was asked for nor any content sent.";
        throw new Refusal(400, "ReportTemplateCreateNoContent", text);
      }
      // The page has no success for this, but two of its subcodes speak of content (13.4.2).
      const made = changedDefinition(blankDefinition(), await readObject(c), c.var.language);
      store.change((state) => {
        refuseTaken(state.definitions, made, c.var.language);
        state.definitions.push(made);
      });
      return c.json({ GUID: made.GUID, Status: "OK" });
    }
    const copy = store.change((state) => {
      const original = state.definitions.find(({ GUID }) => GUID === guid);
      if (original === undefined) throw noneToCopy(guid);
      const made = copyOf(original, state.definitions);
      state.definitions.push(made);
      return made;
    });
    return c.json({ GUID: copy.GUID, Status: "OK" });
  });

  app.get("/rpt/definitions/:guid", (c) => {
    const definition = definitionOf(store.state, c.req.param("guid"));
    c.header("Etag", etagOf(definition));
    c.header("Content-Language", c.var.language.replace("_", "-"));
    return c.json(definitionView(definition, c.var.language));
  });

  app.put("/rpt/definitions/:guid", async (c) => {
    const { language } = c.var;
    const guid = c.req.param("guid");
    definitionOf(store.state, guid);
    const body = await readObject(c);
    const ifMatch = c.req.header("If-Match");
    const changed = store.change((state) => {
      const before = definitionOf(state, guid);
      refuseChanged(before, ifMatch);
      const after = changedDefinition(before, body, language);
      if (textIn(after.texts, language).DisplayName !== textIn(before.texts, language).DisplayName) {
        refuseTaken(state.definitions, after, language);
      }
      state.definitions = state.definitions.map((each) => (each === before ? after : each));
      return after;
    });
    c.header("Etag", etagOf(changed));
    return c.json({ GUID: guid, Status: "OK" });
  });

  app.delete("/rpt/definitions/:guid", (c) => {
    const guid = c.req.param("guid");
    definitionOf(store.state, guid);
    store.change((state) => {
      state.definitions = state.definitions.filter(({ GUID }) => GUID !== guid);
      state.schedules = state.schedules.filter(({ definition }) => definition !== guid);
    });
    return c.json({ GUID: guid, Status: "OK" });
  });

  app.get("/rpt/definitions/:guid/rpz", (c) => {
    const definition = definitionOf(store.state, c.req.param("guid"));
    const bytes = rpzOf(definition);
    return c.body(bytes, 200, {
      "Content-Type": "application/zip",
      "Content-Length": String(bytes.length),
      "Content-Disposition": `attachment; filename="${definition.name}.rpz"`,
    });
  });
}

/** Throws a Refusal where there is none. */
export function definitionOf(state: Readonly<RptState>, guid: string): Definition {
  const definition = state.definitions.find(({ GUID }) => GUID === guid);
  if (definition !== undefined) return definition;
  throw new Refusal(404, "ReportTemplateDoesNotExist", `The report template '${guid}' does not exist.`);
}

function noneToCopy(guid: string): Refusal {
  const text =
    "Report template creation failed.  The report template created failed because report template to copy " +
    `'${guid}' does not exist.`;
  return new Refusal(404, "ReportTemplateCreateCopyNotExist", text);
}

function refuseChanged(definition: Definition, ifMatch: string | undefined): void {
  const etag = etagOf(definition);
  if (ifMatch === undefined || [etag, `"${etag}"`, "*"].includes(ifMatch.trim())) return;
  const text = `The report '${definition.GUID}' has changed since it was retrieved.`;
  throw new Refusal(409, "ReportChangedSinceRetrieve", text);
}
