import { idOf } from "../cast.ts";

/** Somebody whom reports are about. */
export interface Person {
  readonly id: string;
  readonly first: string;
  readonly last: string;
  readonly title: string;
  readonly location: string;
}

/** A role, a resource, an entitlement or a team. */
export interface Named {
  readonly id: string;
  readonly names: Readonly<Record<string, string>>;
}

const names =
  "Abby Spencer, Adam Marsden, Allison Blake, Angie Chung, Anthony Palani, April Smith, Bill Bender, Bill Brown, " +
  "Bill Burke, Bob Jenner, Brad Jones, Cal Central, Chip Nano, Chris Black, David Decker, Josh Kelley, " +
  "Kelly Kilpatrick, Kip Keller, Rashelle Bradley, Jürgen Groß, Zoë O'Neill, 丽 王";
const titles = [
  "Physician",
  "Nurse",
  "Sales Manager",
  "Engineer",
  "Accountant",
  "Pharmacist",
  "Team Lead, Nights",
];
const locations = ["Boston", "Provo", "München", "Northwest"];

export const people: readonly Person[] = names.split(", ").map((name, index) => {
  const [first = "", last = ""] = name.split(" ");
  return {
    id: idOf("person", name),
    first,
    last,
    title: titles[index % titles.length]!,
    location: locations[index % locations.length]!,
  };
});

const named = (kind: string, ...pairs: readonly (readonly [string, string?])[]): readonly Named[] =>
  pairs.map(([en, de]) => ({ id: idOf(kind, en).slice(0, 10), names: { en, ...(de && { de }) } }));

export const roles = named(
  "role",
  ["Administer Drugs", "Arzneimittel verabreichen"],
  ["Doctor", "Arzt"],
  ["Doctor-West"],
  ["Nurse", "Pflegekraft"],
  ["Pharmacist", "Apotheker"],
  ["Order Medical Tests", "Untersuchungen anordnen"],
);
export const resources = named(
  "resource",
  ["Active Directory Account"],
  ["Badge"],
  ["Resources A"],
  ["Resources B"],
);
export const entitlements = named(
  "entitlement",
  ["Entitlement A"],
  ["Entitlement B"],
  ["SAP Group Membership"],
);
export const teams = named("team", ["Flora Role Team"], ["Jake Prov Team"], ["Night Shift", "Nachtschicht"]);
