import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { defineCommand, operand } from "../cli/command.ts";
import { choice } from "../cli/values.ts";
import { Fault, messageOf } from "../errors.ts";

const scripts = {
  bash: "rptctl.bash",
  zsh: "_rptctl",
  fish: "rptctl.fish",
  powershell: "rptctl.ps1",
} as const;

type Shell = keyof typeof scripts;

export default defineCommand({
  summary: "Print the completion script of a shell",
  details: "The script's first lines say where it belongs.",
  examples: [
    "rptctl completion bash >~/.local/share/bash-completion/completions/rptctl",
    "rptctl completion zsh >~/.zfunc/_rptctl",
    "rptctl completion fish >~/.config/fish/completions/rptctl.fish",
    "rptctl completion powershell >rptctl.ps1",
  ],
  effect: "local",
  plainText: true,
  flags: {},
  operands: {
    shell: operand(choice("SHELL", Object.keys(scripts) as Shell[]), "bash, zsh, fish or powershell"),
  },
  async run({ world }, { operands: { shell } }) {
    // They come with the package, made beforehand: the tree has not to be loaded.
    const name = `completions/${scripts[shell]}`;
    try {
      const text =
        world.packaged?.(name) ?? readFileSync(join(dirname(dirname(world.program)), name), "utf8");
      return { kind: "text", text };
    } catch (error) {
      throw new Fault("failure", `the script cannot be read: ${messageOf(error)}`, {
        hints: ["it comes with the package: install rptctl again"],
        cause: error,
      });
    }
  },
});
