# Part of ./dev: faults done to moves, and what came of them.

soak() {
  local temporal program=soak.Soak
  [[ ${1:-} != --matrix ]] || program=matrix.MatrixProgram
  setup
  [[ -r tests/target/lib/drover-starter-0.1.0.jar && -r starter/target/drover-starter.jsa ]] || build
  temporal=$(find_temporal) || temporal=
  exec "$(jdk 17)/bin/java" -XX:+UseSerialGC -Ddrover.root=. "-Ddrover.temporal=$temporal" \
    -Dorg.slf4j.simpleLogger.defaultLogLevel=error \
    -cp 'tests/target/drover-tests-0.1.0.jar:tests/target/lib/*' \
    "dev.drover.tests.$program" "$@"
}
