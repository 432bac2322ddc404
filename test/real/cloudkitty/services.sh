# The services: their configuration, their databases, how each is started.

ETC=$STATE/etc LOG=$STATE/log DB=$STATE/db

write_configuration() {
  local file entry="wsgi-file = $ROOT/usr/bin/cloudkitty-api"
  if [ -e "$CODE/cloudkitty/wsgi/api.py" ]; then entry="module = cloudkitty.wsgi.api:application"; fi # 25 has no such file any more
  for file in "$LIB"/etc/*; do
    sed -e "s#@STATE@#$STATE#g; s#@TOKEN_TTL@#$TOKEN_TTL#g; s#@ENTRY@#$entry#g; s#@CODE@#$CODE#g" \
      -e "s#@KEYSTONE@#$KEYSTONE#g; s#@KEYSTONE_PORT@#$KEYSTONE_PORT#g; s#@RATING_PORT@#$RATING_PORT#g" \
      -e "s#@INFLUX_PORT@#$INFLUX_PORT#g; s#@INFLUX_RPC_PORT@#$INFLUX_RPC_PORT#g; s#@RABBIT_PORT@#$RABBIT_PORT#g" \
      "$file" >"$ETC/$(basename "$file")"
  done
  cp "$ROOT/usr/share/cloudkitty-common/"{metrics.yml,api_paste.ini} "$ETC/"
}

# Without a store that answers, CloudKitty's PUT /v2/scope changes nothing: it deletes the scope's rated data first.
start_influxdb() { start influxdb "$INFLUX_PORT" "$ETC/influxdb.conf" "${CLEAN[@]}" influxd -config "$ETC/influxdb.conf"; }

# PUT /v2/scope goes over the bus to the processor; oslo's in-memory bus would take it and drop it.
start_rabbitmq() {
  # By hand, and on loopback: Erlang would else leave an epmd of its own behind, listening everywhere.
  start epmd "$EPMD_PORT" /dev/null "${CLEAN[@]}" ERL_EPMD_ADDRESS=127.0.0.1 epmd -port "$EPMD_PORT" -address 127.0.0.1
  wait_for epmd port_open "$EPMD_PORT"
  start rabbitmq "$RABBIT_PORT" "$ETC/rabbitmq.conf" "${CLEAN[@]}" HOME="$STATE/rabbit" \
    ERL_EPMD_PORT="$EPMD_PORT" ERL_EPMD_ADDRESS=127.0.0.1 RABBITMQ_DIST_PORT="$RABBIT_DIST_PORT" \
    RABBITMQ_NODENAME="rptctl$PORT@localhost" RABBITMQ_CONF_ENV_FILE=/dev/null RABBITMQ_CONFIG_FILE="$ETC/rabbitmq.conf" \
    RABBITMQ_ENABLED_PLUGINS_FILE="$ETC/enabled_plugins" RABBITMQ_MNESIA_BASE="$STATE/rabbit/mnesia" \
    RABBITMQ_LOG_BASE="$LOG" RABBITMQ_LOGS=- RABBITMQ_PID_FILE="$STATE/rabbit/pid" \
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='-kernel inet_dist_use_interface {127,0,0,1} +S 2:2' \
    /usr/lib/rabbitmq/bin/rabbitmq-server
}

# WAL lets a reader and the writer of an SQLite database work at the same time.
use_wal() { sqlite3 "$1" 'PRAGMA journal_mode=WAL'; }

make_keystone() {
  local manage=("${CLEAN[@]}" keystone-manage --config-file "$ETC/keystone.conf")
  rm -rf "$DB"/keystone.db* "$STATE/keys"
  mkdir -p "$STATE"/keys/{fernet,credential}
  "${manage[@]}" db_sync
  use_wal "$DB/keystone.db"
  "${manage[@]}" fernet_setup --keystone-user root --keystone-group root
  "${manage[@]}" credential_setup --keystone-user root --keystone-group root
  "${manage[@]}" bootstrap --bootstrap-username admin --bootstrap-password adminpw --bootstrap-project-name admin \
    --bootstrap-role-name admin --bootstrap-service-name keystone --bootstrap-region-id RegionOne \
    --bootstrap-admin-url "$KEYSTONE/v3/" --bootstrap-internal-url "$KEYSTONE/v3/" --bootstrap-public-url "$KEYSTONE/v3/"
}
init_keystone() { once keystone-database make_keystone; }
start_keystone() {
  start keystone "$KEYSTONE_PORT" <(cat "$ETC/keystone.conf" "$ETC/uwsgi-keystone.ini") "${CLEAN[@]}" uwsgi --ini "$ETC/uwsgi-keystone.ini"
}

# Users, projects, the rating service in the catalog, application credentials; writes facts.json and clouds.yaml.
populate_keystone() { once keystone-users "${PYTHON[@]}" "$LIB/populate.py" "$KEYSTONE/v3" "$RATING" "$(cloudkitty_version)" "$STATE"; }

make_cloudkitty() {
  rm -f "$DB"/cloudkitty.db*
  if [ "$CK_VERSION" = 25 ]; then "${PYTHON[@]}" "$LIB/tables25.py" "$DB/cloudkitty.db"; fi
  "${PYTHON[@]}" "$ROOT/usr/bin/cloudkitty-dbsync" --config-file "$ETC/cloudkitty.conf" upgrade
}
init_cloudkitty() { once cloudkitty-database make_cloudkitty; }

make_storage() {
  curl --noproxy '*' -fsS -m 10 "http://127.0.0.1:$INFLUX_PORT/query" --data-urlencode 'q=CREATE DATABASE cloudkitty'
  "${PYTHON[@]}" "$ROOT/usr/bin/cloudkitty-storage-init" --config-file "$ETC/cloudkitty.conf"
  use_wal "$DB/cloudkitty.db"
}
init_storage() { once cloudkitty-storage make_storage; }

start_cloudkitty() {
  local sources=("$ETC/cloudkitty.conf" "$ETC/uwsgi-cloudkitty.ini")
  start cloudkitty "$RATING_PORT" <(cat "${sources[@]}") "${CLEAN[@]}" uwsgi --ini "$ETC/uwsgi-cloudkitty.ini"
  start processor - "$ETC/cloudkitty.conf" "${PYTHON[@]}" -u "$ROOT/usr/bin/cloudkitty-processor" --config-file "$ETC/cloudkitty.conf"
}
