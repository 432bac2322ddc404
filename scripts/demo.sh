#!/bin/sh
# The main job, on the sandbox that `npm run demo` starts for it. Each command is shown before it runs.
set -eu

show() {
  printf '\n$ %s\n' "$*"
  sh -c "$*"
}

show "rptctl auth status scope"
show "rptctl scope list --active --limit 5"
show "rptctl scope list --inactive --columns scope_id,collector"
show "rptctl scope create trial-maps --key namespace --collector prometheus --fetcher prometheus --inactive"
show "rptctl scope enable trial-maps"
show "rptctl scope reset trial-maps --to 2026-01-01T00:00Z --yes"
show "rptctl scope get trial-maps"
show "rptctl scope list -o json | wc -c"
show "rptctl scope list --jq '[.[] | select(.active)] | length'"
show "rptctl scope reset --all-scopes --collector gnocchi --to -7d --dry-run -o json --jq '.[0].body | keys'"
show "rptctl registries list --status failed --limit 3"
show "rptctl inventory list --stats"
show "rptctl inventory list --tree --limit 6"
show "rptctl pipeline list"
show "rptctl pipeline run 5fd56d90979ee048ee660624 --wait"
printf '\nThat was the sandbox: state and server are gone again. Next: README.md.\n'
