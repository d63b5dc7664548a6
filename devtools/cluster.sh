# Part of ./dev: the topology of docker-compose.yml on this machine, without containers, and the proof that it may crash.

cluster_usage() {
  cat <<'END'
usage: ./dev cluster [--stay]

Starts PostgreSQL, a Temporal server with its web page, and Prometheus, all on loopback and in the versions of
docker-compose.yml where they are built here, with the very files that an installation uses: deploy/schema.sh,
deploy/namespace.sh, deploy/temporal-server.env.example, deploy/dynamicconfig and deploy/prometheus. Two hosts join,
and a guest moves between them: undisturbed, then while the Temporal server is killed and started again, while it is
away for the whole handover, and while PostgreSQL is killed and started again. The guest must not notice.

  --stay   afterwards leave everything running until Ctrl-C, and say where it is

What is not on this machine is built with Go, which takes some minutes once, or fetched from Debian and unpacked,
not installed: no service of Debian's is started. Nothing of a run remains but ~/.cache/drover.

The status is 0 if all of it held, 1 if something did not, 2 for wrong options.
END
}

# Prints the version of an image of docker-compose.yml, so that what is proven here is what is started there.
cluster_version() {
  sed -n "s|^ *image: $1:v\{0,1\}||p" docker-compose.yml | sort -u
}

# Prints a Go that is recent enough to fetch the one that the sources ask for.
cluster_find_go() {
  find_go || fail "cluster: no Go to build Temporal's server with: install a recent one ('./dev temporal --help') and repeat"
}

# Builds one command of a Go module under a name of our own: several modules call theirs 'server'.
cluster_go() {
  local go folder=$1 name=$2 source=$3
  [[ ! -x $folder/$name ]] || return 0
  go=$(cluster_find_go)
  say "cluster: building ${source##*/} as $name; this takes some minutes, once"
  mkdir -p "$folder/$name.d"
  GOBIN=$folder/$name.d GOTOOLCHAIN=auto "$go" install "$source" || fail "cluster: $source was not built: see above"
  mv "$folder/$name.d/"* "$folder/$name"
  rmdir "$folder/$name.d"
}

# Fetches Debian packages and what they need that is not installed, and unpacks them into a folder.
# Installing them would start their services.
cluster_unpack() {
  local to=$1 archives=$cluster_cache/debian deb
  shift
  type -P apt-get >/dev/null || fail "cluster: install $*, or what your system calls them, and repeat"
  say "cluster: fetching $* from Debian, to unpack and not to install"
  mkdir -p "$archives/partial"
  apt-get -qq -o Debug::NoLocking=1 -o APT::Sandbox::User=root -o "Dir::Cache::archives=$archives/" \
    --no-install-recommends --download-only -y install "$@" ||
    fail "cluster: $* could not be fetched: run 'apt-get update' as root and repeat"
  for deb in "$archives"/*.deb; do
    dpkg-deb --extract "$deb" "$to"
  done
}

# Prints the folder of the newest PostgreSQL server below a root.
cluster_postgres() {
  local -a found
  mapfile -t found < <(find "$1/usr/lib/postgresql" -path '*/bin/postgres' 2>/dev/null | sort -V)
  ((${#found[@]} > 0)) && dirname "${found[-1]}"
}

# Makes a command in the run's bin folder that becomes the given program.
cluster_command() {
  local name=$1 program=$2 libraries=${3:-}
  printf '#!/bin/sh\n%sexec %q "$@"\n' "${libraries:+export LD_LIBRARY_PATH=$libraries$'\n'}" "$program" >"$cluster_run/bin/$name"
  chmod 755 "$cluster_run/bin/$name"
}

# Finds, builds or fetches every program, and makes a command for each.
cluster_programs() {
  local server ui tools go debian=$cluster_run/debian postgres prometheus name libraries='' wanted=()
  server=$(cluster_version temporalio/server)
  ui=$(cluster_version temporalio/ui)
  tools=$cluster_cache/temporal-$server
  install_temporal
  cluster_go "$tools" temporal-server "go.temporal.io/server/cmd/server@v$server"
  cluster_go "$tools" temporal-sql-tool "go.temporal.io/server/cmd/tools/sql@v$server"
  cluster_go "$cluster_cache/temporal-ui-$ui" temporal-ui "github.com/temporalio/ui-server/v2/cmd/server@v$ui"
  go=$(cluster_find_go)
  "$go" mod download "go.temporal.io/server@v$server" || fail "cluster: the source of Temporal's server was not fetched"
  ln -s "$("$go" env GOMODCACHE)/go.temporal.io/server@v$server/schema" "$cluster_run/schema"

  postgres=$(cluster_postgres '') || wanted+=(postgresql)
  prometheus=$(type -P prometheus) || wanted+=(prometheus)
  if ((${#wanted[@]} > 0)); then
    cluster_unpack "$debian" "${wanted[@]}"
    libraries=$debian/usr/lib/$(uname -m)-linux-gnu
    postgres=${postgres:-$(cluster_postgres "$debian")} || fail "cluster: Debian's postgresql brought no server"
    prometheus=${prometheus:-$debian/usr/bin/prometheus}
  fi
  for name in postgres initdb psql; do
    cluster_command "$name" "$postgres/$name" "$libraries"
  done
  cluster_command prometheus "$prometheus"
  cluster_command temporal "$(find_temporal)"
  cluster_command temporal-server "$tools/temporal-server"
  cluster_command temporal-sql-tool "$tools/temporal-sql-tool"
  cluster_command temporal-ui "$cluster_cache/temporal-ui-$ui/temporal-ui"
}

cluster() {
  local status=0
  case ${1:-} in
    -h | --help)
      cluster_usage
      return
      ;;
    '' | --stay) ;;
    *)
      cluster_usage >&2
      exit 2
      ;;
  esac
  if (($# > 1)); then
    cluster_usage >&2
    exit 2
  fi
  setup
  [[ -r tests/target/lib/drover-starter-0.1.0.jar && -r starter/target/drover-starter.jsa ]] || build
  cluster_cache=${XDG_CACHE_HOME:-$HOME/.cache}/drover
  cluster_run=$(mktemp -d /tmp/drvc.XXXXXX) # short, because sockets live below it
  trap 'rm -rf "$cluster_run"' EXIT
  # PostgreSQL's own user must come through.
  chmod 711 "$cluster_run"
  mkdir -m 755 "$cluster_run/bin"
  cluster_programs
  say "cluster: PostgreSQL, Temporal $(cluster_version temporalio/server), Prometheus, two hosts, one guest"
  # As a child, so that the folder goes when it ends; Ctrl-C reaches both.
  "$(jdk 17)/bin/java" -XX:+UseSerialGC -Ddrover.root=. "-Ddrover.cluster=$cluster_run" \
    -Dorg.slf4j.simpleLogger.defaultLogLevel=error \
    -cp 'tests/target/drover-tests-0.1.0.jar:tests/target/lib/*' \
    dev.drover.tests.cluster.ClusterProof "$@" || status=$?
  return "$status"
}
