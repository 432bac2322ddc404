import type { SandboxOptions } from "./server.ts";

/** What the command line may say of a sandbox. */
export interface TypedOptions {
  readonly port: number | undefined;
  readonly clock: number | undefined;
  readonly "cloudkitty-version": "17" | "22" | "25" | undefined;
  readonly scopes: number | undefined;
}

export function optionsOf(state: string, typed: TypedOptions): SandboxOptions {
  const { port, clock, scopes } = typed;
  const version = typed["cloudkitty-version"];
  return {
    state,
    ...(port === undefined ? {} : { port }),
    ...(clock === undefined ? {} : { clock }),
    ...(scopes === undefined ? {} : { scopes }),
    ...(version === undefined ? {} : { cloudkittyVersion: Number(version) as 17 | 22 | 25 }),
  };
}
