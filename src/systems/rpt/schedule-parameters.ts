import { defined } from "../../defined.ts";
import { type Fault, usage } from "../../errors.ts";
import { meant } from "../../nearest.ts";
import { isRecord } from "../../record.ts";
import { shellLine } from "../../shell-words.ts";
import { isTrue, type Json, listOf, member, type Parameter, textOf } from "./records.ts";

/** `--param NAME=VALUE`, in the order in which they were typed. */
export type GivenValues = readonly (readonly [name: string, value: string])[];

/**
 * The `Parameters` of a schedule (13.4.12): every parameter of its definition with the value that was given, else the one
 * that it has in `current`, else its default. All of them are sent, because what is sent replaces what would be inherited.
 * Values are passed on as they are: some carry the quotes of their SQL.
 * @throws Fault usage for a parameter that the definition has not, a value that is none of its options, one that is
 * needed and missing, and several where one is wanted.
 */
export function scheduleParameters(
  defined: readonly Parameter[],
  current: readonly Json[],
  given: GivenValues,
): readonly Json[] {
  const values = new Map<string, string[]>();
  for (const [name, value] of given) values.set(name, [...(values.get(name) ?? []), value]);
  for (const name of values.keys()) {
    if (!defined.some(({ InternalName }) => InternalName === name)) throw noSuch(name, defined);
  }
  const known = new Set(defined.map(({ InternalName }) => InternalName));
  return [
    ...defined.map((parameter) => {
      const own = current.find((each) => textOf(each, "InternalName") === parameter.InternalName);
      return valued(parameter, own, values.get(parameter.InternalName));
    }),
    ...current.filter((each) => !known.has(textOf(each, "InternalName") ?? "")),
  ];
}

function valued(parameter: Parameter, own: Json | undefined, given: readonly string[] | undefined): Json {
  const { DefaultValue, Options, OptionQuery, ...described } = parameter;
  const value = given === undefined ? (textOf(own, "Value") ?? DefaultValue ?? "") : chosen(parameter, given);
  if (value === "" && isTrue(parameter.Required)) {
    throw usage(
      `the parameter ${parameter.InternalName} needs a value`,
      shellLine`give --param ${`${parameter.InternalName}=VALUE`}`,
      shellLine`the values there are: rptctl defs params DEF ${parameter.InternalName}`,
    );
  }
  const { DisplayValue: before, ...kept } = own ?? {};
  const shown = given === undefined && before !== undefined ? before : displayValue(parameter, value);
  return {
    ...described,
    ...kept,
    Value: value,
    ...defined({ DisplayValue: shown }),
  };
}

/** Several values are joined by commas, as an SQL list is: the page does not say. */
function chosen(parameter: Parameter, given: readonly string[]): string {
  const { InternalName, OptionMultivalue } = parameter;
  if (given.length > 1 && !isTrue(OptionMultivalue)) {
    throw usage(`--param ${InternalName} is given ${given.length} times, and takes one value`);
  }
  const options = optionsOf(parameter);
  for (const value of given) {
    if (value === "" || options.length === 0 || options.some((each) => each.value === value)) continue;
    throw noOption(InternalName, value, options);
  }
  return given.join(",");
}

interface Option {
  readonly value: string;
  readonly name: string;
}

/** The values to choose from, where they are fixed; those of a query are the server's to check. */
function optionsOf({ Options, OptionQuery }: Parameter): readonly Option[] {
  if (OptionQuery !== undefined && OptionQuery !== "") return [];
  return listOf(member(Options, "Property"))
    .filter(isRecord)
    .map((each) => ({ value: textOf(each, "Value") ?? "", name: textOf(each, "DisplayName") ?? "" }));
}

function displayValue(parameter: Parameter, value: string): string | undefined {
  return optionsOf(parameter).find((option) => option.value === value)?.name;
}

function noSuch(name: string, defined: readonly Parameter[]): Fault {
  const names = defined.map(({ InternalName }) => InternalName);
  const named = defined.find(({ DisplayName }) => DisplayName === name)?.InternalName;
  return usage(
    `--param ${name}: the definition has no such parameter`,
    ...(named === undefined ? meant(name, names) : [`did you mean ${named}?`]),
    names.length === 0 ? "it has none at all" : `it has ${names.join(", ")}`,
  );
}

function noOption(name: string, value: string, options: readonly Option[]): Fault {
  const named = options.find((option) => option.name.toLowerCase() === value.toLowerCase());
  const shown = options.slice(0, 20).map((option) => `${option.value} (${option.name})`);
  return usage(
    `--param ${name}: "${value}" is none of its values`,
    ...(named === undefined ? [] : [`did you mean ${named.value}?`]),
    `they are ${shown.join(", ")}${options.length > shown.length ? ", ..." : ""}`,
  );
}
