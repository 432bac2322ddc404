import { helpWidth } from "./cli/layout.ts";
import { refuseStrayWords, resolve } from "./cli/resolve.ts";
import { isGroup, type Node } from "./cli/tree.ts";
import { commands } from "./commands/index.ts";
import { Redactor } from "./http/redactor.ts";
import { wantsColor } from "./output/color.ts";
import { report, reportForm, type Tell } from "./report.ts";
import type { Tally, World } from "./world.ts";

/** One call of the program: what was typed in, the exit code out. Nothing else is left behind in the process. */
export async function main(argv: readonly string[], world: World): Promise<number> {
  if (!argv.some((word) => word.startsWith("--metrics-file"))) return called(argv, world);
  const { measured } = await import("./metrics.ts");
  return measured(argv, world, (tallying) => called(argv, tallying));
}

async function called(argv: readonly string[], world: World): Promise<number> {
  const redactor = new Redactor();
  const call = new Call(world.tally);
  try {
    return await run(argv, world, redactor, call);
  } catch (thrown) {
    const why = world.signal.aborted ? world.signal.reason : thrown;
    return call.tell(why, typedForm(argv, world), world, (text) => redactor.maskOurs(text));
  }
}

/** What is known of a call while its line is read: whether people and scripts are told of failures, or monitoring is. */
class Call {
  #service: string | undefined;
  readonly #path: string[] = [];
  readonly #tally: Tally | undefined;

  constructor(tally: Tally | undefined) {
    this.#tally = tally;
  }

  readonly entered = (name: string, node: Node): void => {
    this.#tally?.entered(name);
    this.#path.push(name);
    const isPlugin = this.#service !== undefined || (isGroup(node) && node.plugin === true);
    if (isPlugin) this.#service = name.toUpperCase();
  };

  readonly tell: Tell = async (thrown, form, world, mask) => {
    if (this.#service === undefined) {
      const { withNextStep } = await import("./next-step.ts");
      return report(withNextStep(thrown, this.#path), form, world, mask);
    }
    const { reportAsPlugin } = await import("./report-plugin.ts");
    return reportAsPlugin(thrown, this.#service, world, mask);
  };

  /** A plugin that was only asked for its help knows nothing of the service. */
  get exitOfHelp(): number {
    return this.#service === undefined ? 0 : 3;
  }
}

async function run(argv: readonly string[], world: World, redactor: Redactor, call: Call): Promise<number> {
  if (argv[0] === "__complete") return (await import("./complete.ts")).complete(argv.slice(1), world);
  if (argv.length === 0 && world.stdout.isTTY) {
    return print(world, await (await import("./greeting.ts")).greeting(world), 0);
  }
  const { path, node, rest, help, version } = resolve(commands, argv, call.entered);
  if (version) return print(world, `rptctl ${world.version}\n`, 0);
  if (isGroup(node)) {
    if (!help) refuseStrayWords(path, rest);
    const { groupHelp } = await import("./cli/group-help.ts");
    return print(world, await headed(groupHelp(path, node, helpWidth(world)), argv, world), call.exitOfHelp);
  }
  const command = (await node.load()).default;
  if (help) {
    const { commandHelp } = await import("./cli/help.ts");
    return print(
      world,
      await headed(commandHelp(path, command, helpWidth(world)), argv, world),
      call.exitOfHelp,
    );
  }
  const { runCommand } = await import("./run-command.ts");
  return runCommand(path, command, rest, world, redactor, call.tell);
}

/** The form of errors before the line has been read in full. */
function typedForm(argv: readonly string[], world: World) {
  const end = argv.indexOf("--");
  const line = (end < 0 ? argv : argv.slice(0, end)).join("\0");
  const typed = /(?:^|\0)(?:--output[=\0]|-[qvy]*o[=\0]?)([a-z]+)/.exec(line)?.[1];
  return reportForm(typed ?? world.env.RPTCTL_OUTPUT ?? "");
}

/** The help as a terminal shows it. Configuration is not read: help is there also where it is broken. */
async function headed(text: string, argv: readonly string[], world: World): Promise<string> {
  const typed =
    /(?:^|\0)--color[=\0](always|never)(?:\0|$)/.exec(argv.join("\0"))?.[1] ?? world.env.RPTCTL_COLOR;
  const choice = typed === "always" || typed === "never" ? typed : "auto";
  if (!wantsColor(choice, world.env, world.stdout)) return text;
  const { withHeadings } = await import("./output/headings.ts");
  return withHeadings(text);
}

async function print(world: World, text: string, exit: number): Promise<number> {
  try {
    await world.stdout.write(text);
    return exit;
  } catch (error) {
    const { writeFault } = await import("./output/writer.ts");
    throw writeFault(error);
  }
}
