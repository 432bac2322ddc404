import { Row } from "../../rows/row.ts";
import type { Section } from "../../rows/sections.ts";
import { checksOf, type Element, type Father, recordOf, typeOf } from "./elements.ts";
import type { Envelope } from "./read.ts";

/** What `request_statistics` counts of the elements that were asked for. */
interface Counts {
  nb_elements_filtered: number;
  nb_hosts_filtered: number;
  nb_clusters_filtered: number;
  nb_checks_filtered: number;
}

/**
 * The statistics that stand beside the elements; where the server gives none, what was counted while they went by. Which of them
 * there are differs from version to version, so they are passed on as they are.
 */
export async function statisticsOf(
  sections: AsyncIterable<Section>,
  envelope: () => Envelope,
): Promise<{ row: Row; counted: boolean }> {
  const counts: Counts = {
    nb_elements_filtered: 0,
    nb_hosts_filtered: 0,
    nb_clusters_filtered: 0,
    nb_checks_filtered: 0,
  };
  for await (const { name, rows } of sections) {
    for (const row of rows) count(row, name, counts);
  }
  const given = envelope().request_statistics;
  const counted = typeof given !== "object" || given === null;
  return { row: Row.of(counted ? counts : given), counted };
}

function count(row: Row, section: string | undefined, counts: Counts): void {
  const type = section === undefined ? recordOf<Element>(row).type : typeOf(section);
  const checks = section === undefined ? 0 : checksOf(recordOf<Father>(row)).length;
  if (type === "host") counts.nb_hosts_filtered += 1;
  else if (type === "cluster") counts.nb_clusters_filtered += 1;
  else counts.nb_checks_filtered += 1;
  counts.nb_checks_filtered += checks;
  counts.nb_elements_filtered += 1 + checks;
}
