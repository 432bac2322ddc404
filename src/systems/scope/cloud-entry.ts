import { Fault } from "../../errors.ts";
import { meant } from "../../nearest.ts";
import { isRecord } from "../../record.ts";
import { type CloudFile, candidates, findCloudFile, type Places } from "./cloud-files.ts";
import { type Layers, lay } from "./cloud-layers.ts";

type Entry = Record<string, unknown>;

/** What the clouds files say of one cloud. */
export interface CloudEntry {
  readonly layers: Layers;
  /** The file that names it. */
  readonly path: string;
  /** A provider's profile that it builds on and that no clouds-public file has. */
  readonly missingProfile: string | undefined;
}

/**
 * The entry of that name: clouds.yaml over the profile it names in clouds-public.yaml, under secure.yaml, then the
 * values of the region. Throws a Fault `config` for a cloud or region that is not there, and for a broken file.
 */
export async function readEntry(
  name: string,
  wantedRegion: string | undefined,
  places: Places,
): Promise<CloudEntry> {
  const passedOver: string[] = [];
  const clouds = await findCloudFile("clouds", places, (path) => passedOver.push(path));
  const secure = await findCloudFile("secure", places, (path) => passedOver.push(path));
  const own = clouds && entryOf(clouds, "clouds", name);
  const secret = secure && entryOf(secure, "clouds", name);
  if (own === undefined && secret === undefined)
    throw unknownCloud(name, [clouds, secure], passedOver, places);
  const merged = { ...own, ...secret };

  const layers: Layers = { top: new Map(), auth: new Map() };
  // `cloud` is what `profile` was called at first.
  const profileName = merged.profile ?? merged.cloud;
  let profile: Entry | undefined;
  if (typeof profileName === "string") {
    const published = await findCloudFile("clouds-public", places);
    profile = published && entryOf(published, "public-clouds", profileName);
    if (published !== undefined && profile !== undefined) lay(layers, profile, fromFile(published));
  }
  if (clouds !== undefined && own !== undefined) lay(layers, own, fromFile(clouds));
  if (secure !== undefined && secret !== undefined) lay(layers, secret, fromFile(secure));
  const path = (own === undefined ? secure : clouds)?.path ?? name;
  layRegion(layers, name, wantedRegion, { entry: merged, profile, path });
  const missing = typeof profileName === "string" && profile === undefined;
  return { layers, path, missingProfile: missing ? profileName : undefined };
}

const fromFile = ({ path }: CloudFile) => ({ kind: "file", name: path }) as const;

function entryOf({ path, content }: CloudFile, section: string, name: string): Entry | undefined {
  const clouds = content[section];
  if (clouds === undefined || clouds === null) return undefined;
  if (!isRecord(clouds))
    throw new Fault("config", `${path}: "${section}" is not a mapping of names to clouds`);
  if (!Object.hasOwn(clouds, name)) return undefined;
  const entry = clouds[name];
  if (!isRecord(entry)) throw new Fault("config", `${path}: cloud "${name}" is not a mapping of settings`);
  const { auth } = entry;
  if (auth !== undefined && auth !== null && !isRecord(auth)) {
    throw new Fault("config", `${path}: "auth" of cloud "${name}" is not a mapping of settings`);
  }
  return entry;
}

/** Chooses the region and lays its own values: the first one, unless one is asked for. */
function layRegion(
  layers: Layers,
  name: string,
  wanted: string | undefined,
  { entry, profile, path }: { entry: Entry; profile: Entry | undefined; path: string },
): void {
  const regions = regionsOf(entry) ?? (profile && regionsOf(profile)) ?? [];
  const chosen = wanted === undefined ? regions[0] : regions.find((region) => region.name === wanted);
  if (chosen === undefined && wanted !== undefined && regions.length > 0) {
    throw new Fault("config", `cloud "${name}" in ${path} has no region "${wanted}"`, {
      hints: [`it has ${regions.map((region) => region.name).join(", ")}`],
    });
  }
  if (chosen === undefined) return;
  lay(layers, { ...chosen.values, region_name: chosen.name }, { kind: "file", name: path });
}

function regionsOf(entry: Entry): readonly { name: string; values: Entry }[] | undefined {
  const listed = entry.regions ?? entry.region_name ?? entry["region-name"];
  // Several names with commas between them is how regions were listed before there was a list.
  const items = typeof listed === "string" ? listed.split(",") : Array.isArray(listed) ? listed : [];
  const regions = items.flatMap((item: unknown) => {
    if (!isRecord(item)) return [{ name: String(item), values: {} }];
    return [{ name: String(item.name), values: isRecord(item.values) ? item.values : {} }];
  });
  return regions.length === 0 || regions[0]?.name === "" ? undefined : regions;
}

function unknownCloud(
  name: string,
  files: readonly (CloudFile | undefined)[],
  passedOver: readonly string[],
  places: Places,
): Fault {
  const unreadable = passedOver.map((path) => `${path} could not be read: permission denied`);
  const found = files.filter((file) => file !== undefined);
  const searched = candidates("clouds", places).filter((path) => path.endsWith(".yaml"));
  const named = places.env.OS_CLIENT_CONFIG_FILE;
  if (found.length === 0) {
    return new Fault("config", `no cloud "${name}": there is no clouds.yaml`, {
      hints: [...unreadable, `looked for ${(named ? [named, ...searched] : searched).join(", ")}`],
    });
  }
  const names = found.flatMap((file) =>
    isRecord(file.content.clouds) ? Object.keys(file.content.clouds) : [],
  );
  const hints = [
    ...meant(name, names),
    names.length === 0 ? "it names no clouds at all" : `it has ${[...new Set(names)].join(", ")}`,
    ...unreadable,
    ...(named && found[0]?.path !== named
      ? [`OS_CLIENT_CONFIG_FILE names ${named}, which is not there`]
      : []),
  ];
  return new Fault("config", `no cloud "${name}" in ${found.map((file) => file.path).join(" or ")}`, {
    hints,
  });
}
