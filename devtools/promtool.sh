# Part of ./dev: promtool, which tries the alert rules. Debian has it in the package of Prometheus, whose service nobody
# wants on this machine: the package is unpacked into target/ and not installed.

# Fetches promtool where there is none; without it, the tests that need it are skipped.
fetch_promtool() {
  local folder=target/prometheus
  if type -P promtool >/dev/null || [[ -x $folder/usr/bin/promtool ]]; then
    return
  fi
  say "setup: fetching promtool (from Debian's package prometheus, into $folder)"
  rm -rf "$folder" && mkdir -p "$folder"
  if ! (cd "$folder" && unpack_prometheus) >"$folder.log" 2>&1; then
    say "setup: no promtool, so the tests of the alert rules are skipped; $folder.log says why"
  fi
}

# Downloads the package into this folder and keeps its program.
unpack_prometheus() {
  local packages
  # A machine that has never asked for Debian's lists does not know the package; only root can ask.
  apt-get -q download prometheus || { ((EUID == 0)) && apt-get -q update && apt-get -q download prometheus; } || return
  packages=(prometheus_*.deb)
  dpkg-deb --fsys-tarfile "${packages[0]}" | tar -x ./usr/bin/promtool && rm "${packages[@]}"
}
