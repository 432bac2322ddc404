import { commands } from "../commands/index.ts";
import { bashCompletion } from "./bash.ts";
import { fishCompletion } from "./fish.ts";
import { manual } from "./man.ts";
import { markdownReference } from "./markdown.ts";
import { docModel } from "./model.ts";
import { powershellCompletion } from "./powershell.ts";
import { zshCompletion } from "./zsh.ts";

/**
 * Everything that is made from the command tree, by its path in the repository. `template` reads src/docs/shells/NAME; `version` is
 * that of package.json.
 */
export async function generated(
  template: (name: string) => string,
  version: string,
): Promise<ReadonlyMap<string, string>> {
  const model = await docModel(commands);
  const scripts = {
    "rptctl.bash": bashCompletion,
    _rptctl: zshCompletion,
    "rptctl.fish": fishCompletion,
    "rptctl.ps1": powershellCompletion,
  };
  return new Map([
    ...Object.entries(scripts).map(
      ([name, make]) => [`completions/${name}`, make(model, template(name))] as const,
    ),
    ["docs/commands.md", markdownReference(model)],
    ...(await manual(model, version)),
  ]);
}
