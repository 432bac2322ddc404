import { type Flag, type FlagSet, one } from "../../cli/command.ts";
import { choice, integer, when } from "../../cli/values.ts";

/** The flags of whatever begins a sandbox; what `state` says differs. */
export function beginFlags<S>(state: Flag<S>) {
  return {
    port: one(integer("P", 0, 65_535), "listen here (default: a free port)"),
    state,
    clock: one(when, "the sandbox's time at its start (default: now)"),
    "cloudkitty-version": one(choice("N", ["17", "22", "25"]), "which CloudKitty to be like (default 25)"),
    scopes: one(integer("N", 0, 1_000_000), "how many scopes a new state has"),
  } as const satisfies FlagSet;
}
