import { differenceLines, differences } from "../../../changes/change.ts";
import { defineCommand, operands } from "../../../cli/command.ts";
import { pair } from "../../../cli/values.ts";
import { usage } from "../../../errors.ts";
import { isRecord } from "../../../record.ts";
import { Row } from "../../../rows/row.ts";
import { changedConf, masked, readConf, setConf } from "../../../systems/rpt/conf.ts";

export default defineCommand({
  summary: "Change the reporting server's configuration",
  details:
    "The server takes the whole of it: it is read, changed and written back, and what is not named stays. SmtpPass=- reads the " +
    "password from stdin, so that it is in no history and no process list. With --dry-run, shows what would differ.",
  examples: [
    "rptctl rpt conf set SmtpHost=mail.example.com SmtpPort=465 SmtpSsl=true",
    "rptctl rpt conf set SmtpPass=- < password.txt",
    "rptctl rpt conf set RetentionInterval=3 RetentionUnit=MONTH --dry-run",
  ],
  effect: "write",
  operands: { values: operands(pair("KEY=VALUE"), "what to set; keys as conf get has them, in any case") },
  flags: {},
  async run(context, { operands: { values } }) {
    const given: (readonly [string, string])[] = [];
    for (const [key, value] of values) {
      const fromStdin = value === "-" && key.toLowerCase() === "smtppass";
      given.push([key, fromStdin ? await secretLine(await context.readInput("SmtpPass", "-")) : value]);
    }
    const api = await context.api("rpt");
    const before = await readConf(api);
    const after = changedConf(before, given);
    if (context.dryRun) {
      const shown = differences(masked(before).value, masked(Row.of(after)).value);
      await context.show(differenceLines(shown));
    }
    const row = await setConf(api, after);
    const keys = Object.keys(after).filter((key) =>
      values.some(([typed]) => typed.toLowerCase() === key.toLowerCase()),
    );
    // The server answers with nothing (13.4.38).
    const response =
      isRecord(row.value) && Object.keys(row.value).length > 0 ? masked(row) : masked(Row.of(after));
    const items = [{ id: keys.join(","), response }];
    return { kind: "written", items, several: false, note: `Set ${keys.join(", ")}.` };
  },
});

function secretLine(text: string): string {
  const line = text.replace(/\r?\n$/, "");
  if (line === "" || /[\r\n]/.test(line)) throw usage("SmtpPass=-: stdin holds no single line");
  return line;
}
