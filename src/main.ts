import { resolve } from "./cli/resolve.ts";
import { isGroup } from "./cli/tree.ts";
import { commands } from "./commands/index.ts";
import { Redactor } from "./http/redactor.ts";
import { report, reportForm } from "./report.ts";
import type { World } from "./world.ts";

/** One call of the program: what was typed in, the exit code out. Nothing else is left behind in the process. */
export async function main(argv: readonly string[], world: World): Promise<number> {
  const redactor = new Redactor();
  try {
    return await run(argv, world, redactor);
  } catch (thrown) {
    const why = world.signal.aborted ? world.signal.reason : thrown;
    return report(why, typedForm(argv, world), world, (text) => redactor.mask(text));
  }
}

async function run(argv: readonly string[], world: World, redactor: Redactor): Promise<number> {
  const { path, node, rest, help, version } = resolve(commands, argv);
  if (version) return print(world, `rptctl ${world.version}\n`);
  if (isGroup(node)) {
    const { groupHelp } = await import("./cli/group-help.ts");
    return print(world, groupHelp(path, node));
  }
  const command = (await node.load()).default;
  if (help) {
    const { commandHelp, helpWidth } = await import("./cli/help.ts");
    return print(world, commandHelp(path, command, helpWidth(world.stdout)));
  }
  const { runCommand } = await import("./run-command.ts");
  return runCommand(path, command, rest, world, redactor);
}

/** The form of errors before the line has been read in full. */
function typedForm(argv: readonly string[], world: World) {
  const end = argv.indexOf("--");
  const line = (end < 0 ? argv : argv.slice(0, end)).join("\0");
  const typed = /(?:^|\0)(?:--output[=\0]|-[qvy]*o[=\0]?)([a-z]+)/.exec(line)?.[1];
  return reportForm(typed ?? world.env.RPTCTL_OUTPUT ?? "");
}

async function print(world: World, text: string): Promise<number> {
  try {
    await world.stdout.write(text);
    return 0;
  } catch (error) {
    const { writeFault } = await import("./output/writer.ts");
    throw writeFault(error);
  }
}
