#!/bin/sh
# The main job, on the sandbox that `npm run demo` starts for it. Each command is shown before it runs.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

show() {
  printf '\n$ %s\n' "$*"
  sh -c "$*"
}

printf '%s\n' '--- Reports: find a definition, schedule it weekly, see the calendar, run it now, fetch the PDF'
show "rptctl defs list --name identity"
show "rptctl sched create --def 'Identity Report' --name 'Identity, weekly' --start 'tomorrow 06:00' --every 1week --no-email"
show "rptctl rpt calendar --next 6"
show "rptctl rpt run 'Identity Report' --name 'Identity, now' --download . --run-key demo"
show "head -c 8 *.pdf; echo"
show "rptctl reports list --name 'identity, now' --jq '.[] | {DisplayName, RunDate}'"

printf '\n%s\n' '--- Report registries, pipelines, the monitoring inventory'
show "rptctl registries list --status failed --limit 3"
show "rptctl pipeline list"
show "rptctl pipeline run 5fd56d90979ee048ee660624 --wait"
show "rptctl inventory list --tree --limit 2"

printf '\n%s\n' '--- Rating scopes'
show "rptctl scope create trial-maps --key namespace --collector prometheus --fetcher prometheus --inactive"
show "rptctl scope enable trial-maps"
show "rptctl scope reset trial-maps --to 2026-01-01T00:00Z --yes"
show "rptctl scope reset --all-scopes --collector gnocchi --to -7d --dry-run --jq '.[0].body | keys'"
show "rptctl scope list -o json | wc -c"

printf '\n%s\n' '--- All five at once'
show "rptctl doctor"
printf '\nThat was the sandbox: state and server are gone again. Next: README.md.\n'
