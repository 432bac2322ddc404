#!/bin/bash
# cloudkitty.sh - a real Keystone and a real CloudKitty on loopback, from Debian 12's packages. No Docker, no systemd.
#
#   cloudkitty.sh up [--with-client] [--for PID]  install, initialise and start what is missing; prints facts.json's path
#   cloudkitty.sh release PID                     `down`, unless somebody else had it up: another PID that lives, or none
#   cloudkitty.sh down [--purge]                  end what `up` started, and nothing else; --purge also removes the state
#   cloudkitty.sh seed N                          replace the scopes by N that are the same every time (100 000: 2 s)
#   cloudkitty.sh token [USER]                    print a token of USER (default admin) or of an application credential
#   cloudkitty.sh status                          what runs
#
# Settings (environment):
#   CK_VERSION=17            17: Debian 12's own.  22, 25: CloudKitty's code from Debian 13 and from forky, on Debian 12's libraries
#   CK_STATE                 databases, configuration, logs, process ids; ${XDG_CACHE_HOME:-/tmp}/rptctl-cloudkitty-$CK_VERSION
#   CK_PORT_BASE             seven ports from here on, loopback only; 28170, 28220, 28250 for the three versions
#   KEYSTONE_TOKEN_TTL=3600  seconds that a token lives; `up` with another value restarts Keystone
#   DEBIAN_MIRROR            where 22 and 25 come from; this machine's own mirror
#
# `up` needs root and Debian 12. Exit status: 0 done; 1 failed; 3 this machine cannot. The reason is the last line of stderr.
set -euo pipefail
umask 077
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
LIB=$HERE/cloudkitty
CK_VERSION=${CK_VERSION:-17}
STATE=${CK_STATE:-${XDG_CACHE_HOME:-/tmp}/rptctl-cloudkitty-$CK_VERSION}
TOKEN_TTL=${KEYSTONE_TOKEN_TTL:-3600}

say() { printf '[cloudkitty %s %3ds] %s\n' "$CK_VERSION" "$SECONDS" "$*" >&2; }
die() { echo "$*" >&2; exit 1; }
cannot() { echo "$*" >&2; exit 3; }

case $CK_VERSION in 17 | 22 | 25) ;; *) die "CK_VERSION is 17, 22 or 25, not $CK_VERSION" ;; esac
[[ $TOKEN_TTL =~ ^[1-9][0-9]*$ ]] || die "KEYSTONE_TOKEN_TTL is a number of seconds, not $TOKEN_TTL"
PORT=${CK_PORT_BASE:-$((28000 + 10 * CK_VERSION))}
[[ $PORT =~ ^[1-9][0-9]{3,4}$ ]] || die "CK_PORT_BASE is a port, not $PORT"
KEYSTONE_PORT=$PORT RATING_PORT=$((PORT + 1)) INFLUX_PORT=$((PORT + 2)) INFLUX_RPC_PORT=$((PORT + 3))
RABBIT_PORT=$((PORT + 4)) RABBIT_DIST_PORT=$((PORT + 5)) EPMD_PORT=$((PORT + 6))
KEYSTONE=http://127.0.0.1:$KEYSTONE_PORT RATING=http://127.0.0.1:$RATING_PORT
OVERLAY=$STATE/overlay ROOT= CODE=
if [ "$CK_VERSION" != 17 ]; then ROOT=$OVERLAY CODE=$OVERLAY/usr/lib/python3/dist-packages; fi

# What is started gets this environment and no other: a caller's OS_*, proxies or PYTHONPATH must not leak in.
CLEAN=(env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 HOME="$STATE" PYTHONDONTWRITEBYTECODE=1 PYTHONWARNINGS=ignore)
PYTHON=("${CLEAN[@]}" PYTHONPATH="$CODE" /usr/bin/python3)

. "$LIB/processes.sh"
. "$LIB/install.sh"
. "$LIB/services.sh"

usage() { sed -n '4,9s/^# *//p' "${BASH_SOURCE[0]}" >&2; exit 1; }

seed() { "${PYTHON[@]}" "$LIB/seed.py" "$STATE/db/cloudkitty.db" "$1" >&2; }

up() {
  local client='' user=hand
  while [ $# -gt 0 ]; do
    case $1 in
      --with-client) client=$1 ;;
      --for) [[ ${2:-} =~ ^[0-9]+$ ]] || usage; user=$2; shift ;;
      *) usage ;;
    esac
    shift
  done
  [ "$(id -u)" = 0 ] || cannot "not root"
  command -v apt-get >/dev/null || cannot "no apt-get on this machine"
  [ "$(. /etc/os-release && echo "$ID $VERSION_ID")" = "debian 12" ] || cannot "not Debian 12"
  mkdir -p "$STATE"/{db,etc,influx,locks,log,rabbit/mnesia,run,users}
  [ -O "$STATE" ] && [ ! -L "$STATE" ] || die "$STATE belongs to somebody else"
  take_lock
  local same="version=$CK_VERSION port=$PORT"
  [ "$(cat "$STATE/settings" 2>/dev/null || echo "$same")" = "$same" ] ||
    die "$STATE holds another stack ($(cat "$STATE/settings")): purge it, or set CK_STATE"
  echo "$same" >"$STATE/settings"
  touch "$STATE/users/$user"

  install_packages $client
  fetch_overlay
  write_configuration
  # The two that need no database start first, and get ready while the databases are made.
  start_influxdb
  start_rabbitmq
  init_keystone
  init_cloudkitty
  start_keystone
  wait_for influxdb http_ok "http://127.0.0.1:$INFLUX_PORT/ping"
  wait_for rabbitmq port_open "$RABBIT_PORT"
  init_storage
  wait_for keystone http_ok "$KEYSTONE/v3"
  populate_keystone
  start_cloudkitty
  wait_for cloudkitty http_ok "$RATING/healthcheck"
  wait_for processor grep -q 'is initiated as CloudKitty' "$STATE/log/processor.log"
  [ -e "$STATE/seeded" ] || { seed 25 && touch "$STATE/seeded"; }
  # The proof: CloudKitty takes a token that Keystone gave.
  curl --noproxy '*' -fsS -m 30 -o /dev/null -H "X-Auth-Token: $("${PYTHON[@]}" "$LIB/issue_token.py" "$STATE/facts.json" admin)" \
    "$RATING/v2/rating/modules" || die "CloudKitty refuses Keystone's token; logs: $STATE/log"
  say "ready: Keystone $KEYSTONE/v3, CloudKitty $RATING"
  echo "$STATE/facts.json"
}

# Two at once would start everything twice, or end what the other has just started.
take_lock() {
  exec 8>"$STATE/lock"
  flock 8
}

release() {
  [ -e "$STATE/settings" ] || return 0
  take_lock
  rm -f "$STATE/users/$1"
  local file user
  for file in "$STATE"/users/*; do
    user=$(basename "$file")
    if [ "$user" = hand ] || [ -d "/proc/$user" ]; then return 0; fi
    rm -f "$file"
  done
  stop_all
}

down() {
  stop_all
  rm -rf "$STATE/users"
  if [ "${1:-}" = --purge ] && [ -e "$STATE/settings" ]; then
    rm -rf -- "$STATE"
    say "removed $STATE"
  fi
}

command=${1:-}
shift || true
case $command in
  up) up "$@" ;;
  release) [[ $# = 1 && $1 =~ ^[0-9]+$ ]] || usage; release "$1" ;;
  down) [[ $# = 0 || "$*" = --purge ]] || usage; down "$@" ;;
  seed) [[ $# = 1 && $1 =~ ^[0-9]+$ ]] || usage; seed "$1" ;;
  token) [ $# -le 1 ] || usage; "${PYTHON[@]}" "$LIB/issue_token.py" "$STATE/facts.json" "${1:-admin}" ;;
  status) [ $# = 0 ] || usage; status ;;
  *) usage ;;
esac
