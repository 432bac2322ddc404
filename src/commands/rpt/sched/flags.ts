import { readRecord } from "../../../changes/record-file.ts";
import { many, one, toggle } from "../../../cli/command.ts";
import type { Context } from "../../../cli/context.ts";
import { anyText, choice, file, type Kind, pair, text, when } from "../../../cli/values.ts";
import { usage } from "../../../errors.ts";
import type { Json } from "../../../systems/rpt/records.ts";
import type { ScheduleWishes } from "../../../systems/rpt/schedule-body.ts";
import { readScheduleFile } from "../../../systems/rpt/schedule-file.ts";
import { type Repeat, readRepeat, type TimingWishes } from "../../../systems/rpt/timing.ts";
import { definition } from "../../ids.ts";

const repeat: Kind<Repeat> = {
  placeholder: "N(day|week|month)",
  parse: (typed) => {
    const read = readRepeat(typed);
    if (read !== undefined) return read;
    throw usage(`"${typed}" is not how often something repeats`, "write 1day, 2weeks or 3months");
  },
};

const address: Kind<string> = {
  placeholder: "ADDRESS",
  parse: (typed) => {
    if (/^[^\r\n]*[^\s@]@[^\s@][^\r\n]*$/.test(typed)) return typed;
    throw usage(`"${typed}" is no mail address`, 'write name@example.com or "Full Name <name@example.com>"');
  },
};

const emailFlags = ["email-to", "email-cc", "email-subject", "email-message"];

/** What a report is to be like: `sched create`, `sched update` and `run`. */
export const bodyFlags = {
  file: one(file(), "the schedule as YAML or JSON; - is stdin", { short: "f" }),
  name: one(text("TEXT"), "its name, and its reports' (default: the definition's)"),
  description: one(anyText("TEXT"), "its description"),
  comments: one(anyText("TEXT"), "its comments"),
  format: one(choice("FORMAT", ["pdf", "csv"]), "what its reports are"),
  param: many(pair("NAME=VALUE"), "a parameter's value; rptctl defs params DEF lists them"),
  collect: toggle("collect the data anew before the report is made"),
  "email-to": many(address, "send the report to this address"),
  "email-cc": many(address, "and a copy to this one"),
  "email-subject": one(anyText("TEXT"), "the mail's subject"),
  "email-message": one(anyText("TEXT"), "the mail's text"),
  "no-email": toggle("send no mail, whatever the definition says", { excludes: emailFlags }),
};

/** When it runs. */
export const timeFlags = {
  start: one(when, "the first run"),
  every: one(repeat, "repeat it, as in 1week; none runs once"),
  end: one(when, "the last moment for a run"),
};

export const inDefinition = one(definition, "its definition, which saves the search for it");

type ValuesOf<S> = { readonly [K in keyof S]: S[K] extends { readonly type?: infer T } ? T : never };

/** What the file and the flags say. @throws Fault usage for a file that is no schedule. */
export async function readWishes(
  context: Pick<Context, "readInput" | "world" | "timezone">,
  flags: ValuesOf<typeof bodyFlags>,
  times: TimingWishes,
): Promise<{ record: Json; wishes: ScheduleWishes }> {
  const given = flags.file === undefined ? undefined : await context.readInput("--file", flags.file);
  const setting = { now: context.world.now(), timezone: context.timezone };
  const written = given === undefined ? {} : await readRecord("--file", flags.file!, given);
  const { record, parameters } = await readScheduleFile(written, setting);
  return {
    record,
    wishes: {
      name: flags.name,
      description: flags.description,
      comments: flags.comments,
      format: flags.format,
      collect: flags.collect,
      email: {
        to: flags["email-to"],
        cc: flags["email-cc"],
        subject: flags["email-subject"],
        message: flags["email-message"],
      },
      noEmail: flags["no-email"],
      // What is typed comes last, and so wins.
      parameters: [
        ...parameters.filter(([name]) => !flags.param.some(([typed]) => typed === name)),
        ...flags.param,
      ],
      timing: times,
    },
  };
}
