# Part of ./dev: a real Temporal server on this machine.

temporal_source=github.com/temporalio/cli/cmd/temporal@v1.5.1 # newer ones cannot be built with 'go install'
temporal_oldest_go=21                                         # Go 1.21 fetches the compiler that the source asks for

temporal_usage() {
  cat <<'END'
usage: ./dev temporal [--port N] [--ui-port N] [--db FILE] [--headless]
       ./dev temporal install

Runs a real Temporal server on loopback, with its web page, until Ctrl-C. It keeps its state in a file,
knows drover's search attributes, and reads its limits from deploy/dynamicconfig/drover.yaml.
Workers and commands of this machine find it without any setting.

  --port N      gRPC port (default: 7233)
  --ui-port N   port of the web page (default: the gRPC port + 1000)
  --db FILE     SQLite file (default: ~/.local/state/drover-temporal/temporal.db, or below $XDG_STATE_HOME)
  --headless    no web page
  install       only makes the program 'temporal' available

'temporal' is the one that DROVER_TEMPORAL names, or the first on the PATH or in Go's bin folders. If there is none,
'go install' builds it, which takes a few minutes.
END
}

# Prints the first Go that can build 'temporal'.
find_go() {
  local go version
  for go in "$(type -P go)" /usr/local/go/bin/go /usr/lib/go/bin/go /usr/lib/go-*/bin/go; do
    [[ -x $go ]] || continue
    version=$("$go" env GOVERSION 2>/dev/null) || continue
    version=${version#go1.}
    version=${version%%[!0-9]*}
    if ((${version:-0} >= temporal_oldest_go)); then
      printf '%s\n' "$go"
      return
    fi
  done
  return 1
}

# Prints where 'temporal' is.
find_temporal() {
  local go file files=("$(type -P temporal)")
  if [[ -n ${DROVER_TEMPORAL:-} ]]; then
    [[ -x $DROVER_TEMPORAL ]] || fail "there is no program at $DROVER_TEMPORAL, which DROVER_TEMPORAL names"
    printf '%s\n' "$DROVER_TEMPORAL"
    return
  fi
  if go=$(find_go); then
    files+=("$("$go" env GOBIN)/temporal" "$("$go" env GOPATH)/bin/temporal")
  fi
  for file in "${files[@]}" ~/go/bin/temporal /root/go/bin/temporal; do
    if [[ -f $file && -x $file ]]; then
      printf '%s\n' "$file"
      return
    fi
  done
  return 1
}

# Builds 'temporal' where there is none.
install_temporal() {
  local go
  ! find_temporal >/dev/null || return 0
  go=$(find_go) || fail "no 'temporal' here, and no Go of 1.$temporal_oldest_go or newer to build it with:\
 install one of the two (https://docs.temporal.io/cli) and repeat"
  say "temporal: go install $temporal_source"
  GOTOOLCHAIN=auto "$go" install "$temporal_source" || fail "'temporal' was not built: see above"
  find_temporal >/dev/null || fail "'temporal' was built, but is in none of the folders where it is looked for"
}

# Prints a flag for each value of the shared dynamic configuration. A value with constraints is beyond it, and said.
temporal_limits() {
  awk '
    /^ *(#|$)/ { next }
    /^[A-Za-z.]+: *$/ { key = $1; sub(/:$/, "", key); next }
    /^  - value: [^ ]+ *$/ && key != "" { print "--dynamic-config-value=" key "=" $3; key = ""; next }
    { print "dev: " FILENAME ":" FNR " is not a plain value: " $0 > "/dev/stderr"; exit 1 }' deploy/dynamicconfig/drover.yaml
}

temporal_port() {
  if ! [[ $2 =~ ^[1-9][0-9]{0,4}$ ]] || (($2 > 65535)); then
    fail "temporal: $1 must be 1 to 65535, not '$2'"
  fi
}

# Teaches a server the search attributes that were not there yet when its file was made: its flags no longer do.
teach_attributes() {
  local tries
  export TEMPORAL_ADDRESS=127.0.0.1:$2 PATH=${1%/*}:$PATH
  for ((tries = 0; tries < 60; tries++)); do
    if "$1" operator namespace describe --namespace default; then
      exec sh deploy/namespace.sh
    fi
    sleep 0.5
  done
} >/dev/null 2>&1

serve_temporal() {
  local port=7233 ui_port='' db=${XDG_STATE_HOME:-$HOME/.local/state}/drover-temporal/temporal.db ui=1
  local flags attributes program
  while (($# > 0)); do
    case $1 in
      --headless) ui=0 ;;
      --port | --ui-port | --db)
        (($# > 1)) || fail "temporal: $1 needs a value"
        case $1 in
          --port) port=$2 ;;
          --ui-port) ui_port=$2 ;;
          --db) db=$2 ;;
        esac
        shift
        ;;
      *) fail "temporal: there is no option '$1'; './dev temporal --help' names them" ;;
    esac
    shift
  done
  temporal_port --port "$port"
  : "${ui_port:=$((port + 1000))}"
  ((ui == 0)) || temporal_port --ui-port "$ui_port"
  [[ $db == /* ]] || db=$OLDPWD/$db # from where ./dev was called
  install_temporal
  program=$(find_temporal)
  flags=$(temporal_limits) || exit 1
  mapfile -t flags <<<"$flags"
  mapfile -t attributes < <(grep -o 'Drover[A-Za-z]*=[A-Za-z]*' deploy/namespace.sh)
  ((${#attributes[@]} > 0)) || fail "temporal: deploy/namespace.sh names no search attributes"
  flags+=("${attributes[@]/#/--search-attribute=}")
  if ((ui)); then flags+=("--ui-port=$ui_port"); else flags+=(--headless); fi
  umask 077
  mkdir -p "${db%/*}" || fail "temporal: no folder for $db"
  say "temporal: 127.0.0.1:$port, web page $( ((ui)) && echo "http://127.0.0.1:$ui_port" || echo off), state in $db; Ctrl-C ends it"
  [[ ! -e $db ]] || (teach_attributes "$program" "$port" &) # nobody's child: the server waits for none
  # A server for trying out has no need to ask the Internet whether there is a newer one.
  # The server's own choice, a rollback journal, flushes the disk several times for each change. A write-ahead log need not
  # be flushed to survive the server's death; a loss of power may take the last changes, never the file's order.
  # Go collects its garbage at twice what is in use, which is little here and would be often.
  GOGC=${GOGC:-400} TEMPORAL_VERSION_CHECK_DISABLED=1 exec "$program" server start-dev --ip 127.0.0.1 --port "$port" \
    --db-filename "$db" --sqlite-pragma journal_mode=WAL --sqlite-pragma synchronous=NORMAL --log-level error --output none "${flags[@]}"
}

temporal() {
  case ${1:-} in
    -h | --help) temporal_usage ;;
    install)
      (($# == 1)) || fail "temporal: 'install' takes no more words"
      install_temporal
      say "temporal: $(find_temporal)"
      ;;
    *) serve_temporal "$@" ;;
  esac
}
