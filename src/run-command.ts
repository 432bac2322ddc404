import type { AnyCommand } from "./cli/command.ts";
import { readFlags, readOperands, sortWords } from "./cli/parse.ts";
import { makeContext } from "./context.ts";
import type { Planned } from "./http/planned.ts";
import type { Redactor } from "./http/redactor.ts";
import { render } from "./output/render.ts";
import type { Result } from "./output/result.ts";
import { report, reportForm } from "./report.ts";
import { settle } from "./settle.ts";
import type { World } from "./world.ts";

/**
 * Parses, settles, runs, renders: one verb from its words to the exit code.
 * @throws Fault usage or config where the line or the configuration was refused before the form of errors was known.
 */
export async function runCommand(
  path: readonly string[],
  command: AnyCommand,
  rest: readonly string[],
  world: World,
  redactor: Redactor,
): Promise<number> {
  const words = sortWords(path, command, rest);
  const settled = await settle(command, words, world, redactor);
  const { context, close } = makeContext(settled);
  const form = reportForm(settled.output.format);
  const mask = (text: string) => redactor.mask(text);
  try {
    const flags = await readFlags(command.flags, words.flags, settled.setting);
    const operands = await readOperands(command.operands, words.operands, settled.setting);
    const effect =
      typeof command.effect === "function" ? command.effect({ flags, operands } as never) : command.effect;
    if (effect === "write" && !context.dryRun) {
      const { refuseWrite } = await import("./config/context.ts");
      const refusal = refuseWrite(settled.context());
      if (refusal !== undefined) throw refusal;
    }
    if (settled.output.jq !== undefined) {
      const { checkJq } = await import("./output/jq.ts");
      await checkJq(settled.output.jq);
    }
    const result = await command.run(context, { flags, operands } as never).catch(planned);
    const code = await render(result, settled.output, context.world);
    if (result.kind === "written")
      for (const fault of result.failed ?? []) await report(fault, form, world, mask);
    return code;
  } catch (thrown) {
    return await report(settled.signal.aborted ? settled.signal.reason : thrown, form, world, mask);
  } finally {
    await close();
    await settled.close();
  }
}

/** Under --dry-run the requests that were not sent are the result. */
async function planned(thrown: unknown): Promise<Result> {
  if (!(thrown instanceof Error) || thrown.name !== "Planned") throw thrown;
  const { plannedResult } = await import("./planned.ts");
  return plannedResult(thrown as Planned);
}
