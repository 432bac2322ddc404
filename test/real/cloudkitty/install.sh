# Packages of Debian 12, and newer releases of CloudKitty's own code.

install_packages() {
  local names=(cloudkitty-api cloudkitty-common cloudkitty-processor keystone rabbitmq-server influxdb
    uwsgi-plugin-python3 python3-typing-extensions sqlite3 curl)
  if [ "${1:-}" = --with-client ]; then names+=(python3-openstackclient python3-cloudkittyclient); fi
  "$HERE/packages.sh" "${names[@]}" 8>&- || exit $?
}

# CloudKitty 22 and 25 are the python code of a newer Debian release, unpacked (not installed) under $OVERLAY and put first on
# PYTHONPATH; all else stays Debian 12's. apt verifies it by the archive's key, with lists of its own.
unpack_overlay() {
  local suite=trixie apt=$STATE/apt mirror file
  [ "$CK_VERSION" = 22 ] || suite=forky
  mirror=${DEBIAN_MIRROR:-$(apt-get indextargets --format '$(LABEL) $(REPO_URI)' | awk '$1 == "Debian" && !found++ { print $2 }')}
  rm -rf "$OVERLAY" "$apt"
  mkdir -p "$apt"/{lists/partial,cache/archives/partial,deb} "$OVERLAY"
  cd "$apt/deb"
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] ${mirror:-http://deb.debian.org/debian} $suite main" >../sources.list
  # A mirror that has not moved for a while is as good here; who signed the packages is what matters.
  local options=(-o "Dir::Etc::sourcelist=$apt/sources.list" -o Dir::Etc::sourceparts=/dev/null -o "Dir::State::lists=$apt/lists"
    -o "Dir::Cache=$apt/cache" -o APT::Sandbox::User=root -o Acquire::Retries=3 -o Acquire::Check-Valid-Until=false)
  apt-get "${options[@]}" update
  apt-get "${options[@]}" download {python3-cloudkitty,cloudkitty-common,cloudkitty-api,python3-influxdb-client,python3-rx}/$suite
  for file in *.deb; do dpkg-deb -x "$file" "$OVERLAY"; done
  ls >"$OVERLAY/versions"
  rm -rf "$apt"
}
fetch_overlay() { [ "$CK_VERSION" = 17 ] || once cloudkitty-code unpack_overlay; }

# The version of CloudKitty's package, such as 17.0.0-3.
cloudkitty_version() {
  if [ "$CK_VERSION" = 17 ]; then dpkg-query -W -f='${Version}' python3-cloudkitty
  else sed -n 's/^python3-cloudkitty_\(.*\)_all\.deb$/\1/p' "$OVERLAY/versions"; fi
}
