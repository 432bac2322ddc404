import type { Column } from "../../output/result.ts";

/** Dim for checks, so that hosts and clusters stand out. */
const toneOfType: NonNullable<Column["tone"]> = (value) =>
  typeof value === "string" && value.startsWith("check_") ? "dim" : undefined;

export const flatColumns: readonly Column[] = [
  { name: "type", tone: toneOfType },
  { name: "father_name", tone: () => "strong" },
  { name: "check_name" },
  { name: "father_uuid" },
  { name: "check_uuid", hidden: true },
];

/** The tree as data: a father a row. */
export const fatherColumns: readonly Column[] = [
  { name: "type" },
  { name: "father_name", tone: () => "strong" },
  { name: "father_uuid" },
  { name: "checks" },
];

/** The tree as it is drawn. */
export const treeColumns: readonly Column[] = [
  {
    name: "element",
    tone: (_, row) => (row.check_uuid === undefined && row.check_name === undefined ? "strong" : undefined),
  },
  { name: "type", tone: toneOfType },
  { name: "uuid" },
];
