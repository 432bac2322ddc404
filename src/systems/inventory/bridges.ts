import type { Rows } from "../../rows/row.ts";
import { checksOf, type Father, recordOf } from "./elements.ts";

/** A host and the names of its checks. */
export interface Host {
  readonly name: string;
  readonly uuid: string;
  readonly checks: readonly string[];
}

/** The hosts of a tree by name. Clusters are sums of other elements: nothing can be run on them or asked of them. */
export async function hostsOf(
  fathers: Rows,
  limit: number | undefined,
): Promise<{ hosts: readonly Host[]; clusters: number }> {
  const hosts: Host[] = [];
  let clusters = 0;
  for await (const batch of fathers) {
    for (const row of batch) {
      const father = recordOf<Father>(row);
      if (father.type === "cluster") clusters += 1;
      else if (father.father_name !== undefined) {
        const checks = checksOf(father).flatMap(({ check_name }) => check_name ?? []);
        hosts.push({ name: father.father_name, uuid: father.father_uuid ?? "", checks: [...checks].sort() });
      }
    }
  }
  hosts.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return { hosts: hosts.slice(0, limit), clusters };
}

/**
 * A dynamic inventory as `ansible-inventory --list` and inventory scripts have it: the group `shinken` with every host, a group
 * for each check with the hosts that have it, and what Shinken knows of a host among its variables.
 */
export function ansibleInventory(hosts: readonly Host[]): string {
  const groups = new Map<string, string[]>([["shinken", hosts.map(({ name }) => name)]]);
  for (const { name, checks } of hosts) {
    for (const group of new Set(checks.map(groupName))) {
      const members = groups.get(group) ?? [];
      members.push(name);
      groups.set(group, members);
    }
  }
  const hostvars = Object.fromEntries(
    hosts.map(({ name, uuid, checks }) => [name, { shinken_uuid: uuid, shinken_checks: checks }]),
  );
  const inventory = {
    _meta: { hostvars },
    all: { children: [...groups.keys()] },
    ...Object.fromEntries([...groups].map(([group, members]) => [group, { hosts: members }])),
  };
  return JSON.stringify(inventory, undefined, 2);
}

/** Ansible takes letters, digits and underscores for the names of groups. */
function groupName(check: string): string {
  const plain = check
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "_");
  return `check_${plain.replaceAll(/^_+|_+$/g, "")}`;
}

/** What Prometheus' file_sd_configs read: a target a host. Labels that begin with `__meta_` are there for relabelling. */
export function fileSdTargets(hosts: readonly Host[]): string {
  const groups = hosts.map(({ name, uuid, checks }) => ({
    targets: [name],
    labels: {
      __meta_shinken_name: name,
      __meta_shinken_uuid: uuid,
      // Commas at both ends, as Prometheus itself writes lists, so that `.*,CPU Stats,.*` matches each of them.
      __meta_shinken_checks: checks.length === 0 ? "" : `,${checks.join(",")},`,
    },
  }));
  return JSON.stringify(groups, undefined, 2);
}
