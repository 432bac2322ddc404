import { Fault, messageOf } from "./errors.ts";
import { checkExits, checkText } from "./output/plugin.ts";
import type { World } from "./world.ts";

/**
 * Tells monitoring why there is nothing to tell: what could not be found out is UNKNOWN, whoever is to blame. On stdout, which is all
 * that monitoring reads. Never throws: there is nobody left to tell.
 */
export async function reportAsPlugin(
  thrown: unknown,
  service: string,
  world: World,
  mask: (text: string) => string,
): Promise<number> {
  const { system, message, hints } =
    thrown instanceof Fault
      ? thrown
      : { system: undefined, message: `internal error: ${messageOf(thrown)}`, hints: [] };
  const text = mask(system === undefined ? message : `${system}: ${message}`);
  const details = hints.map((hint) => `hint: ${mask(hint)}`);
  const said = checkText({ service, state: "UNKNOWN", text, perfdata: [], details });
  await world.stdout.write(said).catch(() => {});
  return checkExits.UNKNOWN;
}
