import { usage } from "../errors.ts";

/** True for a zone that this machine's time zone data knows, by its IANA name (`Europe/Rome`, `UTC`), in any case. */
export function isTimezone(name: string): boolean {
  // Newer engines take offsets (+01:00) as zones; they have no daylight saving, which is the point of naming a zone.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The name itself, where it is an IANA time zone. Throws a usage fault that names the zones it may have meant. */
export function checkTimezone(name: string): string {
  if (isTimezone(name)) return name;
  throw usage(
    `"${name}" is not a time zone: an IANA name such as Europe/Rome or UTC is wanted`,
    ...meantZones(name).map((zone) => `did you mean ${zone}?`),
  );
}

/**
 * The zone that times without one are read in and shown in: `TZ`, as libc reads it (`Europe/Rome`, `:Europe/Rome`, a path
 * into the zone files; empty is UTC), else the machine's own. What has no IANA name, such as `CET-1CEST`, is UTC.
 */
export function systemTimezone(env: Readonly<Record<string, string | undefined>>): string {
  const tz = env.TZ;
  if (tz === "") return "UTC";
  if (tz !== undefined) {
    const name = tz.replace(/^:/, "").replace(/^.*\/zoneinfo\/(?:posix\/|right\/)?/, "");
    if (isTimezone(name)) return name;
  }
  // The engine says undefined or Etc/Unknown where it could not tell.
  const own = new Intl.DateTimeFormat().resolvedOptions().timeZone as string | undefined;
  return own !== undefined && own !== "Etc/Unknown" && isTimezone(own) ? own : "UTC";
}

/** Zones whose city, or whose whole name, is what was typed: `rome`, `new york`, `Europe/New_York`. */
function meantZones(name: string): readonly string[] {
  const wanted = name.trim().toLowerCase().replaceAll(" ", "_");
  const city = wanted.slice(wanted.lastIndexOf("/") + 1);
  if (city === "") return [];
  return Intl.supportedValuesOf("timeZone")
    .filter((zone) => zone.toLowerCase().endsWith(`/${city}`))
    .slice(0, 3);
}
