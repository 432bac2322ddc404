# Processes: each has a file run/NAME.pid that holds "PID STARTTIME CONFIGURATION-SUM". The start time (field 22 of
# /proc/PID/stat) tells a process from a later one with the same number, so that nothing foreign is ever ended.

RUN=$STATE/run

# Nothing for a zombie: it has ended, though pid 1 of a container may be slow to notice.
start_time() { sed -n 's/^.*) \([^Z]\)/\1/p' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }

# Sets PID and SUM as recorded; true while that very process lives.
alive() {
  local began
  PID='' SUM=''
  [ -f "$RUN/$1.pid" ] && read -r PID began SUM <"$RUN/$1.pid" && [ -n "$began" ] && [ "$(start_time "$PID")" = "$began" ]
}

port_open() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
http_ok() { curl --noproxy '*' -fsS -m 5 -o /dev/null "$1"; }

# start NAME PORT CONFIGURATION COMMAND...: in a session of its own; the output goes to log/NAME.log. One that runs is left alone
# unless its configuration has changed. PORT may be "-".
start() {
  local name=$1 port=$2 configuration=$3 sum
  shift 3
  sum=$(sha256sum <"$configuration" | cut -c1-16)
  if alive "$name"; then
    [ "$SUM" != "$sum" ] || return 0
    say "$name: the configuration has changed"
    stop "$name"
  fi
  if [ "$port" != - ] && port_open "$port"; then die "port $port, for $name, is taken by something else; set CK_PORT_BASE"; fi
  (cd "$STATE" && exec setsid "$@" >"$STATE/log/$name.log" 2>&1 </dev/null 8>&-) &
  local pid=$!
  echo "$pid $(start_time "$pid") $sum" >"$RUN/$name.pid"
}

# wait_for NAME TEST...: until TEST succeeds, two minutes at most; fails at once when the process ends.
wait_for() {
  local name=$1 end=$((SECONDS + 120)) why=
  shift
  until "$@" >/dev/null 2>&1; do
    if ! alive "$name"; then why="ended"; elif [ $SECONDS -ge $end ]; then why="did not answer within two minutes"; fi
    if [ -n "$why" ]; then
      tail -n 25 "$STATE/log/$name.log" >&2
      die "$name $why; log: $STATE/log/$name.log"
    fi
    sleep 0.2
  done
}

# Ends a process and what it left in its session (the group has the leader's number).
stop() {
  local name=$1 tries
  if alive "$name"; then
    kill -TERM "$PID" 2>/dev/null || true
    for ((tries = 0; tries < 100; tries++)); do alive "$name" || break; sleep 0.1; done
    kill -KILL -- "-$PID" 2>/dev/null || true
    say "$name ended"
  fi
  rm -f "$RUN/$name.pid"
}

# The clients of the bus and of the store end before these.
stop_all() {
  local name
  for name in processor cloudkitty keystone rabbitmq epmd influxdb; do stop $name; done
}

status() {
  local file name
  for file in "$RUN"/*.pid; do
    [ -e "$file" ] || continue
    name=$(basename "$file" .pid)
    if alive "$name"; then echo "$name runs (pid $PID)"; else echo "$name does not run"; fi
  done
}

# once NAME COMMAND...: COMMAND, unless it has succeeded before; the output goes to log/NAME.log.
once() {
  local name=$1 log=$STATE/log/$1.log status=0
  shift
  if [ -e "$STATE/$name.done" ]; then return 0; fi
  say "$name"
  # Awaited like this, for bash ignores set -e within anything that `if` or `||` looks at.
  (set -e; "$@") >"$log" 2>&1 </dev/null 8>&- &
  wait $! || status=$?
  if [ $status != 0 ]; then
    tail -n 20 "$log" >&2
    die "$name failed; log: $log"
  fi
  touch "$STATE/$name.done"
}
