# Part of ./dev: drover measured against QEMU driven by hand.

bench() {
  local temporal qemu words=()
  while (($# > 0)); do
    case $1 in
      --qemu | --qemu=*)
        if [[ $1 == --qemu ]]; then
          (($# > 1)) || fail "bench: --qemu needs a value"
          shift
        fi
        case ${1#--qemu=} in
          7.2) qemu=/usr/bin/qemu-system-x86_64 ;;
          10) qemu=$(find_qemu10) || exit 1 ;;
          *) qemu=${1#--qemu=} ;;
        esac
        words+=(--qemu "$qemu")
        ;;
      *) words+=("$1") ;;
    esac
    shift
  done
  setup
  [[ -r bench/target/lib/drover-tests-0.1.0.jar ]] || build
  archive >/dev/null || true
  temporal=$(find_temporal) || temporal=
  exec "$(jdk 17)/bin/java" -XX:+UseSerialGC -Ddrover.root=. "-Ddrover.temporal=$temporal" \
    -Dorg.slf4j.simpleLogger.defaultLogLevel=error \
    -cp 'bench/target/drover-bench-0.1.0.jar:bench/target/lib/*' dev.drover.bench.Bench "${words[@]}"
}
