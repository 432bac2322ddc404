import { defined } from "../../defined.ts";
import type { FaultCode } from "../../errors.ts";
import { type Explanation, explainByStatus, type Problem } from "../../http/problem.ts";
import { isRecord } from "../../record.ts";
import { member, textOf } from "./records.ts";

/** What the API says went wrong: `Fault.Code.Value`, `Fault.Code.Subcode.Value` and `Fault.Reason.Text`. */
export interface RptFault {
  readonly who: string | undefined;
  readonly subcode: string | undefined;
  readonly text: string | undefined;
}

/** The Fault in a document, or one that is an item's member (13.4.8); undefined where there is none. */
export function faultIn(document: unknown): RptFault | undefined {
  const fault = member(document, "Fault");
  if (!isRecord(fault)) return undefined;
  const code = member(fault, "Code");
  const subcode = textOf(member(code, "Subcode"), "Value")?.trim();
  return {
    who: textOf(code, "Value"),
    // The page itself says "?" where it does not know.
    subcode: subcode === "" || subcode === "?" ? undefined : subcode,
    text: textOf(member(fault, "Reason"), "Text")?.trim(),
  };
}

/** True where that is the subcode of a fault, however it is capitalised. */
export function isSubcode(subcode: string | undefined, name: string): boolean {
  return subcode?.toLowerCase() === name.toLowerCase();
}

/** By the subcode's end, because the families mix: ReportTemplate..., ReportDefinition..., Reportdefinition... */
const meanings: readonly (readonly [RegExp, FaultCode])[] = [
  [/^noprivilege$/, "forbidden"],
  [/^(invalidauthheader|noauthheader|multipleaccounts)$/, "auth"],
  [/(notexist|notfound|invaliduri|^gone)$/, "not_found"],
  [/(duplicatedisplayname|changedsinceretrieve)$/, "conflict"],
  [/^(internalerror|authserverunavailable|unfoundtokenserverurl|invalidtokenserverurl)$/, "unavailable"],
  [/^(invalid|rpzfileupload|reportupload)|(missing|badmediatype|needdisplayname|nocontent)$/, "rejected"],
];

const hints: Readonly<Record<string, readonly string[]>> = {
  noprivilege: ["the user is signed in, but is no reporting administrator"],
  invalidauthheader: ["the token has expired or was never good: rptctl auth login rpt"],
  noauthheader: [
    "the token did not reach the server: does something in between take the Authorization header away?",
  ],
  reporttemplatedoesnotexist: ["rptctl defs list shows the definitions there are"],
  reportdefinitiondoesnotexist: ["rptctl defs list shows the definitions there are"],
  reporttemplatecreatecopynotexist: ["rptctl defs list shows the definitions there are"],
  reporttemplatecreatefailedbadmediatype: ["the formats are pdf and csv"],
  reporttemplatecreatefailedneeddisplayname: ["give it a name"],
  reporttemplateupdateduplicatedisplayname: ["another definition has that name: choose one that is free"],
  reportdefinitioncreateduplicatedisplayname: ["a definition has that name already: --overwrite replaces it"],
  reportparamnotfound: ["rptctl defs params DEF lists the definition's parameters"],
  rpzfileuploadfailedreportcontentnotidm: ["the package.xml inside must say PlatformName IDM"],
};

/**
 * What the API's errors mean: by subcode first and status second, because several faults share a status, NoPrivilege is
 * a 401, and a Fault may come with any status at all, 200 included.
 */
export function explainRpt(problem: Problem): Explanation {
  const fault = faultIn(problem.json);
  if (fault === undefined) return explainFaultless(problem);
  const byStatus = explainByStatus(problem);
  const subcode = fault.subcode?.toLowerCase() ?? "";
  const code = meanings.find(([pattern]) => pattern.test(subcode))?.[1];
  const said = fault.subcode === undefined ? "" : `, ${fault.subcode}`;
  return {
    code:
      code ??
      (problem.status < 300 ? (fault.who === "Receiver" ? "unavailable" : "rejected") : byStatus.code),
    message: `${fault.text ?? "the server gave no reason"} (HTTP ${problem.status}${said})`,
    ...defined({ subcode: fault.subcode }),
    ...(Object.hasOwn(hints, subcode) ? { hints: hints[subcode]! } : {}),
  };
}

/** Not the reporting server's own words: a servlet container, a proxy or a login page spoke. */
function explainFaultless(problem: Problem): Explanation {
  const explained = explainByStatus(problem);
  if (problem.status !== 404) return explained;
  return {
    ...explained,
    hints: ["is the URL right? it is that of the core server, as in https://HOST:8543/IDMRPT-CORE"],
  };
}
