import { idOf } from "../cast.ts";
import type { Texts } from "../languages.ts";
import {
  type Behaviour,
  type Definition,
  type Email,
  type Format,
  type Parameter,
  usualBehaviour,
} from "../records.ts";
import { dateRange, language, pluginDirectory, role, searchName, users } from "./parameters.ts";

interface Sketch {
  readonly name: string;
  readonly en: readonly [name: string, description: string];
  readonly de?: readonly [name: string, description: string];
  readonly fr?: readonly [name: string, description: string];
  readonly category: "identity" | "roles" | "resource" | "audit";
  readonly tags: readonly string[];
  readonly format?: Format;
  readonly parameters?: readonly Parameter[];
  readonly comments?: string;
  readonly email?: Email;
  readonly behaviour?: Partial<Behaviour>;
}

const team: Email = {
  To: ["allison blake <ablake@example.com>", "chip nano <cnano@example.com>"],
  Cc: ["fred stats <fstats@example.com>"],
  Subject: "Please verify",
  Message: "See attached report.",
};

/** Two have the same display name, one always fails, one makes a file worth a progress bar, one is done in no time. */
const sketches: readonly Sketch[] = [
  {
    name: "identityReport",
    en: [
      "Identity Report",
      "First name, last name, and job title of each identity used by the User Application",
    ],
    de: ["Identitätsbericht", "Vorname, Nachname und Stelle jeder Identität"],
    fr: ["Rapport d'identité", "Prénom, nom et poste de chaque identité"],
    category: "identity",
    tags: ["identities", "daily"],
    parameters: [pluginDirectory, dateRange, language],
    behaviour: { seconds: 2 },
  },
  {
    name: "userStatus",
    en: ["User Status Changes", "Users whose status changed within the date range"],
    de: ["Statusänderungen von Benutzern", "Benutzer, deren Status sich im Zeitraum änderte"],
    category: "identity",
    tags: ["identities", "audit"],
    parameters: [pluginDirectory, dateRange, language, searchName, users],
    email: team,
    comments: "Asked for by the auditors",
  },
  {
    name: "identityVaultDump",
    en: ["Identity Vault Export", "Every identity with all of its attributes, for other programs"],
    de: ["Export des Identitätsdepots", "Alle Identitäten mit allen Attributen, für andere Programme"],
    category: "identity",
    tags: ["identities", "export"],
    format: "CSV",
    parameters: [language],
    behaviour: { seconds: 600, rows: 60_000 },
  },
  {
    name: "roleReport",
    en: ["Role Report", "Roles and their members"],
    de: ["Rollenbericht", "Rollen und ihre Mitglieder"],
    category: "roles",
    tags: ["roles", "mary"],
    parameters: [pluginDirectory, role, language],
    email: team,
  },
  {
    name: "roleAssignment",
    en: ["Role Assignment Report", "Who was given which role, and by whom"],
    de: ["Bericht der Rollenzuweisungen", "Wer welche Rolle von wem erhielt"],
    fr: ["Rapport d'attribution des rôles", "Qui a reçu quel rôle, et de qui"],
    category: "roles",
    tags: ["roles", "monthly"],
    parameters: [dateRange, language],
  },
  {
    name: "sodViolations",
    en: ["Separation of Duties Violations", "Conflicting roles that one person holds"],
    category: "roles",
    tags: ["roles", "audit"],
    parameters: [language],
    email: team,
  },
  {
    name: "myResource0",
    en: ["Resource Assignments", "Resources by user"],
    de: ["Ressourcenzuweisungen", "Ressourcen nach Benutzern"],
    category: "resource",
    tags: ["resources", "mary"],
    parameters: [pluginDirectory, language],
  },
  {
    name: "myResource1",
    en: ["Resource Assignments", "Resources by resource"],
    category: "resource",
    tags: ["resources"],
    format: "CSV",
    parameters: [language],
  },
  {
    name: "entitlementStatus",
    en: ["Entitlement Grants and Revocations", "What was provisioned on the connected systems"],
    category: "resource",
    tags: ["resources", "weekly"],
    format: "CSV",
    parameters: [dateRange, language],
  },
  {
    name: "authentication",
    en: ["Authentication by User", "Successful and failed logins by user"],
    de: ["Anmeldungen nach Benutzern", "Erfolgreiche und fehlgeschlagene Anmeldungen"],
    category: "audit",
    tags: ["audit", "daily"],
    format: "CSV",
    parameters: [dateRange, language],
  },
  {
    name: "passwordResets",
    en: ["Self Password Changes", "Password changes that users made themselves"],
    category: "audit",
    tags: ["audit", "passwords"],
    parameters: [dateRange, language],
  },
  {
    name: "correlatedEvents",
    en: [
      "Correlated Resource Events",
      "Events by resource; the event server does not answer, so its runs fail",
    ],
    category: "audit",
    tags: ["audit", "events"],
    parameters: [dateRange],
    behaviour: { seconds: 60, fails: true },
  },
];

export const guidOf = (name: string) => idOf("definition", name);

export function seedDefinitions(): Definition[] {
  return sketches.map((sketch) => ({
    GUID: guidOf(sketch.name),
    name: sketch.name,
    texts: textsOf(sketch),
    categories: [sketch.category],
    tags: sketch.tags,
    parameters: sketch.parameters ?? [],
    comments: sketch.comments ?? "",
    ...(sketch.email && { email: sketch.email }),
    format: sketch.format ?? "PDF",
    behaviour: { ...usualBehaviour, ...sketch.behaviour },
  }));
}

function textsOf({ en, de, fr }: Sketch): Texts {
  const text = ([DisplayName, Description]: readonly [string, string]) => ({ DisplayName, Description });
  return { en: text(en), ...(de && { de: text(de) }), ...(fr && { fr: text(fr) }) };
}
