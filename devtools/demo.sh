# Part of ./dev: a guest that moves between two hosts on this machine.

demo() {
  local temporal
  setup
  [[ -r tests/target/lib/drover-starter-0.1.0.jar && -r starter/target/drover-starter.jsa ]] || build
  temporal=$(find_temporal) || temporal=
  say "demo: two hosts, one guest"
  exec "$(jdk 17)/bin/java" -XX:+UseSerialGC -Ddrover.root=. "-Ddrover.temporal=$temporal" \
    -Dorg.slf4j.simpleLogger.defaultLogLevel=error \
    -cp 'tests/target/drover-tests-0.1.0.jar:tests/target/lib/*' \
    dev.drover.tests.demo.Demo "$@"
}
