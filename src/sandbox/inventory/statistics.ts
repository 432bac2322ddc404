import type { Element, Estate } from "./elements.ts";

/** `request_statistics`: what there is, and what of it matches at `now` (seconds since the epoch). */
export function countMatches(
  estate: Estate,
  matches: (element: Element) => boolean,
  now: number,
): Record<string, number> {
  const total = { hosts: 0, clusters: 0, checks: 0 };
  const filtered = { hosts: 0, clusters: 0, checks: 0 };
  for (let index = 0; index < estate.families; index += 1) {
    const { father, checks } = estate.family(index, now);
    const kind = father.type === "cluster" ? "clusters" : "hosts";
    total[kind] += 1;
    total.checks += checks.length;
    if (matches(father)) filtered[kind] += 1;
    filtered.checks += checks.filter(matches).length;
  }
  return { ...named(total, "total"), ...named(filtered, "filtered") };
}

function named(counts: { hosts: number; clusters: number; checks: number }, suffix: string) {
  const { hosts, clusters, checks } = counts;
  return {
    [`nb_elements_${suffix}`]: hosts + clusters + checks,
    [`nb_hosts_${suffix}`]: hosts,
    [`nb_clusters_${suffix}`]: clusters,
    [`nb_checks_${suffix}`]: checks,
  };
}
