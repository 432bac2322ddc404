#!/bin/bash
# packages.sh NAME... - install the named Debian packages that are missing, and start no service of theirs.
#
# Exit status: 0 they are there; 3 this machine cannot have them (no apt-get, not root); 1 apt-get failed.
# The reason of 1 and 3 is the last line of stderr.
set -euo pipefail
umask 022 # a maintainer script's files are for everybody, whatever the caller's are
export LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive

if ! command -v apt-get >/dev/null; then echo "no apt-get on this machine" >&2; exit 3; fi
find_missing() {
  local name
  missing=()
  for name in "$@"; do
    dpkg-query -W -f='${db:Status-Abbrev}' "$name" 2>/dev/null | grep -q '^ii' || missing+=("$name")
  done
}
find_missing "$@"
if [ ${#missing[@]} -eq 0 ]; then exit 0; fi
if [ "$(id -u)" != 0 ]; then echo "not root, and these packages are missing: ${missing[*]}" >&2; exit 3; fi

# One at a time: two at once would save and restore each other's policy-rc.d.
exec 9>/run/rptctl-packages.lock
flock 9
find_missing "$@" # another may have installed them while this one waited
if [ ${#missing[@]} -eq 0 ]; then exit 0; fi

policy=/usr/sbin/policy-rc.d
log=$(mktemp)
saved=
restore() {
  rm -f "$log"
  case $saved in
    '') ;;
    none) rm -f $policy ;;
    *) mv -f "$saved" $policy ;;
  esac
}
trap restore EXIT
trap 'exit 1' INT TERM HUP

# Debian's maintainer scripts start a service unless policy-rc.d answers 101 ("action forbidden"); many containers have one that does.
forbids() {
  local status=0
  $policy any start >/dev/null 2>&1 || status=$?
  [ $status = 101 ]
}
if ! forbids; then
  if [ -e $policy ]; then saved=$(mktemp $policy.XXXXXX); cp -p $policy "$saved"; else saved=none; fi
  printf '#!/bin/sh\nexit 101\n' >$policy
  chmod 755 $policy
fi

apt() { apt-get -o DPkg::Lock::Timeout=600 -o Acquire::Retries=3 "$@" </dev/null >>"$log" 2>&1 9>&-; }
install() { apt -y --no-install-recommends -o Dpkg::Options::=--force-confold install "${missing[@]}"; }
echo "apt-get install ${missing[*]}" >&2
# The package lists may be absent (a fresh image) or too old for the mirror; only then fetch them.
if ! install; then
  apt update || true # another repository of this machine may be out of order
  install || { tail -n 20 "$log" >&2; echo "apt-get install ${missing[*]} failed" >&2; exit 1; }
fi
