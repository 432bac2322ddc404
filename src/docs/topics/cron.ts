import { type Block, code, paragraph, section } from "../blocks.ts";

/** `rptctl help cron`. */
export function cronTopic(): readonly Block[] {
  return [
    section("Jobs with nobody there"),
    paragraph(
      `Nothing asks where there is no terminal: what would ask is refused with exit 2, unless --yes is given. Notes and
      errors go to stderr, results alone to stdout; --quiet holds the notes back, so that cron sends mail for failures only.`,
    ),
    code(`
# m h dom mon dow
0 6 * * *  RPTCTL_RPT_PASSWORD_FILE=/etc/rptctl/password rptctl rpt run "Role Report" -q --download /srv/reports --deadline 1h
`),
    paragraph(
      `--deadline ends a job that hangs (exit 9), --wait-timeout one that waits (exit 124); "rptctl help exit-codes" tells
      the rest. --context names the servers, whatever the current context is on that day.`,
    ),
  ];
}
