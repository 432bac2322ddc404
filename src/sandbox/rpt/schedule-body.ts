import { parameterView } from "./definition-view.ts";
import { invalidInput } from "./fault.ts";
import { emailOf, isFormat, parametersOf, textOf } from "./field-values.ts";
import { textIn } from "./languages.ts";
import type { Definition, Email, Format, Parameter, Schedule } from "./records.ts";
import { repeatUnits, type Timing } from "./recurrence.ts";

type Fields = Readonly<Record<string, unknown>>;

/** What the body of a schedule says; the rest is the server's own to know. */
export type ScheduleBody = Omit<
  Schedule,
  "ScheduleID" | "definition" | "accountId" | "createdAt" | "nextRun" | "skipped"
>;

/** Reads the data of POST and PUT (13.4.12, 13.4.16): what it does not hold is the definition's. */
export function readScheduleBody(body: Fields, definition: Definition, language: string): ScheduleBody {
  const inherited = textIn(definition.texts, language);
  const email = body.Email === undefined ? definition.email : emailOf(body.Email);
  const DisplayName = body.DisplayName === undefined ? inherited.DisplayName : textOf(body, "DisplayName");
  if (DisplayName.trim() === "") throw invalidInput("DisplayName must not be empty.");
  return {
    DisplayName,
    Description: body.Description === undefined ? inherited.Description : textOf(body, "Description"),
    Comments: body.Comments === undefined ? definition.comments : textOf(body, "Comments"),
    Format: formatOf(body.Format ?? definition.format),
    CollectOnRun: flagOf(body, "CollectOnRun"),
    Tags: definition.tags,
    ...(email && { Email: email satisfies Email }),
    Parameters: readParameters(body.Parameters ?? [], definition.parameters, language),
    Schedule: readTiming(body.Schedule),
  };
}

function formatOf(value: unknown): Format {
  if (isFormat(value)) return value;
  throw invalidInput(`Format '${value}' is not PDF or CSV.`);
}

function flagOf(body: Fields, name: string): boolean {
  const value = body[name] ?? false;
  if (typeof value === "boolean") return value;
  throw invalidInput(`${name} must be true or false.`);
}

/** Every parameter of the definition, with the value that was sent, else with its default. */
function readParameters(given: unknown, parameters: readonly Parameter[], language: string): Fields[] {
  const sent = parametersOf(given, "Parameters");
  const unknown = sent.find(
    (each) => !parameters.some(({ InternalName }) => InternalName === each.InternalName),
  );
  if (unknown !== undefined) throw invalidInput(`The report has no parameter '${unknown.InternalName}'.`);
  return parameters.map((parameter) => {
    const { Options, OptionQuery, DefaultValue = "", ...view } = parameterView(parameter, language);
    const own = sent.find(({ InternalName }) => InternalName === parameter.InternalName);
    const Value = own?.Value ?? DefaultValue;
    if (parameter.fields.Required === "1" && Value === "") {
      throw invalidInput(`The parameter '${parameter.InternalName}' needs a value.`);
    }
    const option = (Options as { Property?: Fields[] } | undefined)?.Property?.find(
      (each) => each.Value === Value,
    );
    return { ...view, ...(option && { DisplayValue: option.DisplayName }), ...own, Value };
  });
}

function readTiming(value: unknown): Timing {
  if (typeof value !== "object" || value === null)
    throw invalidInput("Schedule is missing or not an object.");
  const { StartDate, EndDate, RepeatNumber, RepeatUnit: unit } = value as Fields;
  if (!isInstant(StartDate)) throw invalidInput("StartDate must be a time in milliseconds.");
  const RepeatUnit = repeatUnits.find((each) => each === unit);
  if (RepeatUnit === undefined) throw invalidInput(`RepeatUnit must be one of ${repeatUnits.join(", ")}.`);
  const repeats = RepeatUnit !== "NONE";
  if (repeats && !(Number.isSafeInteger(RepeatNumber) && (RepeatNumber as number) > 0)) {
    throw invalidInput("RepeatNumber must be a number greater than 0.");
  }
  if (repeats && EndDate !== undefined && !(isInstant(EndDate) && EndDate >= StartDate)) {
    throw invalidInput("EndDate must be a time in milliseconds that is not before StartDate.");
  }
  return {
    StartDate,
    RepeatUnit,
    ...(typeof RepeatNumber === "number" && { RepeatNumber }),
    ...(typeof EndDate === "number" && { EndDate }),
  };
}

/** A whole number of milliseconds that a date can hold. */
const isInstant = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Math.abs(value as number) <= 8.64e15;
