import { Fault, type FaultDetails } from "../../errors.ts";
import type { Api } from "../../http/api.ts";
import { shellLine } from "../../shell-words.ts";
import { noSuchScope } from "./find.ts";
import type { Found } from "./reset.ts";

/** Why an id that was named stands for no scope that can be reset; nothing where it does. */
export function whyNone(api: Api, id: string, found: readonly Found[]): readonly Fault[] {
  const same = found.filter(({ scope }) => scope.scope_id === id);
  if (same.length === 0) return [noSuchScope(api, id)];
  if (same.some(({ scope }) => scope.active !== false)) return [];
  const hints = [shellLine`rptctl scope enable ${id}`];
  const message = `scope "${id}" is inactive: CloudKitty resets active scopes only`;
  return [new Fault("rejected", message, { system: api.system, hints })];
}

/** The fault of a scope that the server could not be told to reset. */
export function holdsComma(api: Api, id: string): Fault {
  const message = `scope "${id}" cannot be reset: CloudKitty would take the comma for two ids`;
  return new Fault("rejected", message, { system: api.system });
}

/** The fault of a request that the server took and did nothing about. */
export function ignored(api: Api): Fault {
  return new Fault("unavailable", "the server took the request and did nothing", {
    system: api.system,
    hints: ["is cloudkitty-processor running? its log says why"],
  });
}

/** The fault of a request after one that was ignored. */
export function notSent(api: Api): Fault {
  return new Fault("unavailable", "not asked for, since the server ignored the request before", {
    system: api.system,
  });
}

/** The fault of each scope of a request that failed, or came to nothing; what to do about it is said once. */
export function notReset(
  scopes: readonly Found[],
  { code, message, hints, ...details }: Fault,
): readonly Fault[] {
  return scopes.map(({ scope }, index) => {
    const which = `scope "${scope.scope_id}" (${scope.collector}, ${scope.fetcher})`;
    const said = { ...details, hints: index === scopes.length - 1 ? hints : [] } as FaultDetails;
    return new Fault(code, `${which} was not reset: ${message}`, said);
  });
}
