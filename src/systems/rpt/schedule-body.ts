import { defined } from "../../defined.ts";
import { usage } from "../../errors.ts";
import { isRecord } from "../../record.ts";
import { type Json, listOf, member, parametersOf } from "./records.ts";
import { type GivenValues, scheduleParameters } from "./schedule-parameters.ts";
import { type TimingWishes, timing } from "./timing.ts";

export interface EmailWishes {
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly subject: string | undefined;
  readonly message: string | undefined;
}

/** What a schedule is to be like, as flags say it. Undefined and empty: inherited, or left as it is. */
export interface ScheduleWishes {
  readonly name: string | undefined;
  readonly description: string | undefined;
  readonly comments: string | undefined;
  readonly format: string | undefined;
  /** False says nothing. */
  readonly collect: boolean;
  readonly email: EmailWishes;
  readonly noEmail: boolean;
  readonly parameters: GivenValues;
  readonly timing: TimingWishes;
}

/** A schedule without recipients sends no mail; one without `Email` inherits the definition's (13.4.12). */
export const noEmail = { To: [] } as const;

/** The definition as 13.4.3 tells it; asked for only where something of it is needed. */
export type ReadsDefinition = () => Promise<Json>;

/**
 * The body of a new schedule (13.4.12): the file's members, then the flags. What neither says is not sent, and so inherited.
 * @throws Fault usage for what no server could take.
 */
export async function newSchedule(
  record: Json,
  wishes: ScheduleWishes,
  definition: ReadsDefinition,
): Promise<Json> {
  const { Parameters, ...rest } = record;
  const listed = listOf(Parameters).filter(isRecord);
  const isWanted = wishes.parameters.length > 0 || Parameters !== undefined;
  return {
    ...rest,
    ...texts(wishes),
    ...(await newEmail(member(record, "Email"), wishes, definition)),
    ...(isWanted
      ? { Parameters: scheduleParameters(parametersOf(await definition()), listed, wishes.parameters) }
      : {}),
    Schedule: timing(asRecord(member(record, "Schedule")), wishes.timing),
  };
}

/**
 * The body that changes a schedule (13.4.16). A PUT replaces it whole, so all that is not named is sent as `before` has it;
 * `Schedule` is changed member by member.
 * @throws Fault usage for what no server could take.
 */
export async function changedSchedule(
  before: Json,
  record: Json,
  wishes: ScheduleWishes,
  definition: ReadsDefinition,
): Promise<Json> {
  const { Parameters, ...rest } = record;
  const own = listOf(member(before, "Parameters")).filter(isRecord);
  const listed = listOf(Parameters).filter(isRecord);
  const isWanted = wishes.parameters.length > 0 || Parameters !== undefined;
  const Schedule = { ...asRecord(member(before, "Schedule")), ...asRecord(member(record, "Schedule")) };
  // Where the server tells of no mail by leaving it away, a PUT of the same would inherit the definition's.
  const Email = member(record, "Email") ?? member(before, "Email") ?? noEmail;
  return {
    ...before,
    ...rest,
    ...texts(wishes),
    ...changedEmail(Email, wishes),
    ...(isWanted
      ? {
          Parameters: scheduleParameters(
            parametersOf(await definition()),
            overlaid(own, listed),
            wishes.parameters,
          ),
        }
      : {}),
    Schedule: timing(Schedule, wishes.timing),
  };
}

function texts({ name, description, comments, format, collect }: ScheduleWishes): Json {
  return {
    ...defined({
      DisplayName: name,
      Description: description,
      Comments: comments,
      Format: format?.toUpperCase(),
    }),
    ...(collect ? { CollectOnRun: true } : {}),
  };
}

/**
 * Recipients that are named are all there are: nobody of the definition's gets the mail beside them. Only the words are
 * inherited where the flags leave them away.
 */
async function newEmail(given: unknown, wishes: ScheduleWishes, definition: ReadsDefinition): Promise<Json> {
  const { to, cc, subject, message } = wishes.email;
  if (wishes.noEmail) return { Email: noEmail };
  if (to.length === 0 && cc.length === 0 && subject === undefined && message === undefined) {
    return given === undefined ? {} : { Email: given };
  }
  const base = asRecord(given ?? member(await definition(), "Email"));
  if (to.length === 0) return changedEmail(base, wishes);
  return {
    Email: {
      To: to,
      Cc: cc,
      Subject: subject ?? member(base, "Subject") ?? "",
      Message: message ?? member(base, "Message") ?? "",
    },
  };
}

function changedEmail(given: unknown, wishes: ScheduleWishes): Json {
  const { to, cc, subject, message } = wishes.email;
  if (wishes.noEmail) return { Email: noEmail };
  if (to.length === 0 && cc.length === 0 && subject === undefined && message === undefined) {
    return { Email: given };
  }
  const base = asRecord(given);
  const To = to.length > 0 ? to : listOf(member(base, "To"));
  if (To.length === 0) throw usage("there is nobody to send mail to", "give --email-to ADDRESS");
  return {
    Email: {
      ...base,
      To,
      Cc: cc.length > 0 ? cc : listOf(member(base, "Cc")),
      ...defined({ Subject: subject, Message: message }),
    },
  };
}

/** The first list with the second's members over those of the same InternalName. */
function overlaid(own: readonly Json[], over: readonly Json[]): readonly Json[] {
  const nameOf = (each: Json) => member(each, "InternalName");
  const names = new Set(own.map(nameOf));
  return [
    ...own.map((each) => ({ ...each, ...over.find((other) => nameOf(other) === nameOf(each)) })),
    ...over.filter((each) => !names.has(nameOf(each))),
  ];
}

function asRecord(value: unknown): Json {
  return isRecord(value) ? value : {};
}
