import { Fault, messageOf } from "./errors.ts";
import type { World } from "./world.ts";

/** How errors are shown: as sentences, or as one JSON object for programs. */
export type ReportForm = "text" | "json";

export function reportForm(format: string): ReportForm {
  return format === "json" || format === "ndjson" ? "json" : "text";
}

/** How a failure is told, and what the exit code then is. Never throws. */
export type Tell = typeof report;

/** Tells stderr why the command failed, and gives the exit code. Never throws: there is nobody left to tell. */
export async function report(
  thrown: unknown,
  form: ReportForm,
  world: World,
  mask: (text: string) => string,
): Promise<number> {
  const fault = thrown instanceof Fault ? thrown : bugIn(thrown, world);
  if (fault.code === "closed_pipe") return fault.exit;
  const { escapeQuoted, sanitise } = await import("./output/sanitise.ts");
  const said =
    form === "json"
      ? escapeQuoted(asJson(fault))
      : await asText(fault, (text) => mask(sanitise(text)), world);
  await world.stderr.write(mask(said)).catch(() => {});
  return fault.exit;
}

async function asText(fault: Fault, safe: (text: string) => string, { stderr }: World): Promise<string> {
  // A secret is masked before its line may be broken in the middle of it.
  const { folded } = await import("./output/fold.ts");
  const where = fault.system === undefined ? "" : `${fault.system}: `;
  const hints = fault.hints.map((hint) => folded(`  hint: ${safe(hint)}`, stderr, "        "));
  const lines = [folded(`rptctl: ${where}${safe(fault.message)}`, stderr, "  "), ...hints];
  return `${(await Promise.all(lines)).join("\n")}\n`;
}

function asJson(fault: Fault): string {
  const error = {
    code: fault.code,
    exit: fault.exit,
    system: fault.system ?? null,
    message: fault.message,
    status: fault.status ?? null,
    subcode: fault.subcode ?? null,
    request: fault.request ?? null,
    hint: fault.hints.length === 0 ? null : fault.hints.join("\n"),
  };
  return `${JSON.stringify({ error })}\n`;
}

/** Whatever is not a Fault is ours to mend, and says so; the stack only for who asks for it. */
function bugIn(thrown: unknown, world: World): Fault {
  const stack = world.isTraced && thrown instanceof Error ? [thrown.stack ?? ""] : [];
  return new Fault("failure", `internal error: ${messageOf(thrown)}`, {
    hints: [...stack, "this is a bug in rptctl; --debug shows where"],
  });
}
