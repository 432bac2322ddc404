import type { AnyCommand } from "./cli/command.ts";
import { readFlags, readOperands, sortWords } from "./cli/parse.ts";
import { resolve } from "./cli/resolve.ts";
import { isGroup } from "./cli/tree.ts";
import { commands } from "./commands/index.ts";
import type { Planned } from "./http/planned.ts";
import { Redactor } from "./http/redactor.ts";
import type { Result } from "./output/result.ts";
import { type ReportForm, report } from "./report.ts";
import type { World } from "./world.ts";

/** One call of the program: what was typed in, the exit code out. Nothing else is left behind in the process. */
export async function main(argv: readonly string[], world: World): Promise<number> {
  const redactor = new Redactor();
  const mask = (text: string) => redactor.mask(text);
  try {
    return await run(argv, world, redactor);
  } catch (thrown) {
    const why = world.signal.aborted ? world.signal.reason : thrown;
    return report(why, typedForm(argv, world), world, mask);
  }
}

async function run(argv: readonly string[], world: World, redactor: Redactor): Promise<number> {
  const { path, node, rest, help, version } = resolve(commands, argv);
  if (version) return print(world, `rptctl ${world.version}\n`);
  if (isGroup(node)) {
    const { groupHelp, helpWidth } = await import("./cli/help.ts");
    return print(world, groupHelp(path, node, helpWidth(world.stdout)));
  }
  const command = (await node.load()).default;
  if (help) {
    const { commandHelp, helpWidth } = await import("./cli/help.ts");
    return print(world, commandHelp(path, command, helpWidth(world.stdout)));
  }
  return runCommand(path, command, rest, world, redactor);
}

async function runCommand(
  path: readonly string[],
  command: AnyCommand,
  rest: readonly string[],
  world: World,
  redactor: Redactor,
): Promise<number> {
  const words = sortWords(path, command, rest);
  const { settle } = await import("./settle.ts");
  const settled = await settle(command, words, world, redactor);
  const { makeContext } = await import("./context.ts");
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
    const { render } = await import("./output/render.ts");
    const code = await render(result, settled.output, context.world);
    if (result.kind === "written")
      for (const fault of result.failed ?? []) await report(fault, form, world, mask);
    return code;
  } catch (thrown) {
    return await report(settled.signal.aborted ? settled.signal.reason : thrown, form, world, mask);
  } finally {
    close();
    settled.close();
  }
}

/** Under --dry-run the requests that were not sent are the result. */
async function planned(thrown: unknown): Promise<Result> {
  if (!(thrown instanceof Error) || thrown.name !== "Planned") throw thrown;
  const { plannedResult } = await import("./planned.ts");
  return plannedResult(thrown as Planned);
}

function reportForm(format: string): ReportForm {
  return format === "json" || format === "ndjson" ? "json" : "text";
}

/** The form of errors before the line has been read in full. */
function typedForm(argv: readonly string[], world: World): ReportForm {
  const end = argv.indexOf("--");
  const line = (end < 0 ? argv : argv.slice(0, end)).join("\0");
  const typed = /(?:^|\0)(?:--output[=\0]|-[qvy]*o[=\0]?)([a-z]+)/.exec(line)?.[1];
  return reportForm(typed ?? world.env.RPTCTL_OUTPUT ?? "");
}

async function print(world: World, text: string): Promise<number> {
  await world.stdout.write(text);
  return 0;
}
