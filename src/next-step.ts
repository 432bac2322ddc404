import { Fault } from "./errors.ts";

/**
 * The same fault with a hint of what to type next, where what made it had none to give. Nobody who typed, configured or signed in wrongly
 * is left without one; what else goes wrong is not mended by typing. `path` are the words of the command, as far as they led.
 */
export function withNextStep(thrown: unknown, path: readonly string[]): unknown {
  if (!(thrown instanceof Fault) || thrown.hints.length > 0) return thrown;
  const hint = nextStep(thrown, path);
  return hint === undefined ? thrown : thrown.with({ hints: [hint] });
}

function nextStep({ code, system }: Fault, path: readonly string[]): string | undefined {
  switch (code) {
    case "usage":
      return ["rptctl help", ...path].join(" ");
    case "config":
      return system === undefined
        ? "rptctl help environment tells what is read, and from where"
        : `rptctl doctor ${system} examines what is configured`;
    case "auth":
      return `rptctl auth login ${system ?? "SYSTEM"}`;
    default:
      return undefined;
  }
}
