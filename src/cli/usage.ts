import type { AnyCommand, Example, Flag, Operand } from "./command.ts";
import { globalFlags } from "./globals.ts";

/** `ID... --key K [flags]`: the operands and the flags that must be there. */
export function usageLine(command: AnyCommand): string {
  const operands = Object.values(command.operands).map((operand) =>
    operand.required ? operandTerm(operand) : `[${operandTerm(operand)}]`,
  );
  const needed = Object.entries(command.flags).flatMap(([name, flag]) =>
    flag.required ? [`--${name} ${flag.kind?.placeholder}`] : [],
  );
  return [...operands, ...needed, "[flags]"].join(" ");
}

/** `ID`, or `ID...` where several may stand. */
export function operandTerm({ name, repeats }: Operand<unknown>): string {
  return repeats ? `${name}...` : name;
}

/** `-o, --output FORMAT` */
export function flagTerm(name: string, flag: Flag<unknown>): string {
  const short = flag.short === undefined ? "" : `-${flag.short}, `;
  return `${short}--${name}${flag.kind === undefined ? "" : ` ${flag.kind.placeholder}`}`;
}

/** A flag's summary with what else a reader must know of it. */
export function describe(flag: Flag<unknown>): string {
  const marks = [
    flag.required ? "required" : "",
    flag.commas ? "repeat or separate by commas" : flag.repeats ? "may be repeated" : "",
    flag.kind?.choices === undefined || flag.summary.includes(flag.kind.choices[0]!)
      ? ""
      : flag.kind.choices.join(", "),
  ].filter((mark) => mark !== "");
  return marks.length === 0 ? flag.summary : `${flag.summary} (${marks.join("; ")})`;
}

/** The global flags that most calls of a verb have a use for; "rptctl help flags" tells them all. */
export function commonFlags(command: AnyCommand): Readonly<Record<string, Flag<unknown>>> {
  const { output, columns, jq, limit, context, yes, quiet } = globalFlags;
  const common = {
    ...(command.plainText ? {} : { output: withFormats(output, command.formats), jq }),
    ...(command.effect === "read" && !command.plainText ? { columns, limit } : {}),
    ...(command.effect === "local" ? {} : { context }),
    ...(command.effect === "write" || typeof command.effect === "function"
      ? { yes, "dry-run": globalFlags["dry-run"] }
      : {}),
    quiet,
  };
  return Object.fromEntries(Object.entries(common).filter(([name]) => !Object.hasOwn(command.flags, name)));
}

function withFormats(output: Flag<unknown>, further: readonly string[] = []): Flag<unknown> {
  return { ...output, summary: [output.summary, ...further].join(", ") };
}

/** An example with all that may be said of it. */
export function exampleOf(example: string | Example): Example {
  return typeof example === "string" ? { line: example } : example;
}

/** Examples as a help or a script shows them: what each is for above it, as a comment. */
export function exampleLines(examples: readonly (string | Example)[]): readonly string[] {
  return examples
    .map(exampleOf)
    .flatMap(({ line, says }) => (says === undefined ? [line] : [`# ${says}`, line]));
}
