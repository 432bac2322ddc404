#!/bin/bash
# cron.sh CRONTAB TIME - run a real cron on this crontab alone, from this time of day on, until stdin ends.
#
# In namespaces of its own: this machine's crontabs, and the file that says that cron runs, are neither seen nor touched, and what was
# started ends with this script.
set -euo pipefail
crontab=$1 time=$2
if [ "${3-}" != inside ]; then exec unshare --mount --pid --fork --kill-child --mount-proc -- "$BASH" "$0" "$crontab" "$time" inside; fi

exec 3<&0
mount -t tmpfs none /run
mount -t tmpfs none /dev/shm # where faketime keeps what it does not take away when it is killed
mount -t tmpfs none /var/spool/cron
mount -t tmpfs none /etc/cron.d
mount --bind /dev/null /etc/crontab
mkdir -p /var/spool/cron/crontabs
install -m 600 "$crontab" /var/spool/cron/crontabs/root
faketime -f "@$time" cron -f &
cat <&3 >/dev/null &
wait -n
