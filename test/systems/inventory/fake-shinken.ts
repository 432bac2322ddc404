import { type Answer, type Asked, type FakeServer, fakeServer } from "../../fake-server.ts";

const statistics = {
  nb_elements_total: 9,
  nb_hosts_total: 4,
  nb_clusters_total: 1,
  nb_checks_total: 4,
  nb_elements_filtered: 9,
  nb_hosts_filtered: 4,
  nb_clusters_filtered: 1,
  nb_checks_filtered: 4,
};

const bordeaux = { father_uuid: "2c6dcf1aba1611ebaa7d0800277faebe", father_name: "Bordeaux" };
const bdx = { father_uuid: "d6921ee8ba1511eba36c0800277faebe", father_name: "datacenter bdx" };
const lyon = { father_uuid: "8db8b5f0ba1611eba60d0800277faebe", father_name: "Lyon" };
const nantes = { father_uuid: "76f45d80ba1e11eba2670800277faebe", father_name: "Nantes" };
const rennes = { father_uuid: "e5460dc2ba1611eb81580800277faebe", father_name: "Rennes" };

const check = (father: { father_uuid: string }, check_name: string, half: string) => ({
  check_name,
  check_uuid: `${father.father_uuid}-${half}`,
});
const uptime = check(bdx, "System Uptime", "e6daad4cba1511eb95980800277faebe");
const cpu = check(bordeaux, "CPU Stats", "c296d75e5ad911e58cc5080027f08538");
const disks = check(bordeaux, "Disks Stats", "c29735965ad911e58cc5080027f08538");
const cpuOfNantes = check(nantes, "CPU Stats", "c296d75e5ad911e58cc5080027f08538");

/** The elements of the page's examples, in their order there. */
export const flat = [
  { ...bordeaux, type: "host" },
  { ...bordeaux, ...cpu, type: "check_host" },
  { ...bordeaux, ...disks, type: "check_host" },
  { ...bdx, type: "cluster" },
  { ...bdx, ...uptime, type: "check_cluster" },
  { ...lyon, type: "host" },
  { ...nantes, type: "host" },
  { ...nantes, ...cpuOfNantes, type: "check_host" },
  { ...rennes, type: "host" },
];

export const clusters = [{ ...bdx, checks: [uptime] }];
export const hosts = [
  { ...bordeaux, checks: [cpu, disks] },
  { ...lyon, checks: [] },
  { ...nantes, checks: [cpuOfNantes] },
  { ...rennes, checks: [] },
];

export const flatAnswer = { request_statistics: statistics, elements_found: flat };
export const treeAnswer = { request_statistics: statistics, elements_found: { clusters, hosts } };

export const env = { RPTCTL_INVENTORY_URL: "http://shinken.test:50100", RPTCTL_INVENTORY_TOKEN: "XYZ-token" };

/** What was sent, as it was: names and values. */
export const formOf = (asked: Asked | undefined) => [...new URLSearchParams(asked?.text)];

/** A livedata module in memory; what `answer` leaves undefined is answered as the page's examples are. */
export function fakeShinken(
  answer: (asked: Asked, before: readonly Asked[]) => Answer | undefined = () => undefined,
  more: Record<string, string> = {},
): FakeServer {
  return fakeServer(
    "http://shinken.test:50100",
    (asked, before) => {
      const given = answer(asked, before);
      if (given !== undefined) return given;
      const tree = new URLSearchParams(asked.text).get("output_format") === "checks_attached_to_father";
      return { body: tree ? treeAnswer : flatAnswer };
    },
    { env: { ...env, ...more } },
  );
}
